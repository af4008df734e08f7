using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// "Deshacer pago" of one that has its complement: SAT is asked to cancel the complement, and as soon as it is cancelled the payment
/// is undone; when SAT refuses, the payment stays.
/// </summary>
public sealed class UndoDocumentedPayment(HonorarioStorage storage, UndoPayment undo, RequestCancellation request, OutboxSignal signal, TimeProvider clock)
{
    /// <param name="paymentId">Which.</param>
    /// <param name="motivo">02 or 03.</param>
    public async Task<Result<Guid>> RunAsync(Guid paymentId, string motivo, CancellationToken ct)
    {
        ComplementoPago? complemento;
        await using (var db = storage.Open(Right.RegisterPayments))
        {
            var payment = await db.Payments().AsNoTracking().Include(row => row.Applications).ThenInclude(row => row.Invoice)
                .SingleOrDefaultAsync(row => row.Id == paymentId, ct);
            if (payment is null)
                return new Problem("", "El pago no existe en esta cuenta.");
            if (await UndoPayment.ObstaclesAsync(db, payment, payment.Applications, ct) is { Count: > 0 } obstacles)
                return obstacles;
            complemento = await db.Complementos().AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == paymentId, ct);
        }

        if (complemento is null)
            return await undo.RunAsync(paymentId, ct);
        if (complemento.Status != ComplementoStatus.EnProcesoDeCancelacion
            && await request.RunAsync(new CancellationForm(complemento.Id, motivo), ct) is { Ok: false } refused)
            return refused;
        var asked = await Races.RetryAsync(() => AskAsync(paymentId, ct));
        signal.Raise();
        return asked;
    }

    private async Task<Result<Guid>> AskAsync(Guid paymentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Cancel);
        var payment = await db.Payments().SingleAsync(row => row.Id == paymentId, ct);
        if (payment is { UndoAskedAt: not null } or { UndoneAt: not null })
            return paymentId;
        var now = clock.GetUtcNow().UtcDateTime;
        payment.UndoAskedAt = now;
        db.Outbox().Add(new OutboxMessage { Kind = FinishUndo.Kind, SubjectId = paymentId, CreatedAt = now, DueAt = now });
        db.Record(paymentId, now, "Se deshará cuando el SAT cancele el complemento");
        await db.SaveChangesAsync(ct);
        return paymentId;
    }
}

/// <summary>Waits for SAT's word on the complement of a payment that is to be undone.</summary>
public sealed class FinishUndo(HonorarioStorage storage, UndoPayment undo, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "deshacer-pago";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        ComplementoPago? complemento;
        await using (var db = storage.Open(Right.RunJobs))
        {
            var payment = await db.Payments().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
            if (payment is { UndoAskedAt: null } or { UndoneAt: not null })
                return null;
            complemento = await db.Complementos().AsNoTracking().Live().SingleOrDefaultAsync(row => row.PaymentId == subjectId, ct);
        }

        if (complemento is { Status: ComplementoStatus.EnProcesoDeCancelacion })
            return TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt), 600));
        var undone = complemento is null
            ? await undo.RunAsync(subjectId, ct)
            : new Problem("", $"El SAT no canceló el complemento {complemento.Serie}{complemento.Folio}.");
        if (!undone.Ok)
            await Races.RetryAsync(() => StayAsync(subjectId, undone.Problems[0].Message, ct));
        return null;
    }

    private async Task<bool> StayAsync(Guid paymentId, string why, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var payment = await db.Payments().SingleAsync(row => row.Id == paymentId, ct);
        payment.UndoAskedAt = null;
        db.Record(paymentId, clock.GetUtcNow().UtcDateTime, "El pago no se deshizo", why);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
