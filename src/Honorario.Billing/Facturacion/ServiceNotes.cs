using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What an invoice's services say to the insurer beside the CFDI: authorisation and siniestro numbers.</summary>
internal static class ServiceNotes
{
    /// <summary>A sentence for each service that has any, by its folio.</summary>
    public static async Task<Dictionary<string, string>> OfAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct)
    {
        var rows = await db.InvoiceLines().Where(line => line.InvoiceId == invoiceId && (line.Service.Authorization != "" || line.Service.Siniestro != ""))
            .OrderBy(line => line.Service.Date).ThenBy(line => line.Service.Folio)
            .Select(line => new { line.Service.Folio, line.Service.Authorization, line.Service.Siniestro }).ToListAsync(ct);
        return rows.DistinctBy(row => row.Folio).ToDictionary(row => row.Folio, row => (row.Authorization, row.Siniestro) switch
        {
            (_, "") => $"Autorización {row.Authorization}",
            ("", _) => $"Siniestro {row.Siniestro}",
            _ => $"Autorización {row.Authorization} · Siniestro {row.Siniestro}",
        });
    }
}
