namespace Honorario.Billing.Facturacion;

/// <summary>Where the application shows an invoice.</summary>
public static class InvoicePage
{
    /// <param name="invoiceId">The invoice's id.</param>
    public static string Of(Guid invoiceId) => $"/finanzas/facturacion/facturas/{invoiceId}";
}
