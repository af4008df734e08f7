using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

internal static class PaymentQueries
{
    /// <summary>Those that must have a complement of which SAT has none yet.</summary>
    public static IQueryable<InsurerPayment> Due(this IQueryable<InsurerPayment> payments, HonorarioDb db) => payments.AsNoTracking().Where(row =>
        row.UndoneAt == null
        && row.Applications.Any(one => one.Invoice.MetodoPago == "PPD")
        && !db.Complementos().AtSat().Any(one => one.PaymentId == row.Id));

    /// <summary>Those of a filter, of whatever page.</summary>
    public static IQueryable<InsurerPayment> Matching(this IQueryable<InsurerPayment> payments, HonorarioDb db, PaymentFilter filter)
    {
        var found = payments.AsNoTracking().Standing(db, filter.Standing);
        if (filter.InsurerId is { } insurer)
            found = found.Where(row => row.InsurerId == insurer);
        if (filter.From is { } from)
            found = found.Where(row => row.PaidOn >= from);
        if (filter.To is { } to)
            found = found.Where(row => row.PaidOn <= to);
        return string.IsNullOrWhiteSpace(filter.Text) ? found : found.Saying(db, filter.Text);
    }

    /// <summary>Those that say what was typed: their operation, or what is printed on the invoices that they pay.</summary>
    /// <param name="payments">Which.</param>
    /// <param name="db">Where the invoices are.</param>
    /// <param name="typed">What was typed; not empty.</param>
    public static IQueryable<InsurerPayment> Saying(this IQueryable<InsurerPayment> payments, HonorarioDb db, string typed)
    {
        var text = SearchText.Of(typed);
        var ids = db.Invoices().Saying(db, typed).Select(invoice => invoice.Id);
        var paying = db.PaymentApplications().Where(one => ids.Contains(one.InvoiceId)).Select(one => one.PaymentId);
#pragma warning disable CA1304, CA1311, CA1862 // The database's own upper, not the machine's.
        return payments.Where(row => row.OperationNumber.ToUpper().Contains(text) || paying.Contains(row.Id));
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <summary>The ways to those whose operation has what was typed, or that pay one of these invoices; two letters begin a word.</summary>
    public static IEnumerable<Way<InsurerPayment>> Ways(this IQueryable<InsurerPayment> payments, HonorarioDb db, string typed, IEnumerable<Guid> invoices)
    {
        var text = SearchText.Of(typed);
#pragma warning disable CA1304, CA1311 // The database's own upper, not the machine's.
        yield return payments.Way(db, row => row.OperationNumber.ToUpper(), text);
#pragma warning restore CA1304, CA1311
        var paying = db.PaymentApplications().Where(one => EF.Parameter(invoices).Contains(one.InvoiceId)).Select(one => one.PaymentId);
        yield return new(payments, some => some.Where(row => paying.Contains(row.Id)), payments.Where(row => paying.Contains(row.Id)));
    }

    /// <summary>As rows of a list, in the filter's order; what is alike there, the latest first.</summary>
    public static IQueryable<PaymentRow> Listed(this IQueryable<InsurerPayment> payments, HonorarioDb db, PaymentFilter filter)
    {
        var due = db.Payments().Due(db);
        var rows =
            from payment in payments
            from complemento in db.Complementos().Live().Where(one => one.PaymentId == payment.Id).DefaultIfEmpty()
            select new Joined { Payment = payment, Complemento = complemento };
        var order = filter.Order ?? new Order<PaymentColumn>(PaymentColumn.Fecha, Descending: filter.Standing != PaymentStanding.PorTimbrar);
        return (order.By switch
        {
            PaymentColumn.Aseguradora => order.Sort(rows, row => row.Payment.Insurer.Name),
            PaymentColumn.Operacion => order.Sort(rows, row => row.Payment.OperationNumber),
            PaymentColumn.Monto => order.Sort(rows, row => row.Payment.Amount),
            _ => order.Sort(rows, row => row.Payment.PaidOn),
        }).ThenByDescending(row => row.Payment.PaidOn).ThenBy(row => row.Payment.Id)
            .Select(row => new PaymentRow(
                row.Payment.Id,
                row.Payment.PaidOn,
                row.Payment.Insurer.Name,
                row.Payment.OperationNumber,
                row.Payment.FormaPago,
                row.Payment.Amount,
                row.Payment.UndoneAt != null,
                due.Any(one => one.Id == row.Payment.Id),
                row.Payment.Applications.OrderBy(one => one.Invoice.IssueDate).ThenBy(one => one.InvoiceId)
                    .Select(one => new PaidInvoice(one.InvoiceId, one.Invoice.ControlNumber)).ToList(),
                row.Complemento == null ? null : row.Complemento.Serie + row.Complemento.Folio,
                row.Complemento == null ? null : row.Complemento.Uuid,
                row.Complemento == null ? null : row.Complemento.Status));
    }

    private static IQueryable<InsurerPayment> Standing(this IQueryable<InsurerPayment> payments, HonorarioDb db, PaymentStanding? standing) => standing switch
    {
        PaymentStanding.PorTimbrar => payments.Due(db),
        PaymentStanding.ConComplemento => payments.Where(row => row.UndoneAt == null && db.Complementos().AtSat().Any(one => one.PaymentId == row.Id)),
        PaymentStanding.NoLleva => payments.Where(row => row.UndoneAt == null && !row.Applications.Any(one => one.Invoice.MetodoPago == "PPD")
            && !db.Complementos().AtSat().Any(one => one.PaymentId == row.Id)),
        PaymentStanding.Deshecho => payments.Where(row => row.UndoneAt != null),
        _ => payments,
    };

    private sealed class Joined
    {
        public required InsurerPayment Payment { get; init; }
        public ComplementoPago? Complemento { get; init; }
    }
}
