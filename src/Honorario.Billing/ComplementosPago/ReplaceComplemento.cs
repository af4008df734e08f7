using System.Globalization;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>What of a payment may be corrected by another complement: all but its amount.</summary>
public sealed record PaymentCorrection(
    DateTime? PaidAt, string FormaPago, string OperationNumber, string PayerBankRfc = "", string PayerAccount = "", string ReceiverAccount = "")
{
    /// <summary>The invoices that it settles from now on and how much of each, in pesos; null for those of before.</summary>
    public IReadOnlyList<PaymentShare>? Shares { get; init; }

    public static PaymentCorrection Of(InsurerPayment payment) => new(
        payment.FechaPago, payment.FormaPago, payment.OperationNumber, payment.PayerBankRfc, payment.PayerAccount, payment.ReceiverAccount);
}

/// <summary>"Sustituir complemento": corrects a payment and seals another complement with relation 04; its stamp cancels the first with motive 01.</summary>
public sealed class ReplaceComplemento(
    HonorarioStorage storage, GenerateComplemento generate, MoveShares moves, SealForStamping seal, Replacing replacing, PlaceClock places,
    OutboxSignal signal, Turns turns, TimeProvider clock)
{
    /// <summary>What would be stamped, not yet sealed, or what keeps it from being stamped.</summary>
    public async Task<Result<Comprobante>> LookAsync(Guid complementoId, PaymentCorrection correction, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        if (await FindAsync(db, complementoId, ct) is not { } old)
            return NoSuch;
        if (await replacing.ObstacleAsync(db, DocumentKind.ComplementoPago, old.Id, ct) is { } obstacle)
            return obstacle;
        var composed = await ComposeAsync(db, old, correction, save: false, ct);
        if (composed.Value is not { } ready)
            return composed.Problems.ToList();
        return seal.Faults(ready.Document) is { Count: > 0 } faults ? faults : ready.Document;
    }

    /// <param name="complementoId">Which is replaced.</param>
    /// <param name="correction">What the new one says.</param>
    /// <param name="seen">What was seen of it: anything else is told and not sealed.</param>
    /// <returns>The new complement's id; the one that there is when somebody was faster.</returns>
    public async Task<Result<Guid>> RunAsync(Guid complementoId, PaymentCorrection correction, Seen seen, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.Cancel))
            emisorId = await db.Complementos().Where(row => row.Id == complementoId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(
            storage, Right.Cancel, NumberLine.Folios(emisorId), turn => SealAsync(turn, complementoId, correction, seen, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, Guid complementoId, PaymentCorrection correction, Seen seen, CancellationToken ct)
    {
        var db = turn.Db;
        if (await db.Replacements().AsNoTracking().OfReplacedAsync(complementoId, ct) is { } there)
            return there.SubjectId;
        if (await FindAsync(db, complementoId, ct) is not { } old)
            return NoSuch;
        var composed = await ComposeAsync(db, old, correction, save: true, ct);
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
            string.Create(CultureInfo.InvariantCulture, $"{old.Payment.FechaPago:dd/MM/yyyy HH:mm} · forma {old.Payment.FormaPago}")
                + (old.Payment.OperationNumber.Length > 0 ? $" · operación {old.Payment.OperationNumber}" : "")
                + $" · el complemento {old.Serie}{old.Folio} se sustituye por el {complemento.Serie}{complemento.Folio}");
        await db.SaveChangesAsync(ct);
        var sealing = await seal.AddAsync(
            turn, emisor, DocumentKind.ComplementoPago, complemento.Id, ready.Document, seen, ct);
        if (!sealing.Ok)
            return sealing.Problems.ToList();
        db.Complementos().Add(complemento);
        await db.SaveChangesAsync(ct);
        return complemento.Id;
    }

    private static Problem NoSuch => new("", "El complemento no existe en esta cuenta.");

    private static Task<ComplementoPago?> FindAsync(HonorarioDb db, Guid complementoId, CancellationToken ct) => db.Complementos()
        .Include(row => row.Payment).ThenInclude(payment => payment.Applications).ThenInclude(row => row.Invoice)
        .SingleOrDefaultAsync(row => row.Id == complementoId, ct);

    private async Task<Result<GenerateComplemento.Ready>> ComposeAsync(
        HonorarioDb db, ComplementoPago old, PaymentCorrection correction, bool save, CancellationToken ct)
    {
        if (correction.Shares is { } shares)
        {
            var moved = await MoveShares.ApplyAsync(db, old.Payment, shares, clock.GetUtcNow().UtcDateTime, ct);
            if (moved.Value is not { } changes)
                return moved.Problems.ToList();
            if (save)
                await moves.SaveAsync(db, changes, ct);
        }

        if (await CorrectAsync(db, old.Payment, correction, ct) is { Count: > 0 } problems)
            return problems;
        var composed = await generate.ComposeAsync(db, old.PaymentId, ct);
        return composed.Value is { } ready
            ? ready with { Document = ready.Document with { CfdiRelacionados = Replacing.Relation(old.Uuid!) } }
            : composed.Problems.ToList();
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
        if (await db.PaymentApplications().Where(row => row.PaymentId == payment.Id).MaxAsync(row => (DateOnly?)row.Invoice.IssueDate, ct) is { } issued
            && paidOn < issued.AddYears(-1))
            problems.Add(new Problem(nameof(form.PaidAt), $"La factura es del {issued:dd/MM/yyyy}, más de un año después de ese pago: corrige la fecha."));
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
