using System.Globalization;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>A whole document and the moment at which it is to be stamped.</summary>
internal sealed class DocumentView : IView
{
    /// <summary>Since when there is a CFDI 4.0; its catalogues begin then.</summary>
    public static readonly DateOnly FirstDay = new(2022, 1, 1);

    private const int PesoDecimals = 2;

    private Dictionary<(string Impuesto, decimal? TasaOCuota), TaxSum>? _charged;
    private Dictionary<string, TaxSum>? _withheld;
    private TimeZoneInfo? _zone;

    public DocumentView(SatElement root, DateTimeOffset now)
    {
        Element = root;
        Complements = [.. root.Elements(Schema.Complemento).Elements()];
        IsStamped = Complements.Exists(one => one.Name == Schema.Timbre.Name);
        Now = ToLocal(now);
        Fecha = DateTime.TryParseExact(this["Fecha"], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var fecha) ? fecha : null;
        Day = DateOnly.FromDateTime(Fecha ?? Now);
        if (Day < FirstDay)
            Day = FirstDay;
        Tipo = this["TipoDeComprobante"] ?? "";
        Moneda = this["Moneda"] ?? "";
        Decimals = Moneda != "XXX" && SatCatalogs.Moneda.TryGetValue(Moneda, out var moneda) ? moneda.Decimals : null;
        SubTotal = Written.Of(root, "SubTotal");
        Descuento = Written.Of(root, "Descuento");
        TipoCambio = Written.Of(root, "TipoCambio");
        Total = Written.Of(root, "Total");
        Emisor = PartyView.Of(this, "Emisor");
        Receptor = PartyView.Of(this, "Receptor");
        Conceptos = [.. root.Elements(Schema.Cfdi + "Conceptos").Elements(Schema.Cfdi + "Concepto").Select(concepto => new ConceptView(this, concepto))];
        Impuestos = root.Element(Schema.Cfdi + "Impuestos") is { } taxes ? new TaxTotalsView(this, taxes) : null;
        Pagos = [.. Complements.Where(one => one.Name == Schema.Pagos.Name).Select(pagos => new PaymentsView(this, pagos))];
    }

    public SatElement Element { get; }
    public List<SatElement> Complements { get; }

    /// <summary>Once stamped, when it was stamped is settled.</summary>
    public bool IsStamped { get; }

    /// <summary>The moment of stamping by the clock of the place of issue.</summary>
    public DateTime Now { get; }

    public DateTime? Fecha { get; }

    /// <summary>The day on which catalogues must be in force.</summary>
    public DateOnly Day { get; }

    public string Tipo { get; }
    public bool IsSale => Tipo is "I" or "E" or "N";
    public string Moneda { get; }

    /// <summary>Decimals of the currency; null when there is none or it is unknown.</summary>
    public int? Decimals { get; }

    public Written SubTotal { get; }
    public Written Descuento { get; }
    public Written TipoCambio { get; }
    public Written Total { get; }
    public PartyView? Emisor { get; }
    public PartyView? Receptor { get; }
    public ConceptView[] Conceptos { get; }
    public TaxTotalsView? Impuestos { get; }
    public PaymentsView[] Pagos { get; }

    /// <summary>The concepts' Traslados by kind: base and amount as written, summed. Amounts beyond measure overflow here, not before.</summary>
    public Dictionary<(string Impuesto, decimal? TasaOCuota), TaxSum> Charged =>
        _charged ??= TaxSum.By(Conceptos.SelectMany(concepto => concepto.Traslados), tax => tax.Kind);

    /// <summary>The concepts' Retenciones by tax.</summary>
    public Dictionary<string, TaxSum> Withheld =>
        _withheld ??= TaxSum.By(Conceptos.SelectMany(concepto => concepto.Retenciones), tax => tax.Impuesto);

    public PostalCode? Place => PostalCode.TryParse(this["LugarExpedicion"], out var place) ? place : null;

    public bool HasForeignTrade => Complements.Exists(one => one.Name.LocalName == "ComercioExterior");

    public string? this[string attribute] => Element.Text(attribute);

    /// <summary>An instant by the clock of the place of issue; of central Mexico when the place is unknown.</summary>
    public DateTime ToLocal(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, _zone ??= TimeZoneInfo.FindSystemTimeZoneById(Place?.TimeZoneId ?? "America/Mexico_City")).DateTime;

    public decimal Round(decimal value) => Amount.Round(value, Decimals ?? PesoDecimals);

    /// <summary>What TotalImpuestosTrasladados is once every other rule is kept: the rounded sums of the concepts, or of the root if they have none.</summary>
    public decimal RightCharged() => Charged.Count == 0
        ? Round(Impuestos?.Traslados.Sum(tax => tax.Importe.OrZero) ?? 0)
        : Charged.Keys.Sum(RightCharged);

    /// <summary>The same of TotalImpuestosRetenidos.</summary>
    public decimal RightWithheld() => Withheld.Count == 0
        ? Round(Impuestos?.Retenciones.Sum(tax => tax.Importe.OrZero) ?? 0)
        : Withheld.Keys.Sum(RightWithheld);

    /// <summary>What the root charges of one kind of tax, once the concepts' amounts are right.</summary>
    public decimal RightCharged((string Impuesto, decimal? TasaOCuota) kind) => Round(
        Conceptos.SelectMany(concepto => concepto.Traslados).Where(tax => tax.Kind == kind).Sum(tax => tax.RightImporte));

    /// <summary>What the root withholds of one tax, once the concepts' amounts are right.</summary>
    public decimal RightWithheld(string impuesto) => Round(
        Conceptos.SelectMany(concepto => concepto.Retenciones).Where(tax => tax.Impuesto == impuesto).Sum(tax => tax.RightImporte));

    /// <summary>SubTotal − Descuento + taxes charged − taxes withheld, state taxes included.</summary>
    public decimal ExpectedTotal() => ExpectedTotal(Impuestos?.Charged.OrZero ?? 0, Impuestos?.Withheld.OrZero ?? 0);

    /// <summary>The same once the totals of taxes are right.</summary>
    public decimal RightTotal() => Impuestos is null ? ExpectedTotal() : ExpectedTotal(RightCharged(), RightWithheld());

    private decimal ExpectedTotal(decimal taxes, decimal taken)
    {
        var locales = Complements.Where(one => one.Name == Schema.ImpLocal + "ImpuestosLocales").ToList();
        var charged = locales.Sum(one => Written.Of(one, "TotaldeTraslados").OrZero);
        var withheld = locales.Sum(one => Written.Of(one, "TotaldeRetenciones").OrZero);
        return Round(SubTotal.OrZero - Descuento.OrZero + taxes + charged - taken - withheld);
    }
}
