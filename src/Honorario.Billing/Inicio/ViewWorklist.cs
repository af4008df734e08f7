using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>The home page's worklist: a fixed number of queries, however much waits.</summary>
public sealed class ViewWorklist(HonorarioStorage storage, PlaceClock places)
{
    /// <summary>Rows of one part on a page.</summary>
    public const int PageSize = 5;

    public async Task<Worklist> RunAsync(WorkPages pages, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return new Worklist(
            places.TodayAt(PlaceClock.Centre),
            await RejectedAsync(db, pages.Rejected, ct),
            storage.May(Right.SeeMoney) ? await ComplementosAsync(db, pages.Complementos, ct) : None<DueComplemento>(),
            storage.May(Right.SeeMoney) ? await DepositsAsync(db, pages.Deposits, ct) : None<WaitingDeposits>(),
            await DraftsAsync(db, pages.Drafts, ct),
            db.Actor.OnlyOwn ? None<Mail>() : await MailsAsync(db, pages.Mails, ct),
            db.Actor.OnlyOwn ? 0 : await db.Mails().CountAsync(row => row.State == MailState.EnEspera && row.Reason == Mail.NoServer, ct),
            db.Actor.OnlyOwn ? null : await BoxTroubleAsync(db, ct),
            await ToBillAsync(db, pages.ToBill, ct),
            await DeadlinesAsync(db, places.TodayAt(PlaceClock.Centre), ct),
            await OnTheirWayAsync(db, ct));
    }

    /// <summary>Of what is not the person's to see.</summary>
    private static WorkPart<T> None<T>() => new(new Page<T>([], 0), 0);

    private static async Task<WorkPart<RejectedInvoice>> RejectedAsync(HonorarioDb db, int page, CancellationToken ct)
    {
        var rejected = db.InForce(null).Where(row => row.Status == InvoiceStatus.RechazadaAseguradora);
        var rows = await rejected
            .OrderBy(row => row.IssueDate)
            .ThenBy(row => row.Id)
            .Skip(page * PageSize)
            .Take(PageSize)
            .Select(row => new RejectedInvoice(
                row.Id,
                row.ControlNumber,
                row.Insurer.Name,
                row.Total - row.Credited - row.Paid,
                row.InsurerReason,
                db.StatusChanges()
                    .Where(change => change.InvoiceId == row.Id && change.To == InvoiceStatus.RechazadaAseguradora)
                    .Max(change => (DateTime?)change.At)))
            .ToListAsync(ct);
        return new WorkPart<RejectedInvoice>(
            new Page<RejectedInvoice>(rows, await rejected.CountAsync(ct)),
            await rejected.SumAsync(row => row.Total - row.Credited - row.Paid, ct));
    }

    private static async Task<WorkPart<DueComplemento>> ComplementosAsync(HonorarioDb db, int page, CancellationToken ct)
    {
        var due = db.Payments().Due(db);
        var rows = await due
            .OrderBy(row => row.PaidOn)
            .ThenBy(row => row.Id)
            .Skip(page * PageSize)
            .Take(PageSize)
            .Select(row => new { row.Id, Insurer = row.Insurer.Name, row.PaidOn, row.Amount, Invoices = row.Applications.Count })
            .ToListAsync(ct);
        return new WorkPart<DueComplemento>(
            new Page<DueComplemento>(
                [
                    .. rows.Select(row => new DueComplemento(
                        row.Id, row.Insurer, row.PaidOn, row.Amount, row.Invoices, InsurerPayment.DueOf(row.PaidOn))),
                ],
                await due.CountAsync(ct)),
            await due.SumAsync(row => row.Amount, ct));
    }

    private static async Task<WorkPart<WaitingDeposits>> DepositsAsync(HonorarioDb db, int page, CancellationToken ct)
    {
        var groups = await BankMovements.Waiting(db)
            .GroupBy(row => new { row.EmisorId, row.Account })
            .Select(group => new
            {
                group.Key.EmisorId,
                group.Key.Account,
                Count = group.Count(),
                Amount = group.Sum(row => row.Amount),
                Oldest = group.Min(row => row.Date),
            })
            .ToListAsync(ct);
        var accounts = await db.BankAccounts().AsNoTracking().Select(row => new { row.Id, row.EmisorId, row.Clabe }).ToListAsync(ct);
        var all = groups
            .Select(group => new WaitingDeposits(
                accounts.Find(account => account.EmisorId == group.EmisorId && account.Clabe == group.Account)?.Id,
                group.Account.Value,
                group.Count,
                group.Amount,
                group.Oldest))
            .OrderBy(row => row.Oldest)
            .ThenBy(row => row.Clabe, StringComparer.Ordinal);
        return Part(all, page, row => row.Amount);
    }

    private static async Task<WorkPart<DraftInvoice>> DraftsAsync(HonorarioDb db, int page, CancellationToken ct)
    {
        var drafts = db.Invoices().AsNoTracking().Where(row => row.Status == InvoiceStatus.Borrador);
        var rows = await drafts
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .Skip(page * PageSize)
            .Take(PageSize)
            .Select(row => new DraftInvoice(
                row.Id, row.ControlNumber, row.Insurer.Name, row.Lines.Count, row.Total, row.Rejection, row.CreatedAt))
            .ToListAsync(ct);
        return new WorkPart<DraftInvoice>(
            new Page<DraftInvoice>(rows, await drafts.CountAsync(ct)),
            await drafts.SumAsync(row => row.Total, ct));
    }

    private static async Task<WorkPart<Mail>> MailsAsync(HonorarioDb db, int page, CancellationToken ct)
    {
        var failed = db.Mails().AsNoTracking().Where(row =>
            (row.State == MailState.Fallo || (row.State == MailState.Enviado && row.Unreached != ""))
            && !db.Mails().Any(later => later.SubjectId == row.SubjectId && later.CreatedAt > row.CreatedAt));
        var rows = await failed
            .OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id)
            .Skip(page * PageSize)
            .Take(PageSize)
            .ToListAsync(ct);
        return new WorkPart<Mail>(new Page<Mail>(rows, await failed.CountAsync(ct)), 0);
    }

    /// <summary>A box of returned mail that is down for less than a day is nobody's work.</summary>
    private Task<string?> BoxTroubleAsync(HonorarioDb db, CancellationToken ct)
    {
        var before = PlaceClock.StartOf(places.TodayAt(PlaceClock.Centre).AddDays(-1), PlaceClock.Centre);
        return db.BounceBoxes().Where(row => row.TroubleSince < before).Select(row => row.Trouble).SingleOrDefaultAsync(ct);
    }

    private static async Task<WorkPart<UnbilledMonth>> ToBillAsync(HonorarioDb db, int page, CancellationToken ct)
    {
        var unbilled = db.Unbilled(DateOnly.MinValue, DateOnly.MaxValue);
        var months = await unbilled
            .GroupBy(service => new { service.InsurerId, service.Date.Year, service.Date.Month })
            .Select(group => new { group.Key, Count = group.Count(), Sum = group.Sum(service => service.InsurerAmount) })
            .ToListAsync(ct);
        var unlinked = await unbilled
            .Where(service => !db.CptLinks().Any(link => link.Cpt == service.Cpt))
            .GroupBy(service => new { service.InsurerId, service.Date.Year, service.Date.Month })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(group => (group.Key.InsurerId, group.Key.Year, group.Key.Month), group => group.Count, ct);
        var insurers = await db.Insurers().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var all = months
            .Select(group => new UnbilledMonth(
                group.Key.InsurerId,
                insurers[group.Key.InsurerId],
                new DateOnly(group.Key.Year, group.Key.Month, 1),
                group.Count,
                group.Sum,
                unlinked.GetValueOrDefault((group.Key.InsurerId, group.Key.Year, group.Key.Month))))
            .OrderBy(row => row.Month)
            .ThenBy(row => row.Insurer, StringComparer.CurrentCulture);
        return Part(all, page, row => row.Amount);
    }

    private static async Task<IReadOnlyList<OwedInvoices>> OnTheirWayAsync(HonorarioDb db, CancellationToken ct)
    {
        var groups = await db.InForce(null)
            .Where(row => row.Status != InvoiceStatus.RechazadaAseguradora && row.Total - row.Credited - row.Paid > 0)
            .GroupBy(row => row.Status)
            .Select(group => new OwedInvoices(
                group.Key,
                group.Count(),
                group.Sum(row => row.Total - row.Credited - row.Paid),
                group.Min(row => row.IssueDate),
                group.Min(row => row.PayOn)))
            .ToListAsync(ct);
        return [.. groups.OrderBy(row => row.Status)];
    }

    /// <summary>
    /// What is left of last year with something amiss: it can be cancelled until the month of the annual return and not after (CFF art. 29-A
    /// párrafo 4), and what stays in force with errors is fined (CFF art. 81-XLVI and 82-XLII).
    /// </summary>
    private static async Task<IReadOnlyList<CancelDeadline>> DeadlinesAsync(HonorarioDb db, DateOnly today, CancellationToken ct)
    {
        var year = today.Year - 1;
        if (!IsNear(CancellationTerms.LastDayOf(year, isPersonaFisica: true), today)
            && !IsNear(CancellationTerms.LastDayOf(year, isPersonaFisica: false), today))
            return [];
        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var groups = await db.InForce(null)
            .Where(row => row.IssueDate >= first && row.IssueDate < next
                && (row.Status == InvoiceStatus.RechazadaAseguradora || row.Total - row.Credited - row.Paid > 0))
            .GroupBy(row => new { row.Emisor.Rfc, row.Emisor.Nombre })
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Rejected = group.Count(row => row.Status == InvoiceStatus.RechazadaAseguradora),
                Total = group.Sum(row => row.Total),
            })
            .ToListAsync(ct);
        return
        [
            .. groups
                .Select(group => new CancelDeadline(
                    group.Key.Rfc.Value, group.Key.Nombre, year, CancellationTerms.LastDayOf(year, group.Key.Rfc.IsPersonaFisica), group.Count,
                    group.Rejected, group.Total))
                .Where(row => IsNear(row.LastDay, today))
                .OrderBy(row => row.LastDay)
                .ThenBy(row => row.EmisorRfc, StringComparer.Ordinal),
        ];
    }

    private static bool IsNear(DateOnly lastDay, DateOnly today) => today <= lastDay && today.AddDays(DocumentState.Ahead) >= lastDay;

    /// <summary>A page of what is few enough to be grouped at once.</summary>
    private static WorkPart<T> Part<T>(IEnumerable<T> rows, int page, Func<T, decimal> amount)
    {
        var all = rows.ToList();
        return new WorkPart<T>(new Page<T>([.. all.Skip(page * PageSize).Take(PageSize)], all.Count), all.Sum(amount));
    }
}
