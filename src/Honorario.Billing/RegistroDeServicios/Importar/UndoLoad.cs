using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>"Deshacer carga": what a file brought goes, and what it changed is as before. All of it or nothing.</summary>
public sealed class UndoLoad(HonorarioStorage storage, TimeProvider clock)
{
    public const int PageSize = 10;
    private const int Chunk = 1_000;

    /// <summary>The loads, latest first, a page from 0.</summary>
    public async Task<Page<ServiceLoad>> ListAsync(int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var rows = await db.ServiceLoads().AsNoTracking().OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Skip(page * PageSize).Take(PageSize)
            .ToListAsync(ct);
        return new Page<ServiceLoad>(rows, await db.ServiceLoads().CountAsync(ct));
    }

    /// <returns>How many services were put back or removed.</returns>
    public async Task<Result<int>> RunAsync(Guid loadId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var load = await db.ServiceLoads().SingleOrDefaultAsync(row => row.Id == loadId, ct);
        if (load is null || load.UndoneAt is not null)
            return new Problem("", "Esa carga ya se deshizo.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        load.UndoneAt = now;
        db.Record(load.Id, now, "Carga de servicios deshecha", load.FileName);
        try
        {
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            var undone = 0;
            while (await db.ServiceLoadRows().AsNoTracking().Where(row => row.LoadId == loadId).OrderBy(row => row.ServiceId).Skip(undone).Take(Chunk)
                .ToArrayAsync(ct) is { Length: > 0 } chunk)
            {
                if (await UndoAsync(db, chunk, now, ct) is { } obstacle)
                    return obstacle;
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
                undone += chunk.Length;
            }

            await transaction.CommitAsync(ct);
            return undone;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("", "Alguien cambió uno de esos servicios al mismo tiempo. Inténtalo otra vez.");
        }
    }

    private static async Task<Problem?> UndoAsync(HonorarioDb db, ServiceLoadRow[] chunk, DateTime now, CancellationToken ct)
    {
        var ids = chunk.Select(row => row.ServiceId).ToList();
        var holds = await ServiceHolds.OfAsync(db, ids, ct);
        if (holds.Count > 0)
            return new Problem("", $"{holds[0].Message} Por eso la carga no se deshace: no se tocó nada.", Link: holds[0].Link);
        var services = await db.AllServices().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        foreach (var row in chunk)
        {
            var service = services[row.ServiceId];
            if (service.RemovedAt is not null)
                continue;
            if (service.Version != row.VersionAfter)
                return new Problem("", $"El servicio {service.Folio} se corrigió después de la carga. Por eso no se deshace: no se tocó nada.",
                    Link: $"/finanzas/servicios/{service.Id}");
            if (row.Before is null)
                service.RemovedAt = now;
            else
                ServiceSnapshot.Restore(service, row.Before);
            db.Record(service.Id, now, row.Before is null ? "Servicio eliminado" : "Servicio corregido", $"{service.Folio}: carga deshecha");
        }

        return null;
    }
}
