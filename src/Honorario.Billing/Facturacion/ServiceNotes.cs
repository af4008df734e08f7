using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What an invoice's services say to the insurer beside the CFDI: authorisation and siniestro numbers.</summary>
internal static class ServiceNotes
{
    /// <summary>A sentence for each service that has any, by its folio; of each invoice that has such services.</summary>
    public static async Task<Dictionary<Guid, Dictionary<string, string>>> OfAsync(HonorarioDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var rows = await db.InvoiceLines()
            .Where(line => ids.Contains(line.InvoiceId) && (line.Service.Authorization != "" || line.Service.Siniestro != ""))
            .OrderBy(line => line.Service.Date).ThenBy(line => line.Service.Folio)
            .Select(line => new { line.InvoiceId, line.Service.Folio, line.Service.Authorization, line.Service.Siniestro }).ToListAsync(ct);
        return rows.GroupBy(row => row.InvoiceId).ToDictionary(
            invoice => invoice.Key,
            invoice => invoice.DistinctBy(row => row.Folio).ToDictionary(row => row.Folio, row => Sentence(row.Authorization, row.Siniestro)));
    }

    private static string Sentence(string authorization, string siniestro) => (authorization, siniestro) switch
    {
        (_, "") => $"Autorización {authorization}",
        ("", _) => $"Siniestro {siniestro}",
        _ => $"Autorización {authorization} · Siniestro {siniestro}",
    };
}
