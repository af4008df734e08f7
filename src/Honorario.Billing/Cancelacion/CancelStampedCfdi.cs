using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// Sends a request to cancel and follows it until SAT says how it ended. An attempt that follows one without an answer asks SAT
/// for the document's status before it sends anything.
/// </summary>
public sealed class CancelStampedCfdi(
    HonorarioStorage storage, IPacCancellation pac, ConsultaCfdi sat, SigningKeys keys, IServiceProvider services, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "cancel";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var request = await db.Cancellations.SingleAsync(row => row.Id == subjectId, cancellation);
        if (request.State is CancellationState.Cancelled or CancellationState.Refused)
            return null;
        var document = await db.SealedCfdis.AsNoTracking().SingleAsync(row => row.Id == request.SealedCfdiId, cancellation);
        var question = ExpresionImpresa.Of(CfdiReader.Read(document.StampedXml).Document!);

        var sentBefore = request.Sending(clock.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancellation);
        var status = sentBefore ? await AskAsync(question, cancellation) : null;
        if (request.State == CancellationState.Requested && status is not { IsCancelled: true } and not { IsWaiting: true })
        {
            var answer = await SendAsync(db, request, document, question, cancellation);
            switch (answer)
            {
                case CancelAnswer.Rejected rejected:
                    await RefuseAsync(db, request, $"{rejected.Code}: {rejected.Message}", cancellation);
                    return await SaveAsync(db, null);
                case CancelAnswer.Unavailable unavailable:
                    request.Said(unavailable.Reason);
                    return await SaveAsync(db, Backoff(attempt));
                case CancelAnswer.PendingAcceptance pending:
                    Accept(db, request, pending.Acuse);
                    return await SaveAsync(db, Backoff(attempt));
                case CancelAnswer.Cancelled cancelled:
                    Accept(db, request, cancelled.Acuse);
                    await CancelAsync(db, request, "Cancelado sin aceptación", cancellation);
                    return await SaveAsync(db, null);
            }
        }

        return await SaveAsync(db, await SettleAsync(db, request, status, attempt, cancellation));
    }

    private async Task<TimeSpan?> SettleAsync(HonorarioDb db, Cancellation request, SatStatus? status, int attempt, CancellationToken cancellation)
    {
        if (status is { IsCancelled: true })
        {
            await CancelAsync(db, request, status.EstatusCancelacion is { Length: > 0 } words ? words : status.Estado, cancellation);
            return null;
        }

        if (status is { WasRefused: true } && request.State == CancellationState.Waiting)
        {
            await RefuseAsync(db, request, "El receptor rechazó la cancelación.", cancellation);
            return null;
        }

        if (request.State == CancellationState.Requested)
            Accept(db, request, null);
        return Backoff(attempt);
    }

    private async Task CancelAsync(HonorarioDb db, Cancellation request, string words, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        request.Cancelled(words, now);
        db.Record(request.SubjectId, now, "Cancelación confirmada por el SAT", words);
        await Cancellable(request).CancelledAsync(db, request.SubjectId, now, cancellation);
    }

    private void Accept(HonorarioDb db, Cancellation request, byte[]? acuse)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        request.Accepted(acuse, now);
        db.Record(request.SubjectId, now, "Cancelación recibida por el SAT");
    }

    private async Task RefuseAsync(HonorarioDb db, Cancellation request, string words, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        request.Refused(words, now);
        db.Record(request.SubjectId, now, "Cancelación rechazada", words);
        await Cancellable(request).RefusedAsync(db, request.SubjectId, now, cancellation);
    }

    private async Task<SatStatus?> AskAsync(ExpresionImpresa question, CancellationToken cancellation) =>
        await sat.AskAsync(question, cancellation) is SatAnswer.Known known ? known.Status : null;

    private async Task<CancelAnswer> SendAsync(
        HonorarioDb db, Cancellation request, SealedCfdi document, ExpresionImpresa question, CancellationToken cancellation)
    {
        var emisor = await db.Emisores.AsNoTracking().Include(row => row.Llaves).SingleAsync(row => row.Id == document.EmisorId, cancellation);
        var files = keys.Files(emisor);
        return files.Value is { } csd
            ? await pac.CancelAsync(new CancelRequest(question, request.Motivo, request.Replacement, csd), cancellation)
            : new CancelAnswer.Unavailable(files.Problems[0].Message);
    }

    private ICancellable Cancellable(Cancellation request) => services.GetRequiredKeyedService<ICancellable>(request.Kind);

    private static async Task<TimeSpan?> SaveAsync(HonorarioDb db, TimeSpan? again)
    {
        await db.SaveChangesAsync(CancellationToken.None);
        return again;
    }

    /// <summary>2, 4, 8 … seconds, at most ten minutes.</summary>
    private static TimeSpan Backoff(int attempt) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt), 600));
}
