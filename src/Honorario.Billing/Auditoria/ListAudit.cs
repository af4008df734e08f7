using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Auditoria;

/// <summary>Which entries: of these days in the centre of Mexico, whose doer, deed or detail contains the words.</summary>
public sealed record AuditFilter(DateTime? FromUtc, DateTime? BeforeUtc, string Words);

/// <summary>The audit log, latest first.</summary>
public sealed class ListAudit(HonorarioStorage storage)
{
    public const int PageSize = 50;

    private static readonly SheetColumn<AuditEntry>[] Columns =
    [
        new("Fecha (UTC)", entry => entry.At), new("Quién", entry => entry.Who),
        new("Persona", entry => entry.PersonId?.ToString()), new("Dirección", entry => entry.Address),
        new("Qué", entry => entry.What), new("Detalle", entry => entry.Detail),
        new("Documento", entry => entry.SubjectId == Guid.Empty ? null : entry.SubjectId.ToString()),
    ];

    /// <param name="filter">Which.</param>
    /// <param name="page">From 0.</param>
    public async Task<Page<AuditEntry>> RunAsync(AuditFilter filter, int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.ReadAudit);
        var entries = Matching(db, filter);
        return new Page<AuditEntry>(
            await entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Skip(page * PageSize).Take(PageSize).ToListAsync(ct),
            await entries.CountAsync(ct));
    }

    /// <summary>All of a filter.</summary>
    public StreamedFile Export(AuditFilter filter, SheetFormat format) 
    {
        storage.Demand(Right.Export);
        return SheetExport.Of("bitacora", format, Columns, AllAsync(filter));
    }

    private async IAsyncEnumerable<AuditEntry> AllAsync(AuditFilter filter)
    {
        await using var db = storage.Open(Right.ReadAudit);
        await foreach (var entry in Matching(db, filter).OrderBy(entry => entry.At).AsAsyncEnumerable())
            yield return entry;
    }

    private static IQueryable<AuditEntry> Matching(HonorarioDb db, AuditFilter filter)
    {
        var entries = db.Audit().AsNoTracking();
        // Details name patients: who sees the own ones only reads what it did itself.
        if (db.Actor.OnlyOwn)
            entries = entries.Where(entry => entry.PersonId == db.Actor.PersonId);
        if (filter.FromUtc is { } from)
            entries = entries.Where(entry => entry.At >= from);
        if (filter.BeforeUtc is { } before)
            entries = entries.Where(entry => entry.At < before);
        if (filter.Words.Trim() is { Length: > 0 } words)
            entries = entries.Where(entry => entry.Who.Contains(words) || entry.What.Contains(words) || entry.Detail!.Contains(words));
        return entries;
    }
}
