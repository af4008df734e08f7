using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// Asks SAT for the status of a document, ours or loaded, and writes down what differs; each day of all that can be expected to
/// change (new, differing, being cancelled by anybody), and of a sample of the rest, the least recently asked about first.
/// </summary>
public sealed class CheckSatStatus(HonorarioStorage storage, DocumentKinds kinds, ConsultaCfdi sat, TimeProvider clock) : IDailyWork
{
    private const int AtOnce = 4;

    /// <summary>After so many questions without an answer the night's review ends; the next one goes on where it left.</summary>
    private const int MostSilent = 8;

    /// <summary>Questions of one page: the day's other work has its turn between two.</summary>
    private const int PageSize = 100;

    /// <summary>Of those that agree and are not new, so many of a hundred are asked about each day, and at least <see cref="LeastSample"/>.</summary>
    private const int SamplePercent = 1;

    private const int LeastSample = 50;
    /// <summary>SAT's word for a cancelling that somebody asked for.</summary>
    private const string InProcess = "En proceso";

    private static readonly TimeSpan Daily = TimeSpan.FromHours(20);
    private static readonly TimeSpan Recent = TimeSpan.FromDays(45);

    /// <summary>How long SAT may take to know of a stamp or of a cancelling.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(24);

    /// <param name="subjectId">The invoice, complement… whose stamped document it is.</param>
    public async Task<Result<SatCheck>> RunAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AskSat);
        var document = await db.SealedCfdis().AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == subjectId && row.State == PacState.Stamped, ct);
        if (document is null || !await kinds.MaySeeAsync(db, document.Kind, subjectId, ct))
            return new Problem("", "El documento aún no está timbrado.");
        return await AskAsync(db, document, ct) is { } check
            ? check
            : new Problem("", "El SAT no contestó. Inténtalo en unos minutos.");
    }

    public async Task<bool> RunAsync(CancellationToken ct) => (await ReviewAsync(ct)).More;

    /// <summary>Asks about a page of the documents that are due, the least recently asked about first.</summary>
    /// <returns>How many of them differ, and whether more are due while SAT answers.</returns>
    public async Task<(int Different, bool More)> ReviewAsync(CancellationToken ct)
    {
        var (different, silent) = (0, 0);
        var due = await DueAsync(ct);
        await Parallel.ForEachAsync(
            due,
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
        return (different, due.Count == PageSize && silent < MostSilent);
    }

    private async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var now = clock.GetUtcNow().UtcDateTime;
        var (day, recent) = (now - Daily, now - Recent);
        var changing = await (
            from document in db.SealedCfdis()
            where document.State == PacState.Stamped
            from check in db.SatChecks().Where(row => row.SealedCfdiId == document.Id).DefaultIfEmpty()
            where check == null || (check.At < day && (check.Difference != null || document.AnsweredAt > recent || check.EstatusCancelacion == InProcess
                || db.Cancellations()
                    .Any(row => row.SealedCfdiId == document.Id && (row.State == CancellationState.Requested || row.State == CancellationState.Waiting))))
            orderby check == null ? DateTime.UnixEpoch : check.At
            select document.Id).Take(PageSize).ToListAsync(ct);
        if (changing.Count == PageSize)
            return changing;

        var settled = from check in db.SatChecks() where check.Difference == null join document in db.SealedCfdis() on check.SealedCfdiId equals document.Id
                      where document.State == PacState.Stamped && document.AnsweredAt <= recent select check;
        var sample = Math.Max(LeastSample, await settled.CountAsync(ct) * SamplePercent / 100) - await settled.CountAsync(row => row.At >= day, ct);
        return
        [
            .. changing,
            .. await settled.Where(row => row.At < day && !changing.Contains(row.SealedCfdiId)).OrderBy(row => row.At).Select(row => row.SealedCfdiId)
                .Take(Math.Clamp(sample, 0, PageSize - changing.Count)).ToListAsync(ct),
        ];
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
