using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>What a payment settles of an invoice before and after it is moved, in pesos.</summary>
/// <param name="Invoice">As it stands after.</param>
/// <param name="Before">How much the payment settled of it; 0 for nothing.</param>
/// <param name="After">How much it settles now; 0 for nothing.</param>
/// <param name="Parcialidad">Which instalment it is now; 0 when it is none any more.</param>
/// <param name="Renumbered">Later instalments of it that have no complement yet and are numbered anew.</param>
public sealed record MovedShare(Invoice Invoice, decimal Before, decimal After, int Parcialidad, int Renumbered);

/// <summary>
/// Lets a payment settle other invoices than it did, or other amounts of them; its own amount stays. What SAT was told of later instalments
/// stands in the way, as when a payment is undone.
/// </summary>
public sealed class MoveShares(RecountInstalments recount)
{
    /// <summary>Moves it in the caller's context; nothing is saved before <see cref="SaveAsync"/>.</summary>
    /// <param name="db">Where.</param>
    /// <param name="payment">With its applications and their invoices, tracked.</param>
    /// <param name="shares">All that it settles from now on, in pesos.</param>
    /// <param name="at">Now, in UTC.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What changed, or what to mend.</returns>
    public static async Task<Result<IReadOnlyList<MovedShare>>> ApplyAsync(
        HonorarioDb db, InsurerPayment payment, IReadOnlyList<PaymentShare> shares, DateTime at, CancellationToken ct)
    {
        var form = new PaymentForm(payment.FechaPago, payment.Amount, payment.FormaPago, payment.OperationNumber, shares,
            payment.PayerBankRfc, payment.PayerAccount, payment.ReceiverAccount, payment.BankMovementId, Early: true);
        if (RegisterPayment.Check(form) is { Count: > 0 } wrong)
            return wrong;
        if (RegisterPayment.CheckSum(form) is { } sum)
            return sum;
        var wanted = shares.ToDictionary(share => share.InvoiceId, share => share.Amount);
        var had = payment.Applications.ToDictionary(row => row.InvoiceId, row => row.Pagado);
        var ids = wanted.Keys.Union(had.Keys).ToList();
        var changed = ids.FindAll(id => wanted.GetValueOrDefault(id) != had.GetValueOrDefault(id));
        if (changed.Count == 0)
            return new Problem(nameof(form.Shares), "El pago ya está aplicado así: cambia a qué facturas va o cuánto a cada una.");
        var invoices = await db.Invoices().Include(row => row.Emisor).Include(row => row.Insurer).Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, ct);
        if (invoices.Count < ids.Count)
            return new Problem(nameof(form.Shares), "Una de las facturas no existe en esta cuenta.");
        if (payment.TipoCambio is not null || invoices.Values.Any(invoice => invoice.TipoCambio is not null))
            return new Problem(nameof(form.Shares), "Un pago de facturas en dólares no se mueve: deshazlo y regístralo otra vez en las que sí paga.");
        var taken = payment.Applications.Where(row => changed.Contains(row.InvoiceId)).ToList();
        if (await UndoPayment.ObstaclesAsync(db, payment, taken, ct) is { Count: > 0 } obstacles)
            return obstacles;
        if (await db.Replacements().AsNoTracking()
            .FirstOrDefaultAsync(row => changed.Contains(row.ReplacedId) && row.State == ReplacementState.Stamped, ct) is { } replaced
            && wanted.ContainsKey(replaced.ReplacedId))
            return new Problem(nameof(form.Shares),
                $"A la factura {invoices[replaced.ReplacedId].ControlNumber} la sustituye otra ya timbrada: aplica el pago a ésa.",
                Link: InvoicePage.Of(replaced.SubjectId));

        var statuses = changed.ToDictionary(id => id, id => invoices[id].Status);
        foreach (var row in taken)
            TakeBack(invoices[row.InvoiceId], row.Pagado);
        var moved = shares.Where(share => changed.Contains(share.InvoiceId)).ToList();
        if (RegisterPayment.CheckInvoices(form with { Shares = moved }, invoices) is { Count: > 0 } problems)
            return problems;
        if (RegisterPayment.BeforeInvoice(form, [.. invoices.Values.Where(invoice => wanted.ContainsKey(invoice.Id))]) is { } early)
            return early;
        var said = new List<MovedShare>();
        bool Gains(Guid id) => wanted.GetValueOrDefault(id) > had.GetValueOrDefault(id);
        var byGain = changed.ToLookup(Gains, id => invoices[id].ControlNumber);
        var (from, to) = (Named(byGain[false]), Named(byGain[true]));
        foreach (var id in changed)
        {
            var whereabouts = Gains(id) ? $"viene de {from}" : $"pasa a {to}";
            said.Add(await MoveAsync(db, payment, invoices[id], had.GetValueOrDefault(id), wanted.GetValueOrDefault(id), whereabouts, at, ct));
            if (invoices[id].Status != statuses[id])
                db.Record(id, at, invoices[id].Status.Text());
        }

        // A new application learns its invoice here, also where nothing is saved.
        db.ChangeTracker.DetectChanges();
        return said.AsReadOnly();
    }

    /// <summary>Saves what was moved and numbers the instalments that came after anew, in the caller's transaction.</summary>
    public async Task SaveAsync(HonorarioDb db, IEnumerable<MovedShare> moved, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await recount.RunAsync(db, [.. moved.Select(one => one.Invoice.Id)], except: null, ct);
        await db.SaveChangesAsync(ct);
    }

    private static string Named(IEnumerable<string> numbers) =>
        numbers.ToList() is [var only] ? $"la factura {only}" : $"las facturas {string.Join(", ", numbers)}";

    /// <summary>An invoice owes again what was put on it by mistake.</summary>
    private static void TakeBack(Invoice invoice, decimal amount)
    {
        if (invoice.Status == InvoiceStatus.ComplementoCargado)
            invoice.Move(InvoiceStatus.Pagado);
        invoice.Unpay(amount);
    }

    private static async Task<MovedShare> MoveAsync(
        HonorarioDb db, InsurerPayment payment, Invoice invoice, decimal before, decimal after, string whereabouts, DateTime at, CancellationToken ct)
    {
        var others = await db.PaymentApplications().Where(row => row.InvoiceId == invoice.Id && row.UndoneAt == null && row.PaymentId != payment.Id)
            .Select(row => row.Parcialidad).ToListAsync(ct);
        var row = payment.Applications.Find(one => one.InvoiceId == invoice.Id);
        var number = row?.Parcialidad ?? others.Count + 1;
        if (after > 0)
            invoice.Pay(after);
        if (row is null)
            payment.Applications.Add(PaymentApplication.Of(payment, invoice, number, after, at));
        else if (after > 0)
            row.Settle(after);
        else
            payment.Applications.Remove(row);
        if (before > 0)
            db.Record(invoice.Id, at, "Pago deshecho", after > 0 ? Pesos.Text(before) : $"{Pesos.Text(before)}: {whereabouts}");
        if (after > 0)
            db.Record(invoice.Id, at, "Pago aplicado", $"{Pesos.Text(after)}: {whereabouts}");
        db.Record(payment.Id, at, "Pago movido", $"factura {invoice.ControlNumber}: de {Pesos.Text(before)} a {Pesos.Text(after)}");
        return new MovedShare(invoice, before, after, after > 0 ? number : 0, others.Count(other => other > number));
    }
}
