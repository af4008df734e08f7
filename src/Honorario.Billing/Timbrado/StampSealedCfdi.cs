using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// Sends a stored sealed document to the PAC and writes down the answer. Every attempt sends the same bytes under the same
/// key; one that follows an attempt without an answer asks for the earlier stamp first.
/// </summary>
public sealed class StampSealedCfdi(
    HonorarioStorage storage, IPac pac, FollowAnswer follow, LastAnswers answers, TimeProvider clock, ILogger<StampSealedCfdi> log) : IOutboxHandler
{
    public const string Kind = "stamp";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        StampAnswer answer;
        bool sentBefore;
        await using (var db = storage.Open(Right.RunJobs))
        {
            var document = await db.SealedCfdis().SingleAsync(row => row.Id == subjectId, ct);
            if (document.State != PacState.Pending)
                return null;

            sentBefore = document.Sending(clock.GetUtcNow().UtcDateTime);
            await db.SaveChangesAsync(ct);
            var began = clock.GetTimestamp();
            answer = await pac.StampAsync(new StampRequest(document.SealedXml, document.Id.ToString("N"), sentBefore), ct);
            Note(document, answer, sentBefore, attempt, clock.GetElapsedTime(began));
        }

        return await Races.RetryAsync(() => WriteDownAsync(subjectId, answer, sentBefore, attempt, ct));
    }

    /// <summary>
    /// The answer and all that follows from it, together; the row that lets go is saved before the one that takes. Several
    /// documents of one invoice may be answered at once: who comes second looks again.
    /// </summary>
    private async Task<TimeSpan?> WriteDownAsync(Guid subjectId, StampAnswer answer, bool sentBefore, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var document = await db.SealedCfdis().SingleAsync(row => row.Id == subjectId, ct);
        if (document.State != PacState.Pending)
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        TimeSpan? again = null;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        switch (answer)
        {
            case StampAnswer.Stamped stamped:
                document.Stamped(stamped.Xml, Uuid.Parse(stamped.Timbre.Uuid), pac.SinValidezFiscal, now);
                db.Record(document.SubjectId, now, "Timbrada", $"folio fiscal {document.Uuid} ({pac.Name})");
                await follow.StampedAsync(db, document, now, ct);
                break;
            case StampAnswer.Rejected { NeverStamped: false } unsure when sentBefore:
                document.Doubtful(unsure.Code, unsure.Message, now);
                db.Record(document.SubjectId, now, "Timbrado en duda", $"{pac.Name}: {unsure.Code} {unsure.Message}, después de un intento sin respuesta");
                break;
            case StampAnswer.Rejected rejected:
                document.Rejected(rejected.Code, rejected.Message, now);
                db.Record(document.SubjectId, now, "Rechazada por el PAC", $"{pac.Name}: {rejected.Code} {rejected.Message}");
                await follow.RejectedAsync(db, document, now, ct);
                break;
            case StampAnswer.Unavailable unavailable:
                document.Waiting(unavailable.Reason);
                if (unavailable.NotSent && !sentBefore)
                    document.NotSent();
                again = Pause.After(unavailable.Wait, attempt);
                break;
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        return again;
    }

    /// <summary>For who looks after the installation: what came of it, how long it took, by which code; no name and no RFC.</summary>
    private void Note(SealedCfdi document, StampAnswer answer, bool sentBefore, int attempt, TimeSpan took)
    {
        var (outcome, code) = answer switch
        {
            StampAnswer.Stamped => ("stamped", null),
            StampAnswer.Rejected { NeverStamped: false } unsure when sentBefore => ("doubtful", unsure.Code),
            StampAnswer.Rejected rejected => ("refused", rejected.Code),
            _ => ("unanswered", (string?)null),
        };
        answers.Note(LastAnswers.Pac, outcome != "unanswered");
        OutboxTelemetry.PacLatency.Record(took.TotalMilliseconds, new KeyValuePair<string, object?>("outcome", outcome));
        OutboxTelemetry.Stamps.Add(1, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("code", code));
        log.Log(
            outcome == "stamped"
                ? LogLevel.Information
                : LogLevel.Warning,
                "Stamp of {Document} ({Kind}, practice {Practice}): {Outcome} {Code} by {Pac} after {Milliseconds} ms, attempt {Attempt}; {Reason}",
            document.Id, document.Kind, document.PracticeId, outcome, code, pac.Name, (long)took.TotalMilliseconds, attempt,
                (answer as StampAnswer.Unavailable)?.Reason);
    }
}
