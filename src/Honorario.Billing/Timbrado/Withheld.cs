using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.Timbrado;

/// <summary>What the receiver of a document withholds, by tax; in its currency.</summary>
internal static class Withheld
{
    /// <summary>ISR (LISR art. 106 and 113-J).</summary>
    public static decimal Isr(Comprobante document) => Of(document, "001");

    /// <summary>IVA (LIVA art. 1-A).</summary>
    public static decimal Iva(Comprobante document) => Of(document, "002");

    /// <summary>An amount of a document in pesos, at its own TipoCambio.</summary>
    public static decimal InPesos(this Comprobante document, decimal amount) =>
        document.TipoCambio is { } rate ? Amount.Round(amount * rate, 2) : amount;

    /// <summary>Pesos as a document at its own TipoCambio says them.</summary>
    public static decimal FromPesos(this Comprobante document, decimal pesos) =>
        document.TipoCambio is { } rate and not 1 ? Amount.Round(pesos / rate, 2) : pesos;

    private static decimal Of(Comprobante document, string impuesto) =>
        document.Impuestos?.Retenciones.Where(tax => tax.Impuesto == impuesto).Sum(tax => tax.Importe) ?? 0;
}
