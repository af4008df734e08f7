using Honorario.Billing.Cuentas;

namespace Honorario.Web.Components.Facturacion;

/// <summary>A part of the page of a stamped invoice that another folder adds, such as its payments.</summary>
/// <param name="Component">A component with the parameters View (an invoice as viewed) and Changed (told when it changed the invoice).</param>
/// <param name="Sees">The right to see it.</param>
public sealed record InvoiceSection(Type Component, Right Sees);
