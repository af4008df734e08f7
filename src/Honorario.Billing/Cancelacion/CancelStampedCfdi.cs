using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// Sends a request to cancel and follows it until SAT says how it ended. An attempt that follows one without an answer asks SAT
/// for the document's status before it sends anything.
/// </summary>
public sealed class CancelStampedCfdi(
    HonorarioStorage storage, IPacCancellation pac, ConsultaCfdi sat, SigningKeys keys, SettleCancellation settle, TimeProvider clock) : IOutboxHandler
{
    /// <summary>For how long after a stamp SAT may not have the document yet, and refuse what names it.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(72);

    public const string Kind = "cancel";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var request = await db.Cancellations().SingleAsync(row => row.Id == subjectId, ct);
        if (request.State is CancellationState.Cancelled or CancellationState.Refused)
            return null;
        var document = await db.SealedCfdis().AsNoTracking().SingleAsync(row => row.Id == request.SealedCfdiId, ct);
        var stamped = CfdiReader.Read(document.StampedXml).Document!;
        var question = ExpresionImpresa.Of(stamped);

        var sentBefore = request.Sending(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(ct);
        var status = sentBefore ? await AskAsync(question, ct) : null;
        if (request.State == CancellationState.Requested && status is not { IsCancelled: true } and not { IsWaiting: true })
        {
            var answer = await SendAsync(db, request, document, question, ct);
            switch (answer)
            {
                case CancelAnswer.Rejected rejected when await IsTooSoonAsync(db, request, stamped, rejected.Code, ct):
                    request.Answered(rejected.Message);
                    return await SaveAsync(db, Pause.After(PacWait.Minutes, attempt));
                case CancelAnswer.Rejected rejected:
                    await settle.RefusedAsync(db, request, Words(rejected, document), ct);
                    return null;
                case CancelAnswer.Unavailable unavailable:
                    request.Answered(unavailable.Reason);
                    return await SaveAsync(db, Pause.After(unavailable.Wait, attempt));
                case CancelAnswer.PendingAcceptance pending:
                    Accept(db, request, pending.Acuse);
                    return await SaveAsync(db, Pause.After(PacWait.Minutes, attempt));
                case CancelAnswer.Cancelled cancelled:
                    Accept(db, request, cancelled.Acuse);
                    await settle.CancelledAsync(db, request, "Cancelado sin aceptación", ct);
                    return null;
            }
        }

        return await SaveAsync(db, await SettleAsync(db, request, status, attempt, ct));
    }

    private async Task<TimeSpan?> SettleAsync(HonorarioDb db, Cancellation request, SatStatus? status, int attempt, CancellationToken ct)
    {
        if (status is { IsCancelled: true })
        {
            await settle.CancelledAsync(db, request, status.EstatusCancelacion is { Length: > 0 } words ? words : status.Estado, ct);
            return null;
        }

        if (status is { WasRefused: true } && request.State == CancellationState.Waiting)
        {
            await settle.RefusedAsync(db, request, "El receptor rechazó la cancelación.", ct);
            return null;
        }

        if (request.State == CancellationState.Requested)
            Accept(db, request, null);
        return Pause.After(PacWait.Minutes, attempt);
    }

    private void Accept(HonorarioDb db, Cancellation request, byte[]? acuse)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        request.Accepted(acuse, now);
        db.Record(request.SubjectId, now, "Cancelación recibida por el SAT");
    }

    /// <summary>SAT gets stamps later than their emisor: a document, or the one that replaces it, may be unknown to it for a while.</summary>
    private async Task<bool> IsTooSoonAsync(HonorarioDb db, Cancellation request, Comprobante stamped, string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return code switch
        {
            "205" => now - stamped.Timbre!.FechaTimbrado < Grace,
            "208" => await db.SealedCfdis()
                .AnyAsync(row => row.Uuid == request.Replacement && row.State == PacState.Stamped && row.AnsweredAt > now - Grace, ct)
                && now - request.RequestedAt < Grace,
            _ => false,
        };
    }

    private static string Words(CancelAnswer.Rejected rejected, SealedCfdi document) => rejected.Code == "205" && document.IsMadeElsewhere
        ? "205: El SAT no encuentra este comprobante, que se timbró en otra plataforma: cancélalo en ella o en el portal del SAT; después da clic en "
            + "«Consultar SAT»."
        : $"{rejected.Code}: {rejected.Message}";

    private async Task<SatStatus?> AskAsync(ExpresionImpresa question, CancellationToken ct) =>
        await sat.AskAsync(question, ct) is SatAnswer.Known known ? known.Status : null;

    private async Task<CancelAnswer> SendAsync(
        HonorarioDb db, Cancellation request, SealedCfdi document, ExpresionImpresa question, CancellationToken ct)
    {
        var emisor = await db.Emisores().AsNoTracking().Include(row => row.Llaves).SingleAsync(row => row.Id == document.EmisorId, ct);
        var files = keys.Files(emisor);
        db.Record(request.SubjectId, clock.GetUtcNow().UtcDateTime, "Llave leída", $"De {emisor.Rfc.Value}, para cancelar ante el SAT");
        return files.Value is { } csd
            ? await pac.CancelAsync(new CancelRequest(question, request.Motivo, request.Replacement, csd), ct)
            : new CancelAnswer.Unavailable(files.Problems[0].Message, PacWait.Person);
    }

    private static async Task<TimeSpan?> SaveAsync(HonorarioDb db, TimeSpan? again)
    {
        await db.SaveChangesAsync(CancellationToken.None);
        return again;
    }
}
