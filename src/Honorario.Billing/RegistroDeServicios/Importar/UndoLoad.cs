using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What undoing a load did.</summary>
/// <param name="Services">How many services were put back or removed.</param>
/// <param name="Patients">How many patients left, whom only this file had brought.</param>
public sealed record LoadUndone(int Services, int Patients);

/// <summary>
/// "Deshacer carga": what a file brought goes, and what it changed is as before. First all of it is looked at: where anything holds, nothing is
/// touched. Then it is done a thousand at a time so that others work meanwhile; what was interrupted goes on when it is asked for again.
/// </summary>
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

    public async Task<Result<LoadUndone>> RunAsync(Guid loadId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        if (!await db.ServiceLoads().AnyAsync(row => row.Id == loadId && row.UndoneAt == null, ct))
            return new Problem("", "Esa carga ya se deshizo.");
        if (await ObstacleAsync(db, loadId, ct) is { } obstacle)
            return obstacle with { Message = $"{obstacle.Message} Por eso la carga no se deshace: no se tocó nada." };
        var (all, undone) = (await db.ServiceLoadRows().CountAsync(row => row.LoadId == loadId, ct), 0);
        try
        {
            while (await FirstAsync(db, loadId, Guid.Empty, ct) is { Length: > 0 } chunk)
            {
                if (await UndoAsync(db, chunk, ct) is { } late)
                    return late with
                    {
                        Message = $"{late.Message} Se deshicieron {undone:N0} de {all:N0} servicios de la carga; los demás siguen como estaban.",
                    };
                await db.SaveChangesAsync(ct);
                db.ChangeTracker.Clear();
                undone += chunk.Length;
            }

            var patients = await RemovePatientsAsync(db, loadId, ct);
            var load = await db.ServiceLoads().SingleAsync(row => row.Id == loadId, ct);
            load.UndoneAt = clock.GetUtcNow().UtcDateTime;
            db.Record(load.Id, load.UndoneAt.Value, "Carga de servicios deshecha", load.FileName);
            await db.SaveChangesAsync(ct);
            return new LoadUndone(undone, patients);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("", $"Alguien cambió uno de esos servicios al mismo tiempo: se deshicieron {undone:N0} de {all:N0}. Inténtalo otra vez.");
        }
    }

    /// <summary>What keeps a load from being undone, if anything.</summary>
    private static async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid loadId, CancellationToken ct)
    {
        var seen = Guid.Empty;
        while (await FirstAsync(db, loadId, seen, ct) is { Length: > 0 } chunk)
        {
            if ((await LookAsync(db, chunk, ct)).Obstacle is { } obstacle)
                return obstacle;
            seen = chunk[^1].ServiceId;
            db.ChangeTracker.Clear();
        }

        return null;
    }

    private static Task<ServiceLoadRow[]> FirstAsync(HonorarioDb db, Guid loadId, Guid after, CancellationToken ct) =>
        db.ServiceLoadRows().Where(row => row.LoadId == loadId && row.ServiceId > after).OrderBy(row => row.ServiceId).Take(Chunk).ToArrayAsync(ct);

    private static async Task<(IReadOnlyDictionary<Guid, MedicalService> Services, Problem? Obstacle)> LookAsync(
        HonorarioDb db, ServiceLoadRow[] chunk, CancellationToken ct)
    {
        var ids = chunk.Select(row => row.ServiceId).ToList();
        var services = await db.AllServices().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        var hold = (await ServiceHolds.OfAsync(db, ids, ct)).FirstOrDefault();
        if (hold is not null)
            return (services, new Problem("", hold.Message, Link: hold.Link));
        var corrected = chunk.Where(row => services[row.ServiceId] is { RemovedAt: null } service && service.Version != row.VersionAfter)
            .Select(row => services[row.ServiceId]).FirstOrDefault();
        return (services, corrected is null ? null
            : new Problem("", $"El servicio {corrected.Folio} se corrigió después de la carga.", Link: $"/finanzas/servicios/{corrected.Id}"));
    }

    private async Task<Problem?> UndoAsync(HonorarioDb db, ServiceLoadRow[] chunk, CancellationToken ct)
    {
        var (services, obstacle) = await LookAsync(db, chunk, ct);
        if (obstacle is not null)
            return obstacle;
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var row in chunk)
        {
            db.ServiceLoadRows().Remove(row);
            var service = services[row.ServiceId];
            if (service.RemovedAt is not null)
                continue;
            if (row.Before is null)
                service.RemovedAt = now;
            else
                ServiceSnapshot.Restore(service, row.Before);
            db.Record(service.Id, now, row.Before is null ? "Servicio eliminado" : "Servicio corregido", $"{service.Folio}: carga deshecha");
        }

        return null;
    }

    /// <summary>Whom only this file brought, nobody has changed since and nothing tells of any more.</summary>
    private static async Task<int> RemovePatientsAsync(HonorarioDb db, Guid loadId, CancellationToken ct)
    {
        var gone = 0;
        var loose = db.AllServices().Where(row => row.RemovedAt != null && row.LoadId == loadId).Untold(db);
        var told = db.AllServices().Told(db);
        while (await db.Patients().Where(patient => patient.LoadId == loadId && patient.Version == 0 && !db.Tickets().Any(row => row.PatientId == patient.Id)
            && !db.AllServices().Any(row => row.PatientId == patient.Id && (row.RemovedAt == null || row.LoadId != loadId))
            && !told.Any(row => row.PatientId == patient.Id))
            .OrderBy(patient => patient.Id).Select(patient => patient.Id).Take(Chunk).ToListAsync(ct) is { Count: > 0 } ids)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var services = loose.Where(row => EF.Parameter(ids).Contains(row.PatientId));
            await db.ServiceLoadRows().Where(row => services.Select(service => service.Id).Contains(row.ServiceId)).ExecuteDeleteAsync(ct);
            await services.ExecuteDeleteAsync(ct);
            gone += await db.Patients().Where(row => EF.Parameter(ids).Contains(row.Id) && !db.AllServices().Any(service => service.PatientId == row.Id))
                .ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }

        return gone;
    }
}
