using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// Sends a stored sealed document to the PAC and writes down the answer. Every attempt sends the same bytes under the same
/// key; one that follows an attempt without an answer asks for the earlier stamp first.
/// </summary>
public sealed class StampSealedCfdi(
    HonorarioStorage storage, IPac pac, IServiceProvider services, IEnumerable<IAfterStamp> followers, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "stamp";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        StampAnswer answer;
        await using (var db = storage.Open(Right.RunJobs))
        {
            var document = await db.SealedCfdis().SingleAsync(row => row.Id == subjectId, ct);
            if (document.State != PacState.Pending)
                return null;

            var sentBefore = document.Sending(clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(ct);
            answer = await pac.StampAsync(new StampRequest(document.SealedXml, document.Id.ToString("N"), sentBefore), ct);
        }

        return await Races.RetryAsync(() => WriteDownAsync(subjectId, answer, attempt, ct));
    }

    /// <summary>
    /// The answer and all that follows from it, together; the row that lets go is saved before the one that takes. Several
    /// documents of one invoice may be answered at once: who comes second looks again.
    /// </summary>
    private async Task<TimeSpan?> WriteDownAsync(Guid subjectId, StampAnswer answer, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var document = await db.SealedCfdis().SingleAsync(row => row.Id == subjectId, ct);
        if (document.State != PacState.Pending)
            return null;
        var outcome = services.GetRequiredKeyedService<IStampOutcome>(document.Kind);
        var now = clock.GetUtcNow().UtcDateTime;
        TimeSpan? again = null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        switch (answer)
        {
            case StampAnswer.Stamped stamped:
                document.Stamped(stamped.Xml, Uuid.Parse(stamped.Timbre.Uuid), pac.SinValidezFiscal, now);
                db.Record(document.SubjectId, now, "Timbrada", $"{pac.Name}: {document.Uuid}");
                await outcome.StampedAsync(db, document, now, ct);
                foreach (var follower in followers)
                    await follower.StampedAsync(db, document, now, ct);
                break;
            case StampAnswer.Rejected rejected:
                document.Rejected(rejected.Code, rejected.Message, now);
                db.Record(document.SubjectId, now, "Rechazada por el PAC", $"{pac.Name}: {rejected.Code} {rejected.Message}");
                await outcome.RejectedAsync(db, document, now, ct);
                await db.SaveChangesAsync(CancellationToken.None);
                foreach (var follower in followers)
                    await follower.RejectedAsync(db, document, now, ct);
                break;
            case StampAnswer.Unavailable unavailable:
                document.Waiting(unavailable.Reason);
                again = Pause.After(unavailable.Wait, attempt);
                break;
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return again;
    }
}
