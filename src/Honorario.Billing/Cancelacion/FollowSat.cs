using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// Mends a difference with SAT, after asking it once more: what SAT has cancelled is cancelled here too, with all that follows;
/// what SAT has in force and is cancelled here is asked to be cancelled again.
/// </summary>
public sealed class FollowSat(
    HonorarioStorage storage, CheckSatStatus check, IServiceProvider services, Replacing replacing, SettleCancellation settle, OutboxSignal signal,
        TimeProvider clock)
{
    /// <param name="subjectId">The invoice, complement… of the difference.</param>
    /// <returns>What SAT says now.</returns>
    public async Task<Result<SatCheck>> RunAsync(Guid subjectId, CancellationToken ct)
    {
        var asked = await check.RunAsync(subjectId, ct);
        if (asked.Value is not { Difference: { } difference })
            return asked;
        if (difference == SatDifference.UnknownThere)
            return new Problem("", difference.WhatToDo());
        if (await Races.RetryAsync(() => MendAsync(subjectId, difference, asked.Value, ct)) is { } obstacle)
            return obstacle;
        signal.Raise();
        return await check.RunAsync(subjectId, ct);
    }

    private async Task<Problem?> MendAsync(Guid subjectId, SatDifference difference, SatCheck said, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var document = await db.SealedCfdis().AsNoTracking().SingleAsync(row => row.SubjectId == subjectId && row.State == PacState.Stamped, ct);
        var requests = await db.Cancellations().AsNoTracking().Where(row => row.SubjectId == subjectId).OrderBy(row => row.RequestedAt).ToListAsync(ct);
        if (requests.Exists(row => row.State is CancellationState.Requested or CancellationState.Waiting))
            return null;
        var cancelled = requests.FindLast(row => row.State == CancellationState.Cancelled);
        if (difference == SatDifference.InForceThere)
        {
            if (cancelled is not null)
                Cancellation.Ask(db, document, cancelled.Motivo.Length > 0 ? cancelled.Motivo : "02", cancelled.Replacement, now);
            await db.SaveChangesAsync(ct);
            return null;
        }

        if (cancelled is not null)
            return null;
        if (await replacing.ObstacleAsync(db, document.Kind, subjectId, ct) is { } obstacle)
            return obstacle with { Message = $"El SAT ya lo tiene cancelado. {obstacle.Message}" };
        await services.GetRequiredKeyedService<ICancellable>(document.Kind).BeginAsync(db, subjectId, now, ct);
        var found = new Cancellation { Kind = document.Kind, SubjectId = subjectId, SealedCfdiId = document.Id, Motivo = "", RequestedAt = now };
        db.Cancellations().Add(found);
        await settle.CancelledAsync(db, found, said.EstatusCancelacion.Length > 0 ? said.EstatusCancelacion : said.Estado, ct);
        return null;
    }
}
