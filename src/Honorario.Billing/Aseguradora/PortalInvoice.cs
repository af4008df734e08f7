using Honorario.Billing.Facturacion;

namespace Honorario.Billing.Aseguradora;

/// <summary>An invoice that the scope's company may see.</summary>
/// <param name="Company">The company.</param>
/// <param name="Invoice">The invoice with emisor and insurer.</param>
/// <param name="Who">How the company's person is named in the practice's log.</param>
public sealed record PortalInvoice(PortalCompany Company, Invoice Invoice, string Who);
