using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// Asks SAT for the status of a document, ours or loaded, and writes down what differs; each night of all: those of the last year
/// daily, older ones that agree once a month.
/// </summary>
public sealed class CheckSatStatus(HonorarioStorage storage, ConsultaCfdi sat, TimeProvider clock) : IDailyWork
{
    private const int AtOnce = 4;

    /// <summary>After so many questions without an answer the night's review ends; the next one goes on where it left.</summary>
    private const int MostSilent = 8;

    private static readonly TimeSpan Daily = TimeSpan.FromHours(20);
    private static readonly TimeSpan Monthly = TimeSpan.FromDays(30);
    private static readonly TimeSpan Recent = TimeSpan.FromDays(400);

    /// <summary>How long SAT may take to know of a stamp or of a cancelling.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <param name="subjectId">The invoice, complement… whose stamped document it is.</param>
    public async Task<Result<SatCheck>> RunAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AskSat);
        var document = await db.SealedCfdis().AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == subjectId && row.State == PacState.Stamped, ct);
        if (document is null)
            return new Problem("", "El documento aún no está timbrado.");
        return await AskAsync(db, document, ct) is { } check
            ? check
            : new Problem("", "El SAT no contestó. Inténtalo en unos minutos.");
    }

    public async Task RunAsync(CancellationToken ct) => await ReviewAsync(ct);

    /// <summary>Asks about every document that is due, the least recently asked about first.</summary>
    /// <returns>How many of them differ.</returns>
    public async Task<int> ReviewAsync(CancellationToken ct)
    {
        var (different, silent) = (0, 0);
        await Parallel.ForEachAsync(
            await DueAsync(ct),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (id, stop) =>
            {
                if (Volatile.Read(ref silent) >= MostSilent)
                    return;
                await using var db = storage.Open(Right.RunJobs);
                var document = await db.SealedCfdis().AsNoTracking().SingleAsync(row => row.Id == id, stop);
                var check = await AskAsync(db, document, stop);
                if (check is null)
                    Interlocked.Increment(ref silent);
                else
                    Volatile.Write(ref silent, 0);
                if (check is { Difference: not null })
                    Interlocked.Increment(ref different);
            });
        return different;
    }

    private async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var now = clock.GetUtcNow().UtcDateTime;
        var (day, month, recent) = (now - Daily, now - Monthly, now - Recent);
        return await (
            from document in db.SealedCfdis()
            where document.State == PacState.Stamped
            from check in db.SatChecks().Where(row => row.SealedCfdiId == document.Id).DefaultIfEmpty()
            where check == null || (check.At < day && (check.At < month || check.Difference != null || document.AnsweredAt > recent))
            orderby check == null ? DateTime.UnixEpoch : check.At
            select document.Id).ToListAsync(ct);
    }

    private async Task<SatCheck?> AskAsync(HonorarioDb db, SealedCfdi document, CancellationToken ct)
    {
        if (await sat.AskAsync(ExpresionImpresa.Of(CfdiReader.Read(document.StampedXml).Document!), ct) is not SatAnswer.Known { Status: var status })
            return null;
        var check = await db.SatChecks().SingleOrDefaultAsync(row => row.SealedCfdiId == document.Id, ct);
        if (check is null)
            db.SatChecks().Add(check = new SatCheck { SealedCfdiId = document.Id, SubjectId = document.SubjectId, Uuid = document.Uuid! });
        check.At = clock.GetUtcNow().UtcDateTime;
        (check.Estado, check.EsCancelable, check.EstatusCancelacion) = (status.Estado, status.EsCancelable, status.EstatusCancelacion);
        check.Difference = await DifferenceAsync(db, document, status, check.At, ct);
        await db.SaveChangesAsync(ct);
        return check;
    }

    private static async Task<SatDifference?> DifferenceAsync(HonorarioDb db, SealedCfdi document, SatStatus status, DateTime now, CancellationToken ct)
    {
        var requests = await db.Cancellations().AsNoTracking().Where(row => row.SealedCfdiId == document.Id && row.State != CancellationState.Refused)
            .Select(row => new { row.State, row.SettledAt }).ToListAsync(ct);
        var underWay = requests.Exists(row => row.State != CancellationState.Cancelled);
        var cancelled = requests.Exists(row => row.State == CancellationState.Cancelled);
        return status switch
        {
            { IsCancelled: true } => cancelled || underWay ? null : SatDifference.CancelledThere,
            { IsInForce: true } => cancelled && !underWay && requests.TrueForAll(row => now - row.SettledAt > Grace) ? SatDifference.InForceThere : null,
            _ => now - document.AnsweredAt > Grace ? SatDifference.UnknownThere : null,
        };
    }
}
