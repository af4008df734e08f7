using Honorario.Billing.Timbrado;

namespace Honorario.Web.Components.Cancelacion;

/// <summary>What the screen calls each kind of document.</summary>
internal static class Names
{
    public static string Of(DocumentKind kind) => kind switch
    {
        DocumentKind.Factura => "Factura",
        DocumentKind.NotaDeCredito => "Nota de crédito",
        DocumentKind.Copago => "Factura de copago",
        DocumentKind.FacturaGlobal => "Factura global",
        _ => "Complemento de pago",
    };
}
