using System.Globalization;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>What of a payment may be corrected by another complement: all but its amount and the invoices that it settles.</summary>
public sealed record PaymentCorrection(
    DateTime? PaidAt, string FormaPago, string OperationNumber, string PayerBankRfc = "", string PayerAccount = "", string ReceiverAccount = "")
{
    public static PaymentCorrection Of(InsurerPayment payment) => new(
        payment.FechaPago, payment.FormaPago, payment.OperationNumber, payment.PayerBankRfc, payment.PayerAccount, payment.ReceiverAccount);
}

/// <summary>"Sustituir complemento": corrects a payment and seals another complement with relation 04; its stamp cancels the first with motive 01.</summary>
public sealed class ReplaceComplemento(
    HonorarioStorage storage, GenerateComplemento generate, SealForStamping seal, Replacing replacing, PlaceClock places, OutboxSignal signal,
        Turns turns, TimeProvider clock)
{
    /// <returns>The new complement's id; the one that there is when somebody was faster.</returns>
    public async Task<Result<Guid>> RunAsync(Guid complementoId, PaymentCorrection correction, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.Cancel))
            emisorId = await db.Complementos().Where(row => row.Id == complementoId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(storage, Right.Cancel, NumberLine.Folios(emisorId), turn => SealAsync(turn, complementoId, correction, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, Guid complementoId, PaymentCorrection correction, CancellationToken ct)
    {
        var db = turn.Db;
        if (await db.Replacements().AsNoTracking().OfReplacedAsync(complementoId, ct) is { } there)
            return there.SubjectId;
        var old = await db.Complementos().Include(row => row.Payment).ThenInclude(payment => payment.Applications)
            .SingleOrDefaultAsync(row => row.Id == complementoId, ct);
        if (old is null)
            return new Problem("", "El complemento no existe en esta cuenta.");
        if (await CorrectAsync(db, old.Payment, correction, ct) is { Count: > 0 } problems)
            return problems;
        var composed = await generate.ComposeAsync(db, old.PaymentId, ct);
        if (composed.Value is not { } ready)
            return composed.Problems.ToList();

        var now = clock.GetUtcNow().UtcDateTime;
        var emisor = ready.Emisor;
        var complemento = new ComplementoPago
        {
            PaymentId = old.PaymentId,
            EmisorId = emisor.Id,
            CreatedAt = now,
            Serie = emisor.Serie,
            Folio = emisor.NextFolio.ToString(CultureInfo.InvariantCulture),
        };
        var prepared = await replacing.PrepareAsync(db, old.Id, complemento.Id, now, ct);
        if (prepared.Value is not { } replacement)
            return await db.Replacements().AsNoTracking().OfReplacedAsync(complementoId, ct) is { } faster ? faster.SubjectId : prepared.Problems.ToList();
        if (await replacing.BeginAsync(db, replacement, now, ct) is { } obstacle)
            return obstacle;

        old.ReplacedBy(complemento.Id);
        db.FailIfChanged(old.Payment);
        db.Record(old.PaymentId, now, "Pago corregido",
            $"{old.Payment.FechaPago:yyyy-MM-dd HH:mm} · {old.Payment.FormaPago} · operación {old.Payment.OperationNumber}");
        await db.SaveChangesAsync(ct);
        var sealing = await seal.AddAsync(
            turn, emisor, DocumentKind.ComplementoPago, complemento.Id, ready.Document with { CfdiRelacionados = Replacing.Relation(old.Uuid!) },
            seen: null, ct);
        if (!sealing.Ok)
            return sealing.Problems.ToList();
        db.Complementos().Add(complemento);
        await db.SaveChangesAsync(ct);
        return complemento.Id;
    }

    private async Task<List<Problem>> CorrectAsync(HonorarioDb db, InsurerPayment payment, PaymentCorrection correction, CancellationToken ct)
    {
        var form = RegisterPayment.Tidy(new PaymentForm(
            correction.PaidAt, payment.Amount, correction.FormaPago, correction.OperationNumber,
            [.. payment.Applications.Select(row => new PaymentShare(row.InvoiceId, row.Pagado))],
            correction.PayerBankRfc, correction.PayerAccount, correction.ReceiverAccount));
        var problems = RegisterPayment.Check(form);
        if (problems.Count > 0)
            return problems;
        var paidAt = form.PaidAt!.Value;
        var paidOn = DateOnly.FromDateTime(paidAt);
        var codigoPostal = await db.Emisores().Where(row => row.Id == payment.EmisorId).Select(row => row.CodigoPostal).SingleAsync(ct);
        if (paidAt > places.NowAt(codigoPostal))
            problems.Add(new Problem(nameof(form.PaidAt), "La fecha del pago no puede ser futura."));
        if (form.OperationNumber.Length > 0 && await db.Payments().AnyAsync(
            row => row.Id != payment.Id && row.UndoneAt == null && row.EmisorId == payment.EmisorId
                && row.OperationNumber == form.OperationNumber && row.Amount == payment.Amount && row.PaidOn == paidOn, ct))
            problems.Add(
                new Problem(nameof(form.OperationNumber), $"La operación {form.OperationNumber} del {paidOn:dd/MM/yyyy} ya está registrada en otro pago."));
        (payment.PaidOn, payment.PaidTime) = (paidOn, new TimeOnly(paidAt.Hour, paidAt.Minute, paidAt.Second));
        (payment.FormaPago, payment.OperationNumber) = (form.FormaPago, form.OperationNumber);
        (payment.PayerBankRfc, payment.PayerAccount, payment.ReceiverAccount) = (form.PayerBankRfc, form.PayerAccount, form.ReceiverAccount);
        payment.ReceiverBankRfc = form.ReceiverAccount.Length > 0 ? Clabe.Parse(form.ReceiverAccount).Bank?.Rfc ?? "" : "";
        return problems;
    }
}
