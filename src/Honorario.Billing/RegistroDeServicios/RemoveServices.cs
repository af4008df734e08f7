using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>What a removal did, to be undone by.</summary>
/// <param name="Services">The services that were removed.</param>
/// <param name="Drafts">Of those that were in a draft, which one.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Doubts">What must be accepted first; then nothing was removed.</param>
public sealed record Removal(IReadOnlyList<Guid> Services, IReadOnlyDictionary<Guid, Guid> Drafts, DateTime At, IReadOnlyList<string> Doubts);

/// <summary>Removes services that are neither billed nor charged, all or none. Those in a draft leave it, once that is accepted.</summary>
public sealed class RemoveServices(HonorarioStorage storage, ComposeInvoice compose, TimeProvider clock)
{
    public const int Most = 1_000;
    private const int MostTold = 20;

    /// <param name="services">Which, by id, with the version that was shown; null where none was.</param>
    /// <param name="acceptDoubts">Whether a person has seen that drafts go along.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Removal>> RunAsync(IReadOnlyDictionary<Guid, int?> services, bool acceptDoubts, CancellationToken ct)
    {
        if (services.Count is 0 or > Most)
            return new Problem("", $"Selecciona al menos un servicio, y {Most:N0} a lo más.");
        await using var db = storage.Open(Right.EditPatients);
        var ids = services.Keys.ToList();
        var rows = await db.Services().Where(row => EF.Parameter(ids).Contains(row.Id)).ToListAsync(ct);
        if (rows.Count < ids.Count || rows.Any(row => services[row.Id] is { } shown && shown != row.Version))
            return ChangedElsewhere;
        var holds = await ServiceHolds.OfAsync(db, ids, ct);
        if (holds.Firm() is { Count: > 0 } firm)
            return firm.Count <= MostTold ? firm : [.. firm.Take(MostTold), new Problem("", $"Y {firm.Count - MostTold} más están facturados o cobrados.")];
        if (holds.Count > 0 && !acceptDoubts)
            return new Removal([], new Dictionary<Guid, Guid>(), default, Told(holds));

        var drafts = holds.ToDictionary(hold => hold.ServiceId, hold => hold.DraftId!.Value);
        foreach (var draft in drafts.Values.Distinct())
        {
            var gone = drafts.Where(one => one.Value == draft).Select(one => one.Key).ToList();
            db.InvoiceLines().RemoveRange(await db.InvoiceLines().Where(line => line.InvoiceId == draft && EF.Parameter(gone).Contains(line.ServiceId))
                .ToListAsync(ct));
            if (await DraftsAlong.RewriteAsync(db, compose, draft, gone, [], ct) is { } obstacle)
                return obstacle.ToList();
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var row in rows)
        {
            row.RemovedAt = now;
            db.Record(row.Id, now, "Servicio eliminado",
                $"{row.Folio}: {row.Code} del {row.Date:dd/MM/yyyy}, monto ${row.InsurerAmount:N2}, copago ${row.Copay:N2}");
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return new Removal(ids, drafts, now, []);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedElsewhere;
        }
    }

    private static Problem ChangedElsewhere { get; } =
        new("", "Alguno de esos servicios cambió en otra ventana. La lista ya muestra cómo quedaron: revísala e inténtalo otra vez.");

    private static IReadOnlyList<string> Told(List<ServiceHold> holds) => holds.Count <= MostTold
        ? [.. holds.Select(hold => $"{hold.Message} Sale también de él.")]
        : [$"{holds.Count} de esos servicios están en borradores de factura: salen también de ellos."];
}

/// <summary>"Deshacer": within a minute, removed services return, also to the drafts that had them and are drafts still.</summary>
public sealed class UndoRemoval(HonorarioStorage storage, ComposeInvoice compose, TimeProvider clock)
{
    public async Task<Result<int>> RunAsync(Removal removal, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var now = clock.GetUtcNow().UtcDateTime;
        if (Undoing.IsOver(removal.At, now))
            return new Problem("", "Ya pasó más de un minuto: registra los servicios otra vez.");
        var ids = removal.Services.ToList();
        var rows = await db.AllServices().Where(row => EF.Parameter(ids).Contains(row.Id) && row.RemovedAt == removal.At).ToListAsync(ct);
        if (rows.Count < ids.Count)
            return new Problem("", "Ya estaban de vuelta.");
        foreach (var row in rows)
        {
            row.RemovedAt = null;
            db.Record(row.Id, now, "Eliminación deshecha", row.Folio);
        }

        foreach (var draft in removal.Drafts.GroupBy(one => one.Value, one => one.Key))
        {
            var come = rows.Where(row => draft.Contains(row.Id)).ToList();
            if (await DraftsAlong.RewriteAsync(db, compose, draft.Key, [], come, ct) is null)
                db.InvoiceLines().AddRange(come.Select(row => new InvoiceLine { InvoiceId = draft.Key, ServiceId = row.Id, TakenAt = now }));
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return rows.Count;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Draft.ChangedElsewhere;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem("", "Otro servicio tiene ya uno de esos folios: no se deshizo.");
        }
    }
}
