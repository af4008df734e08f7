using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>A payment's instalment of one invoice as its page shows it, with the payment's complement, if any.</summary>
public sealed record InstalmentRow(InsurerPayment Payment, PaymentApplication Application, ComplementoPago? Complemento, Cancellation? Cancelling);

/// <summary>Payments as screens show them.</summary>
public sealed class ViewPayments(HonorarioStorage storage, PlaceClock places)
{
    /// <summary>From so many days before the last one it is pressing.</summary>
    public const int NearDays = 5;

    /// <summary>The live payments of an invoice, oldest first, each with its live complement, or else the latest.</summary>
    public async Task<IReadOnlyList<InstalmentRow>> OfInvoiceAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var rows = await (
            from application in db.PaymentApplications().AsNoTracking()
            where application.InvoiceId == invoiceId && application.UndoneAt == null
            join payment in db.Payments().AsNoTracking() on application.PaymentId equals payment.Id
            orderby application.Parcialidad
            select new { payment, application }).ToListAsync(ct);
        var payments = rows.Select(row => row.payment.Id).ToList();
        var complementos = (await db.Complementos().AsNoTracking().Where(row => payments.Contains(row.PaymentId)).OrderBy(row => row.CreatedAt).ToListAsync(ct))
            .ToLookup(row => row.PaymentId);
        var ids = complementos.SelectMany(group => group).Select(row => row.Id).ToList();
        var cancellings = (await db.Cancellations().AsNoTracking().Where(row => ids.Contains(row.SubjectId)).OrderBy(row => row.RequestedAt).ToListAsync(ct))
            .ToLookup(row => row.SubjectId);
        return [.. rows.Select(row =>
        {
            var complemento = complementos[row.payment.Id].Current();
            return new InstalmentRow(row.payment, row.application, complemento, complemento is null ? null : cancellings[complemento.Id].LastOrDefault());
        })];
    }

    /// <summary>The invoices that a payment settles.</summary>
    public async Task<IReadOnlyList<Guid>> InvoicesOfAsync(Guid paymentId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return await db.PaymentApplications().Where(row => row.PaymentId == paymentId).Select(row => row.InvoiceId).ToListAsync(ct);
    }

    /// <summary>The payment that a complement documents; null when this account has no such complement.</summary>
    public async Task<InsurerPayment?> OfComplementoAsync(Guid complementoId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return await db.Complementos().AsNoTracking().Where(row => row.Id == complementoId).Select(row => row.Payment).SingleOrDefaultAsync(ct);
    }

    /// <summary>The payments of one month that lack a stamped complement, oldest first: what "en bloque" generates.</summary>
    public async Task<IReadOnlyList<Guid>> DueOfMonthAsync(DateOnly month, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var (from, to) = (new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, 1).AddMonths(1));
        return await Undocumented(db).Where(row => row.PaidOn >= from && row.PaidOn < to)
            .OrderBy(row => row.PaidOn).Select(row => row.Id).ToListAsync(ct);
    }

    /// <summary>The first day of the last month with a payment that lacks its complement; null when none lacks it.</summary>
    public async Task<DateOnly?> LastMonthDueAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return await Undocumented(db).MaxAsync(row => (DateOnly?)row.PaidOn, ct) is { } last ? new DateOnly(last.Year, last.Month, 1) : null;
    }

    private static IQueryable<InsurerPayment> Undocumented(HonorarioDb db) =>
        db.Payments().Due(db).Where(row => !db.Complementos().Live().Any(one => one.PaymentId == row.Id));

    /// <summary>How many payments lack a complement that is late or must be stamped within <see cref="NearDays"/> days.</summary>
    public async Task<Pressing> PressingAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var today = places.TodayAt(PlaceClock.Centre);
        var days = await db.Payments().Due(db).Where(row => row.PaidOn < today).GroupBy(row => row.PaidOn)
            .Select(day => new { Day = day.Key, Count = day.Count() }).ToListAsync(ct);
        var near = days.Select(day => (Last: InsurerPayment.DueOf(day.Day), day.Count)).Where(day => day.Last.DayNumber - today.DayNumber <= NearDays).ToList();
        var soon = near.Where(day => day.Last >= today).ToList();
        return new Pressing(near.Sum(day => day.Count) - soon.Sum(day => day.Count), soon.Sum(day => day.Count), soon.Count == 0
            ? null : soon.Min(day => day.Last));
    }
}
