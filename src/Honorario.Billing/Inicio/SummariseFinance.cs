using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>Money on its way from the service to the bank, in pesos; what is billed is net of credit notes.</summary>
/// <param name="ToBill">What insurers finance of services on no invoice, before taxes.</param>
/// <param name="Billed">The totals of stamped invoices that are not cancelled nor replaced.</param>
/// <param name="Accepted">The part of it that the insurer accepted, paid or not.</param>
/// <param name="Paid">The part of it that payments settled.</param>
public readonly record struct Flow(decimal ToBill, decimal Billed, decimal Accepted, decimal Paid)
{
    public decimal Owed => Billed - Paid;

    public static Flow operator +(Flow one, Flow other) =>
        new(one.ToBill + other.ToBill, one.Billed + other.Billed, one.Accepted + other.Accepted, one.Paid + other.Paid);

    public static Flow Add(Flow left, Flow right) => left + right;
}

/// <summary>What is owed of invoices issued so many days ago, both ends included; <paramref name="Most"/> is null for the oldest.</summary>
public sealed record OwedByAge(int Least, int? Most, int Invoices, decimal Owed);

/// <summary>Days from a service to the payment that settled its invoice.</summary>
public sealed record DaysToPayment(int Services, double Mean, int Median);

/// <summary>The figures of "Resumen".</summary>
/// <param name="All">Of the whole period.</param>
/// <param name="ServicesToBill">How many services are on no invoice.</param>
/// <param name="ByInsurer">Largest first.</param>
/// <param name="ByMonth">Every month of the period: what is to bill by the service's, the rest by the invoice's.</param>
/// <param name="Owed">Of all invoices, whatever their period, youngest first.</param>
/// <param name="Days">Of the services of invoices settled in the period; null when none was.</param>
public sealed record FinanceFigures(
    Flow All, int ServicesToBill, IReadOnlyList<(Guid InsurerId, string Insurer, Flow Flow)> ByInsurer, IReadOnlyList<(DateOnly Month, Flow Flow)> ByMonth,
    IReadOnlyList<OwedByAge> Owed, DaysToPayment? Days);

/// <summary>"Resumen" of Finanzas: five grouped queries, however many services there are.</summary>
public sealed class SummariseFinance(HonorarioStorage storage)
{
    private static readonly int[] AgeLimits = [30, 60, 90];

    /// <param name="from">First day: of the service for what is to bill, of the invoice for the rest.</param>
    /// <param name="to">Last day.</param>
    /// <param name="today">From when ages are counted.</param>
    public async Task<FinanceFigures> RunAsync(DateOnly from, DateOnly to, DateOnly today, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var unbilled = await db.Unbilled(from, to)
            .GroupBy(service => new { service.InsurerId, service.Date.Year, service.Date.Month })
            .Select(group => new { group.Key, Count = group.Count(), Sum = group.Sum(service => service.InsurerAmount) })
            .ToListAsync(ct);
        var billed = await db.InForce(null).Where(invoice => invoice.IssueDate >= from && invoice.IssueDate <= to)
            .GroupBy(invoice => new { invoice.InsurerId, invoice.IssueDate.Year, invoice.IssueDate.Month, invoice.Status })
            .Select(group => new { group.Key, Total = group.Sum(invoice => invoice.Total - invoice.Credited), Paid = group.Sum(invoice => invoice.Paid) })
            .ToListAsync(ct);
        var insurers = await db.Insurers().ToDictionaryAsync(row => row.Id, row => row.Name, ct);

        var flows = unbilled.Select(row => (row.Key.InsurerId, Month: new DateOnly(row.Key.Year, row.Key.Month, 1), Flow: new Flow(row.Sum, 0, 0, 0)))
            .Concat(billed.Select(row => (row.Key.InsurerId, Month: new DateOnly(row.Key.Year, row.Key.Month, 1),
                Flow: new Flow(0, row.Total, IsAccepted(row.Key.Status) ? row.Total : 0, row.Paid)))).ToList();
        var months = flows.ToLookup(row => row.Month, row => row.Flow);
        return new FinanceFigures(
            Sum(flows.Select(row => row.Flow)),
            unbilled.Sum(row => row.Count),
            [.. flows.GroupBy(row => row.InsurerId).Select(group => (group.Key, insurers[group.Key], Sum(group.Select(row => row.Flow))))
                .OrderByDescending(row => row.Item3.ToBill + row.Item3.Billed)],
            [.. Months(from, to).Select(month => (month, Sum(months[month])))],
            await OwedAsync(db, today, ct),
            await DaysAsync(db, from, to, ct));
    }

    private static bool IsAccepted(InvoiceStatus status) => status is InvoiceStatus.AceptadaAseguradoraAdministradora or InvoiceStatus.PagoParcial
        or InvoiceStatus.Pagado or InvoiceStatus.ComplementoCargado;

    private static Flow Sum(IEnumerable<Flow> flows) => flows.Aggregate(default(Flow), (sum, flow) => sum + flow);

    private static IEnumerable<DateOnly> Months(DateOnly from, DateOnly to)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
            yield return month;
    }

    private static async Task<IReadOnlyList<OwedByAge>> OwedAsync(HonorarioDb db, DateOnly today, CancellationToken ct)
    {
        var (young, middle, old) = (today.AddDays(-AgeLimits[0]), today.AddDays(-AgeLimits[1]), today.AddDays(-AgeLimits[2]));
        var bands = await db.InForce(null).Where(invoice => invoice.Total - invoice.Credited - invoice.Paid > 0)
            .Select(invoice => new { Band = invoice.IssueDate >= young
                ? 0 : invoice.IssueDate >= middle ? 1 : invoice.IssueDate >= old ? 2 : 3, Owed = invoice.Total - invoice.Credited - invoice.Paid })
            .GroupBy(invoice => invoice.Band)
            .Select(group => new { Band = group.Key, Count = group.Count(), Owed = group.Sum(invoice => invoice.Owed) })
            .ToDictionaryAsync(band => band.Band, ct);
        return [.. Enumerable.Range(0, AgeLimits.Length + 1).Select(band => new OwedByAge(
            band == 0 ? 0 : AgeLimits[band - 1] + 1,
            band < AgeLimits.Length ? AgeLimits[band] : null,
            bands.GetValueOrDefault(band)?.Count ?? 0,
            bands.GetValueOrDefault(band)?.Owed ?? 0))];
    }

    private static async Task<DaysToPayment?> DaysAsync(HonorarioDb db, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var settled = (
            from application in db.PaymentApplications()
            where application.UndoneAt == null
                && (application.Invoice.Status == InvoiceStatus.Pagado || application.Invoice.Status == InvoiceStatus.ComplementoCargado)
            join payment in db.Payments() on application.PaymentId equals payment.Id
            group payment.PaidOn by application.InvoiceId into paid
            select new { InvoiceId = paid.Key, Last = paid.Max() }).Where(paid => paid.Last >= from && paid.Last <= to);
        var groups = await (
            from line in db.InvoiceLines()
            where line.ReleasedAt == null
            join paid in settled on line.InvoiceId equals paid.InvoiceId
            group line by new { paid.Last, line.Service.Date } into day
            select new { day.Key, Count = day.Count() }).ToListAsync(ct);
        var days = groups.Select(group => (Days: group.Key.Last.DayNumber - group.Key.Date.DayNumber, group.Count)).OrderBy(group => group.Days).ToList();
        var services = days.Sum(group => group.Count);
        if (services == 0)
            return null;
        var before = 0;
        var median = days.First(group => (before += group.Count) * 2 >= services).Days;
        return new DaysToPayment(services, days.Sum(group => (double)group.Days * group.Count) / services, median);
    }
}
