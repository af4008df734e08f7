using System.Text.RegularExpressions;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>Each payment: how much, in which currency, through which banks.</summary>
/// <remarks>Source: SAT, matriz de validaciones del complemento de pagos 2.0, CRP20212–CRP20235.</remarks>
internal static class PagoRules
{
    private const decimal MostMonto = 999999999999999999.999999m;

    public static readonly Rule<PagoView>[] All =
    [
        new(
            "CRP20212", "FormaDePagoP", payment => payment["FormaDePagoP"] == "99", "La forma de un pago recibido no puede ser 99, por definir.",
            "Escribe la forma en que se recibió el pago, por ejemplo 03."),
        new(
            "CRP20213", "MonedaP", payment => payment.Moneda == "XXX", "La moneda de un pago no puede ser XXX.",
            "Escribe la moneda en que se recibió el pago, por ejemplo MXN."),
        new(
            "CRP20214", "TipoCambioP", payment => !payment.TipoCambio.IsPresent, "Falta el tipo de cambio del pago.",
            payment => payment.Moneda == "MXN" ? "Escribe 1 en TipoCambioP." : "Escribe en TipoCambioP los pesos por unidad de la moneda del pago."),
        new(
            "CRP20215", "TipoCambioP", payment => payment.Moneda == "MXN" && payment.TipoCambio.Value != 1,
            "El tipo de cambio de un pago en pesos es 1.", "Escribe 1 en TipoCambioP."),
        new(
            "CRP20217", "Monto", payment => !IsInSeveralCurrencies(payment) && SettlesMore(payment),
            "Lo pagado de las facturas suma más que el monto del pago.", "Corrige Monto, o lo que se paga de cada factura."),
        new(
            "CRP20276", "Monto",
            payment => IsInSeveralCurrencies(payment) && SettlesMore(payment) && !payment.Invoices.Any(PagoDocumentoRules.SettlesMoreThanPayment),
            "Lo pagado de las facturas, convertido a la moneda del pago, suma más que su monto.",
            "Corrige Monto, la equivalencia, o lo que se paga de cada factura."),
        new("CRP20218", "Monto", payment => payment.Monto.Value is not > 0, "El monto del pago no es mayor que cero.", "Escribe el monto recibido."),
        new(
            "CRP20219", "Monto", payment => payment.Monto.Exceeds(payment.Decimals), "El monto tiene más decimales que la moneda del pago.",
            payment => Invariant($"Escribe el monto con {payment.Decimals} decimales.")),
        new(
            "CRP20220", "Monto", payment => payment.Monto.OrZero * payment.Rate > MostMonto && payment.Payments.Document["Confirmacion"] is null,
            "El monto pasa del máximo de un comprobante de pago y no hay clave de confirmación.",
            "Corrige el monto, o pide al PAC una clave de confirmación."),
        Barred("CRP20221", "RfcEmisorCtaOrd", forma => forma.BancoOrdenante),
        new(
            "CRP20223", "NomBancoOrdExt", payment => payment["RfcEmisorCtaOrd"] == "XEXX010101000" && payment["NomBancoOrdExt"] is null,
            "Falta el nombre del banco extranjero del que se pagó.", "Escribe el nombre del banco en NomBancoOrdExt."),
        Barred("CRP20224", "CtaOrdenante", forma => forma.CuentaOrdenante),
        Patterned("CRP20225", "CtaOrdenante", forma => forma.CuentaOrdenante, forma => forma.PatronOrdenante),
        Patterned("CRP20226", "CtaBeneficiario", forma => forma.CuentaBeneficiario, forma => forma.PatronBeneficiario),
        Barred("CRP20227", "RfcEmisorCtaBen", forma => forma.BancoBeneficiario),
        Barred("CRP20228", "CtaBeneficiario", forma => forma.CuentaBeneficiario),
        Barred("CRP20229", "TipoCadPago", forma => forma.CadenaPago),
        WithChain("CRP20230", "CertPago"),
        WithoutChain("CRP20231", "CertPago"),
        WithChain("CRP20232", "CadPago"),
        WithoutChain("CRP20233", "CadPago"),
        WithChain("CRP20234", "SelloPago"),
        WithoutChain("CRP20235", "SelloPago"),
        new(
            "CRP20999", "FormaDePagoP", payment => payment.Forma?.IsInForce(payment.Payments.Document.Day) != true,
            "La forma del pago no está en el catálogo c_FormaPago.", "Elige una forma de pago del catálogo, por ejemplo 03."),
        new(
            "CRP20999", "MonedaP", payment => !SatCatalogs.Moneda.ContainsKey(payment.Moneda), "La moneda del pago no está en el catálogo c_Moneda.",
            "Elige una moneda del catálogo, por ejemplo MXN."),
        new(
            "CRP20999", "TipoCambioP", payment => payment.TipoCambio is { IsPresent: true, Value: not > 0 },
            "El tipo de cambio del pago no es mayor que cero.", "Escribe en TipoCambioP los pesos por unidad de la moneda del pago."),
    ];

    private static bool IsInSeveralCurrencies(PagoView payment) => payment.Invoices.Any(invoice => invoice.Moneda != payment.Moneda);

    private static bool SettlesMore(PagoView payment) =>
        payment.Invoices.Sum(invoice => invoice.LeastInPaymentCurrency()) > payment.Monto.OrZero;

    /// <summary>An attribute that only some forms of payment allow.</summary>
    private static Rule<PagoView> Barred(string code, string attribute, Func<FormaPagoEntry, bool> allowed) => new(
        code, attribute, payment => payment[attribute] is not null
            && (payment.Forma is null || !allowed(payment.Forma)),
        $"La forma de pago no admite {attribute}.",
        $"Quita {attribute}, o corrige la forma de pago.");

    /// <summary>An account whose form the catalogue describes.</summary>
    private static Rule<PagoView> Patterned(string code, string attribute, Func<FormaPagoEntry, bool> allowed, Func<FormaPagoEntry, string> pattern) => new(
        code,
        attribute,
        payment => payment[attribute] is { } account && payment.Forma is { } forma && allowed(forma) && forma.Code != "99"
            && !Regex.IsMatch(account, $"^(?:{pattern(forma)})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking),
        $"{attribute} no tiene la forma que pide la forma de pago.",
        "Corrige la cuenta: en una transferencia es la CLABE de 18 dígitos.");

    private static Rule<PagoView> WithChain(string code, string attribute) => new(
        code, attribute, payment => payment["TipoCadPago"] is not null
            && payment[attribute] is null,
        $"Con TipoCadPago va {attribute}.",
        $"Escribe {attribute} del comprobante electrónico de pago, o quita TipoCadPago.");

    private static Rule<PagoView> WithoutChain(string code, string attribute) => new(
        code, attribute, payment => payment["TipoCadPago"] is null
            && payment[attribute] is not null, $"Sin TipoCadPago no va {attribute}.", $"Quita {attribute}, o escribe TipoCadPago.");
}
