using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;
using Emisor = Honorario.Billing.DatosFiscales.Emisor;

namespace Honorario.Billing.Copagos;

/// <summary>
/// Writes the egreso of a part of a charge, not yet sealed: the same part of each concept that billed it. The parts of a charge add up to it;
/// the last takes the rest.
/// </summary>
/// <remarks>Source: Anexo 20, guía de llenado del CFDI 4.0, apéndice de egresos; emisor and place are those of today (CFDI40144, 40158).</remarks>
public sealed class ComposeRefund(PlaceClock places)
{
    private const int Tries = 24;

    /// <summary>Whole centavos where they come out, else as many decimals as a CFDI writes.</summary>
    private static readonly int[] s_decimals = [2, 6];

    /// <param name="emisor">Who issues.</param>
    /// <param name="billed">The stamped document that bills it.</param>
    /// <param name="uuid">Its folio fiscal.</param>
    /// <param name="folio">The ticket's concept in a factura global; null of a patient's invoice, which is the ticket's whole.</param>
    /// <param name="earlier">The egresos of that document that stand.</param>
    /// <param name="amount">What goes back, in pesos, no more than <see cref="Left"/>.</param>
    /// <param name="formaPago">How.</param>
    /// <returns>A document whose Total is the amount and after which the rest can still be given back; null where no split of its taxes gives that.</returns>
    public Comprobante? Run(
        Emisor emisor, Comprobante billed, Uuid uuid, string? folio, IReadOnlyCollection<Comprobante> earlier, decimal amount, string formaPago)
    {
        var rest = Left(billed, folio, earlier) - amount;
        return Found(earlier, amount).FirstOrDefault(note => rest == 0 || Found([.. earlier, note], rest).Any());

        IEnumerable<Comprobante> Found(IReadOnlyCollection<Comprobante> before, decimal part) =>
            from decimals in s_decimals
            from adjusted in Enumerable.Range(0, Of(billed, folio).Count)
            let note = Search(emisor, billed, uuid, folio, before, part, formaPago, decimals, adjusted)
            where note is not null
            select note;
    }

    /// <param name="decimals">With how many decimals the shares of the concepts are begun.</param>
    /// <param name="adjusted">The share of which concept is made to fit: 0 for the largest, 1 for the next…</param>
    private Comprobante? Search(
        Emisor emisor, Comprobante billed, Uuid uuid, string? folio, IReadOnlyCollection<Comprobante> earlier, decimal amount, string formaPago, int decimals,
        int adjusted)
    {
        var concepts = Of(billed, folio);
        var rest = concepts.ConvertAll(concepto => concepto.Importe - Of(earlier, concepto).Sum(one => one.Importe));
        var left = Left(billed, folio, earlier);
        var net = rest.Sum();
        var shares = rest.ConvertAll(one => amount == left ? one : decimal.Round(one * amount / left, decimals));
        var today = billed with
        {
            LugarExpedicion = emisor.CodigoPostal.Value,
            Emisor = new(emisor.Rfc.Value, emisor.Nombre, emisor.RegimenFiscal),
            Receptor = billed.Receptor.Rfc == Rfc.PublicoEnGeneral.Value
                ? billed.Receptor with { DomicilioFiscalReceptor = emisor.CodigoPostal.Value }
                : billed.Receptor,
            InformacionGlobal = null,
        };
        var at = shares.Index().OrderByDescending(share => share.Item).ElementAt(adjusted).Index;
        decimal? below = null, above = null;
        for (var tries = 0; tries < Tries; tries++)
        {
            var parts = concepts.Zip(shares).Where(one => one.Second > 0).Select(one => Part(one.First, one.Second));
            var document = NotaDeCredito.Compose(
                today, uuid.Value, NotaDeCredito.Descuento, parts, formaPago, places.NowAt(emisor.CodigoPostal), serie: null, folio: null, earlier);
            if (document.Total == amount)
                return document;
            var share = shares[at];
            if (document.Total < amount)
                below = share;
            else
                above = share;
            shares[at] = below is { } less && above is { } more
                ? Amount.Round((less + more) / 2, 6)
                : share + Amount.Round((amount - document.Total) * net / left, 4);
        }

        return null;
    }

    /// <summary>What of the charge has not been given back, in pesos, with taxes.</summary>
    public static decimal Left(Comprobante billed, string? folio, IReadOnlyCollection<Comprobante> earlier) =>
        (folio is null ? billed.Total : Amount.Round(Of(billed, folio).Sum(Whole), 2))
        - earlier.Where(document => Of(document, folio).Count > 0).Sum(document => document.Total);

    private static List<Concepto> Of(Comprobante document, string? folio) =>
        [.. document.Conceptos.Where(concepto => folio is null || concepto.NoIdentificacion == folio)];

    private static IEnumerable<Concepto> Of(IEnumerable<Comprobante> documents, Concepto billed) =>
        documents.SelectMany(document => document.Conceptos).Where(concepto => concepto.NoIdentificacion == billed.NoIdentificacion);

    private static decimal Whole(Concepto concepto) =>
        concepto.Importe + concepto.Traslados.Sum(tax => tax.Importe ?? 0) - concepto.Retenciones.Sum(tax => tax.Importe);

    /// <summary>A concept may have several rates, each of a part of it: each base keeps its proportion.</summary>
    private static Concepto Part(Concepto billed, decimal amount) => billed with
    {
        Cantidad = 1,
        ValorUnitario = amount,
        Importe = amount,
        Traslados = billed.Traslados.Select(tax => tax with { Base = Amount.Round(tax.Base * amount / billed.Importe, 6) }).ToValueList(),
        Retenciones = billed.Retenciones.Select(tax => tax with { Base = Amount.Round(tax.Base * amount / billed.Importe, 6) }).ToValueList(),
    };
}
