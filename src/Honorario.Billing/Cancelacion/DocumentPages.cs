using Honorario.Billing.Timbrado;

namespace Honorario.Billing.Cancelacion;

/// <summary>Where the application shows what a stamped document documents.</summary>
public static class DocumentPages
{
    /// <param name="kind">What it documents.</param>
    /// <param name="subjectId">The id of the invoice, complement…</param>
    public static string Of(DocumentKind kind, Guid subjectId) => kind switch
    {
        DocumentKind.Factura => $"/finanzas/facturacion/facturas/{subjectId}",
        _ => $"/finanzas/documentos/{subjectId}",
    };
}
