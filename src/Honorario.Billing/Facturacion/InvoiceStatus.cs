namespace Honorario.Billing.Facturacion;

/// <summary>Where an insurer invoice stands; the names are shown as they are.</summary>
public enum InvoiceStatus
{
    Borrador,
    Facturada,
}
