using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// "Sustituir": a draft with the services and the payment data of a stamped invoice, which it takes over. Each of those services is
/// held by the one invoice or by the other at every moment; stamping the draft cancels the first with motive 01.
/// </summary>
public sealed class ReplaceInvoice(HonorarioStorage storage, Turns turns, Replacing replacing, ComposeInvoice compose, PlaceClock places, TimeProvider clock)
{
    /// <returns>The id of the invoice that replaces it; the one that there is when somebody was faster.</returns>
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.Cancel))
            emisorId = await db.Invoices().Where(row => row.Id == invoiceId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        return await turns.TakeAsync(storage, Right.Cancel, NumberLine.ControlNumbers(emisorId), turn => PrepareAsync(turn.Db, invoiceId, ct), ct);
    }

    private async Task<Result<Guid>> PrepareAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct)
    {
        if (await db.Replacements().AsNoTracking().OfReplacedAsync(invoiceId, ct) is { } there)
            return there.SubjectId;
        var old = await db.Invoices().Include(row => row.Emisor).Include(row => row.Insurer.Successor).SingleOrDefaultAsync(row => row.Id == invoiceId, ct);
        if (old is null)
            return new Problem("", "La factura no existe en esta cuenta.");

        var now = clock.GetUtcNow().UtcDateTime;
        var number = await NumberAsync(db, old, ct);
        var draft = new Invoice
        {
            EmisorId = old.EmisorId,
            InsurerId = old.Insurer.Today.Id,
            ControlNumber = number,
            Search = SearchText.Of(number, old.Insurer.Today.Name),
            IssueDate = places.TodayAt(old.Emisor.CodigoPostal),
            CreatedAt = now,
        };
        draft.ChoosePayment(old.MetodoPago, old.FormaPago, old.ServiceKind, old.TipoCambio);
        draft.Discount = old.Discount;
        var prepared = await replacing.PrepareAsync(db, old.Id, draft.Id, now, ct);
        if (!prepared.Ok)
            return await db.Replacements().AsNoTracking().OfReplacedAsync(invoiceId, ct) is { } faster ? faster.SubjectId : prepared.Problems.ToList();
        db.Invoices().Add(draft);
        db.FailIfChanged(old);
        db.Record(old.Id, now, "Se prepara la que la sustituye", number);
        db.Record(draft.Id, now, "Factura registrada", $"{number}, sustituye a {old.ControlNumber}");

        await db.SaveChangesAsync(ct);
        var held = await db.InvoiceLines().AsNoTracking().Include(line => line.Service).Where(line => line.InvoiceId == old.Id && line.ReleasedAt == null)
            .ToListAsync(ct);
        var services = held.ConvertAll(line => line.Service);
        if (old.Insurer.SuccessorId is { } today)
            await db.Services().Where(row => db.InvoiceLines().Any(line => line.InvoiceId == old.Id && line.ServiceId == row.Id && line.ReleasedAt == null))
                .MoveToAsync(today, ct);
        await db.PassLinesAsync(old.Id, [.. services.Select(service => service.Id)], now, ct);
        db.InvoiceLines().AddRange(held.Select(line => new InvoiceLine
        {
            InvoiceId = draft.Id,
            ServiceId = line.ServiceId,
            TakenAt = now,
            Discount = line.Discount,
        }));
        if ((await compose.RunAsync(db, draft, services, ct)).Value is { } document)
            draft.SetTotals(document);
        await db.SaveChangesAsync(ct);
        return draft.Id;
    }

    /// <summary>The old number with an S, S2, S3…: it keeps its own.</summary>
    private static async Task<string> NumberAsync(HonorarioDb db, Invoice old, CancellationToken ct)
    {
        for (var turn = 1; ; turn++)
        {
            var ending = turn == 1 ? "-S" : $"-S{turn}";
            var number = old.ControlNumber[..Math.Min(old.ControlNumber.Length, RegisterInvoice.ControlNumberLength - ending.Length)] + ending;
            if (!await db.Invoices().Everybodys().AnyAsync(row => row.EmisorId == old.EmisorId && row.ControlNumber == number, ct))
                return number;
        }
    }
}
