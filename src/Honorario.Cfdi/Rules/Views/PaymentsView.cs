using System.Globalization;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>The complemento de pagos.</summary>
internal sealed class PaymentsView : IView
{
    public PaymentsView(DocumentView document, SatElement element)
    {
        Document = document;
        Element = element;
        Totales = element.Element(Schema.Pago20 + "Totales") ?? new SatElement(Schema.Pago20 + "Totales");
        Payments = [.. element.Elements(Schema.Pago20 + "Pago").Select(pago => new PagoView(this, pago))];
    }

    public DocumentView Document { get; }
    public SatElement Element { get; }
    public SatElement Totales { get; }
    public PagoView[] Payments { get; }

    public bool HasAny(params ReadOnlySpan<string> totals)
    {
        foreach (var total in totals)
        {
            if (Totales.Text(total) is not null)
                return true;
        }

        return false;
    }
}

/// <summary>The complement's Totales; where they are missing, the complement.</summary>
internal sealed class PaymentTotalsView(PaymentsView payments) : IView
{
    public PaymentsView Payments { get; } = payments;
    public SatElement Element => Payments.Totales.Parent is null ? Payments.Element : Payments.Totales;
}

/// <summary>A Pago.</summary>
internal sealed class PagoView : IView
{
    private Dictionary<(string Impuesto, decimal? TasaOCuota), TaxSum>? _charged;
    private Dictionary<string, TaxSum>? _withheld;
    private Dictionary<(string Impuesto, decimal? TasaOCuota), TaxSum>? _chargedByKind;
    private Dictionary<string, TaxSum>? _withheldByTax;

    public PagoView(PaymentsView payments, SatElement element)
    {
        Payments = payments;
        Element = element;
        Moneda = this["MonedaP"] ?? "";
        Decimals = SatCatalogs.Moneda.TryGetValue(Moneda, out var moneda) ? moneda.Decimals : null;
        TipoCambio = Written.Of(element, "TipoCambioP");
        Monto = Written.Of(element, "Monto");
        Forma = SatCatalogs.FormaPago.GetValueOrDefault(this["FormaDePagoP"] ?? "");
        var taxes = element.Element(Schema.Pago20 + "ImpuestosP");
        Retenciones = TaxView.Below(taxes, "Retencion", "P");
        Traslados = TaxView.Below(taxes, "Traslado", "P");
        Invoices = [.. element.Elements(Schema.Pago20 + "DoctoRelacionado").Select(docto => new PaidInvoiceView(this, docto))];
    }

    public PaymentsView Payments { get; }
    public SatElement Element { get; }
    public string Moneda { get; }
    public int? Decimals { get; }
    public Written TipoCambio { get; }
    public Written Monto { get; }
    public FormaPagoEntry? Forma { get; }
    public TaxView[] Retenciones { get; }
    public TaxView[] Traslados { get; }
    public PaidInvoiceView[] Invoices { get; }

    /// <summary>The invoices' Traslados by kind, in the payment's currency.</summary>
    public Dictionary<(string Impuesto, decimal? TasaOCuota), TaxSum> Charged => _charged ??= Sum(invoice => invoice.Traslados, tax => tax.Kind);

    /// <summary>The invoices' Retenciones by tax, in the payment's currency.</summary>
    public Dictionary<string, TaxSum> Withheld => _withheld ??= Sum(invoice => invoice.Retenciones, tax => tax.Impuesto);

    /// <summary>The payment's own Traslados by kind.</summary>
    public Dictionary<(string Impuesto, decimal? TasaOCuota), TaxSum> ChargedByKind => _chargedByKind ??= TaxSum.By(Traslados, tax => tax.Kind);

    /// <summary>The payment's own Retenciones by tax.</summary>
    public Dictionary<string, TaxSum> WithheldByTax => _withheldByTax ??= TaxSum.By(Retenciones, tax => tax.Impuesto);

    /// <summary>Pesos for one unit; 1 while nothing is written.</summary>
    public decimal Rate => TipoCambio.Value ?? 1;

    public string? this[string attribute] => Element.Text(attribute);

    private Dictionary<TKey, TaxSum> Sum<TKey>(Func<PaidInvoiceView, TaxView[]> taxes, Func<TaxView, TKey> key)
        where TKey : notnull
    {
        var rates = Invoices.SelectMany(invoice => taxes(invoice).Select(tax => (tax, invoice.Rate))).ToDictionary(pair => pair.tax, pair => pair.Rate);
        return TaxSum.By(rates.Keys, key, tax => rates[tax]);
    }
}

/// <summary>One tax of a payment, beside those of the invoices that it sums.</summary>
internal sealed class PaymentTaxView(PagoView payment, TaxView tax) : IView
{
    public PagoView Payment { get; } = payment;
    public TaxView Tax { get; } = tax;
    public SatElement Element => Tax.Element;
}

/// <summary>A DoctoRelacionado.</summary>
internal sealed class PaidInvoiceView : IView
{
    public PaidInvoiceView(PagoView payment, SatElement element)
    {
        Payment = payment;
        Element = element;
        Moneda = this["MonedaDR"] ?? "";
        Decimals = SatCatalogs.Moneda.TryGetValue(Moneda, out var moneda) ? moneda.Decimals : null;
        Equivalencia = Written.Of(element, "EquivalenciaDR");
        SaldoAnterior = Written.Of(element, "ImpSaldoAnt");
        Pagado = Written.Of(element, "ImpPagado");
        SaldoInsoluto = Written.Of(element, "ImpSaldoInsoluto");
        ObjetoImp = this["ObjetoImpDR"] ?? "";
        Impuestos = element.Element(Schema.Pago20 + "ImpuestosDR");
        Retenciones = TaxView.Below(Impuestos, "Retencion", "DR");
        Traslados = TaxView.Below(Impuestos, "Traslado", "DR");
    }

    public PagoView Payment { get; }
    public SatElement Element { get; }
    public string Moneda { get; }
    public int? Decimals { get; }
    public Written Equivalencia { get; }
    public Written SaldoAnterior { get; }
    public Written Pagado { get; }
    public Written SaldoInsoluto { get; }
    public string ObjetoImp { get; }
    public SatElement? Impuestos { get; }
    public TaxView[] Retenciones { get; }
    public TaxView[] Traslados { get; }

    /// <summary>Units of the invoice's currency for one of the payment's; 1 while nothing usable is written.</summary>
    public decimal Rate => Equivalencia.Value is > 0 and var rate ? rate : 1;

    /// <summary>The least that the payment's amount may be for this invoice, given that both numbers may have been rounded.</summary>
    /// <remarks>Source: guía de llenado del complemento de pagos 2.0, campo Monto: a rate of 1 counts as written with ten decimals.</remarks>
    public decimal LeastInPaymentCurrency()
    {
        if (Moneda == Payment.Moneda || Rate == 1)
            return Pagado.OrZero;
        var least = (Pagado.OrZero - Pagado.Half) / (Rate + Equivalencia.Half - 0.0000000000000001m);
        return decimal.Round(least, Payment.Decimals ?? 2, MidpointRounding.ToZero);
    }

    public DateOnly? PaidOn => DateTime.TryParseExact(
        Payment["FechaPago"], "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? DateOnly.FromDateTime(day) : null;

    public string? this[string attribute] => Element.Text(attribute);
}
