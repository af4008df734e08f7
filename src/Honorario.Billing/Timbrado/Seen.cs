using Honorario.Billing.Kern;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// What a person saw of a document before it is sealed: its parties, its taxes and its totals. It travels with the request to stamp, and
/// nothing is sealed that says something else.
/// </summary>
public sealed class Seen
{
    /// <summary>The <see cref="Problem.Code"/> of what changed since it was seen.</summary>
    public const string Code = "VISTO";

    /// <summary>No text of a CFDI has it, so it parts the facts.</summary>
    private const char Bar = '|';

    private const string Exempt = "exento";

    private readonly List<(string What, string Said)> _facts;

    private Seen(IEnumerable<(string What, string Said)> facts) => _facts = [.. facts];

    /// <summary>As it is stored and as a page's form carries it, on one line.</summary>
    public string Text => string.Join(Bar, _facts.Select(fact => $"{fact.What}{Bar}{fact.Said}"));

    /// <summary>What a document says, sealed or not.</summary>
    public static Seen Of(Comprobante document) => new(FactsOf(document).GroupBy(fact => fact.What)
        .SelectMany(same => same.Select((fact, at) => (at == 0 ? fact.What : $"{fact.What} ({at + 1})", fact.Said))));

    /// <summary>From <see cref="Text"/>; null from nothing, or from what is no such text.</summary>
    public static Seen? Read(string? text)
    {
        var parts = text?.Split(Bar) ?? [];
        return parts.Length < 2 || parts.Length % 2 != 0 ? null : new Seen(parts.Chunk(2).Select(pair => (pair[0], pair[1])));
    }

    /// <summary>What the document says otherwise than it was seen, old beside new, one each; none when it is what was seen.</summary>
    public List<Problem> Against(Comprobante document)
    {
        var now = Of(document)._facts;
        var changed = _facts.Select(fact => fact.What).Union(now.Select(fact => fact.What))
            .Select(what => (What: what, Old: Said(_facts, what), New: Said(now, what)))
            .Where(fact => fact.Old != fact.New)
            .Select(fact => new Problem("", $"{Named(fact.What)}: viste {fact.Old ?? "nada"} y ahora sería {fact.New ?? "nada"}.", Code))
            .ToList();
        return changed.Count == 0
            ? changed
            : [new Problem("", "Nada se selló: cambió desde que lo viste. Revisa qué dice ahora y, si está bien, da clic otra vez.", Code), .. changed];
    }

    /// <summary>An exempt tax has no amount: what was seen of it is its base.</summary>
    private static string Named(string what) => what.EndsWith(Exempt, StringComparison.Ordinal) ? $"Base de {what}" : what;

    private static string? Said(List<(string What, string Said)> facts, string what) => facts.Find(fact => fact.What == what).Said;

    private static IEnumerable<(string What, string Said)> FactsOf(Comprobante document)
    {
        string Money(decimal amount) => document.Moneda is "MXN" or "XXX" ? Pesos.Text(amount) : $"{amount:0.00} {document.Moneda}";
        var (emisor, receptor) = (document.Emisor, document.Receptor);
        yield return ("Emisor", $"{emisor.Nombre} ({emisor.Rfc}), régimen {emisor.RegimenFiscal}");
        yield return ("Lugar de expedición", document.LugarExpedicion);
        yield return ("Receptor", $"{receptor.Nombre} ({receptor.Rfc}), código postal {receptor.DomicilioFiscalReceptor}, "
            + $"régimen {receptor.RegimenFiscalReceptor}, uso {receptor.UsoCfdi}");
        if (document.Pagos is { } pagos)
        {
            foreach (var pago in pagos.Items)
            {
                yield return ("Pago", $"{Pesos.Text(pago.Monto)} del {pago.FechaPago:dd/MM/yyyy HH:mm}, forma {pago.FormaDePagoP}");
                foreach (var docto in pago.DoctosRelacionados)
                    yield return ($"Factura {docto.Serie}{docto.Folio} {docto.IdDocumento}",
                        $"parcialidad {docto.NumParcialidad}, {Pesos.Text(docto.ImpPagado)} de {Pesos.Text(docto.ImpSaldoAnt)}");
            }

            yield break;
        }

        yield return ("Conceptos", $"{document.Conceptos.Count}");
        yield return ("Subtotal", Money(document.SubTotal));
        foreach (var tax in document.Impuestos?.Traslados ?? [])
            yield return ($"{Name(tax.Impuesto)} {(tax.TasaOCuota is { } rate ? $"{rate * 100:0.####} %" : Exempt)}", Money(tax.Importe ?? tax.Base));
        foreach (var tax in document.Impuestos?.Retenciones ?? [])
            yield return ($"{Name(tax.Impuesto)} retenido", Money(tax.Importe));
        foreach (var tax in document.ImpuestosLocales?.Traslados ?? [])
            yield return (tax.Nombre, Money(tax.Importe));
        foreach (var tax in document.ImpuestosLocales?.Retenciones ?? [])
            yield return ($"{tax.Nombre} retenido", Money(tax.Importe));
        yield return ("Total", Money(document.Total));
    }

    private static string Name(string impuesto) => impuesto switch
    {
        "001" => "ISR",
        "002" => "IVA",
        _ => "IEPS",
    };
}
