using System.Linq.Expressions;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Aseguradora;

/// <summary>By what the inbox can be ordered.</summary>
public enum PortalColumn
{
    Control,
    Emisor,
    Fecha,
    Total,
    Saldo,
    Programado,
    Estatus,
}

/// <summary>Which invoices of the inbox, and how.</summary>
/// <param name="Text">Part of the No de Control Interno, the folio fiscal, or the RFC of who issued it.</param>
/// <param name="Status">Only those that stand there.</param>
/// <param name="Page">From 0.</param>
/// <param name="Order">Newest first when absent.</param>
/// <param name="From">First day of issue.</param>
/// <param name="To">Last day of issue.</param>
public sealed record PortalFilter(
    string? Text = null, InvoiceStatus? Status = null, Place Page = default, Order<PortalColumn>? Order = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>An invoice in the inbox; amounts in pesos.</summary>
public sealed record PortalRow(
    Uuid Uuid, string ControlNumber, Rfc EmisorRfc, string Emisor, DateOnly IssueDate, decimal Total, decimal Balance, DateOnly? PayOn, InvoiceStatus Status);

/// <summary>Invoices of the inbox that stand alike.</summary>
/// <param name="Balance">What is owed of them, in pesos.</param>
/// <param name="PayOn">The next day for which a payment was announced; null for none.</param>
public sealed record PortalStanding(InvoiceStatus Status, int Count, decimal Balance, DateOnly? PayOn);

/// <summary>A page of the inbox and what the whole filter adds up to, in pesos.</summary>
/// <param name="Company">Whose inbox.</param>
/// <param name="Page">The page.</param>
/// <param name="Total">Of all invoices of the filter.</param>
/// <param name="Owed">What is still owed of those that are not cancelled.</param>
public sealed record PortalInbox(PortalCompany Company, Page<PortalRow> Page, decimal Total, decimal Owed);

/// <summary>
/// The one room from which the other side looks across practices: only stamped invoices, only those addressed to the RFC of the
/// scope's company, and only of practices that let its person see them. To act on one, its practice's own storage is opened in
/// the company's name.
/// </summary>
public sealed class PortalInvoices(HonorarioStorage storage, IServiceScopeFactory scopes)
{
    public const int PageSize = 50;

    /// <summary>How the folio fiscal is headed where the inbox leaves and comes back as a spreadsheet.</summary>
    public const string FolioFiscal = "Folio fiscal";

    /// <summary>How far one may walk from one to the next.</summary>
    private const int MostToWalk = 2000;

    /// <summary>Values that one query may name.</summary>
    private const int AtOnce = 500;

    /// <returns>Null when the scope works for no company.</returns>
    public async Task<PortalCompany?> CompanyAsync(CancellationToken ct)
    {
        if (!storage.May(Right.SeeReceived))
            return null;
        await using var db = storage.Open(Right.SeeReceived);
        return await db.PortalCompanies().AsNoTracking().SingleOrDefaultAsync(row => row.Id == storage.Actor.CompanyId, ct);
    }

    /// <summary>The inbox: the page that was asked for, or the last one when it has become shorter than that.</summary>
    /// <returns>Null when the scope works for no company.</returns>
    public async Task<PortalInbox?> ListAsync(PortalFilter filter, CancellationToken ct)
    {
        if (await CompanyAsync(ct) is not { } company)
            return null;
        await using var db = storage.Open(Right.SeeReceived);
        var invoices = Matching(db, company, filter);
        var (rows, next) = await invoices
            .Select(row => new PortalRow(row.Uuid!, row.ControlNumber, row.Emisor.Rfc, row.Emisor.Nombre, row.IssueDate, row.Total,
                row.Status == InvoiceStatus.Cancelada ? 0 : row.Total - row.Credited - row.Paid, row.PayOn, row.Status))
            .AtAsync(filter.Page, PageSize, ct);
        var count = await invoices.CountAsync(ct);
        if (rows.Count == 0 && count > 0 && !filter.Page.GoesOn)
            return await ListAsync(filter with { Page = (count - 1) / PageSize }, ct);
        return new PortalInbox(
            company,
            new Page<PortalRow>(rows, count) { Next = next },
            await invoices.SumAsync(row => row.Total, ct),
            await invoices.SumAsync(Owed, ct));
    }

    /// <summary>What waits for the company: its invoices with a balance, by where they stand.</summary>
    public async Task<IReadOnlyList<PortalStanding>> WaitingAsync(CancellationToken ct)
    {
        if (await CompanyAsync(ct) is not { } company)
            return [];
        await using var db = storage.Open(Right.SeeReceived);
        var groups = await Addressed(db, company)
            .Where(row => row.Status != InvoiceStatus.Cancelada && row.Total - row.Credited - row.Paid > 0)
            .GroupBy(row => row.Status)
            .Select(group => new PortalStanding(
                group.Key, group.Count(), group.Sum(row => row.Total - row.Credited - row.Paid), group.Min(row => row.PayOn)))
            .ToListAsync(ct);
        return [.. groups.OrderBy(row => row.Status)];
    }

    /// <summary>The inbox's whole filter for the company's own system.</summary>
    /// <returns>Null when the scope works for no company.</returns>
    public async Task<StreamedFile?> ExportAsync(PortalFilter filter, SheetFormat format, CancellationToken ct) =>
        await CompanyAsync(ct) is { } company ? SheetExport.Of("facturas-recibidas", format, Exported, RowsAsync(company, filter)) : null;

    /// <summary>The folios fiscales of the inbox's whole filter, in its order, so many at most.</summary>
    internal async Task<IReadOnlyList<Uuid>> FoliosAsync(PortalFilter filter, int most, CancellationToken ct)
    {
        if (await CompanyAsync(ct) is not { } company)
            return [];
        await using var db = storage.Open(Right.SeeReceived);
        return await Matching(db, company, filter).Select(row => row.Uuid!).Take(most).ToListAsync(ct);
    }

    /// <summary>What stands before and after an invoice in the inbox, as it is filtered and ordered; null at its ends.</summary>
    public async Task<(Uuid? Before, Uuid? After)> BesideAsync(PortalFilter filter, Uuid uuid, CancellationToken ct)
    {
        var folios = await FoliosAsync(filter, MostToWalk, ct);
        var at = folios.ToList().IndexOf(uuid);
        return at < 0 ? (null, null) : (at == 0 ? null : folios[at - 1], at + 1 == folios.Count ? null : folios[at + 1]);
    }

    /// <returns>Null when no such invoice is addressed to the scope's company: to it, it does not exist.</returns>
    public async Task<PortalInvoice?> FindAsync(string uuid, CancellationToken ct) =>
        Uuid.TryParse(uuid, out var read) ? (await NamedAsync([read], [], ct)).SingleOrDefault() : null;

    /// <summary>Runs a use case of the invoice's practice in the company's name, made in a scope of its own.</summary>
    internal async Task<T> AsPracticeAsync<TUseCase, T>(PortalInvoice found, Func<TUseCase, Task<T>> run)
        where TUseCase : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsGuest(found.Invoice.PracticeId, storage.Actor, found.Who);
        return await run(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    /// <summary>The database as the invoice's practice sees it, in the company's name.</summary>
    internal HonorarioDb Open(PortalInvoice found, Right right)
    {
        using var scope = scopes.CreateScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAsGuest(found.Invoice.PracticeId, storage.Actor, found.Who);
        return scope.ServiceProvider.GetRequiredService<HonorarioStorage>().Open(right);
    }

    /// <param name="found">The invoice.</param>
    /// <param name="note">Folio fiscal of its credit note.</param>
    /// <returns>The note's id; null when the invoice has no stamped note of that folio fiscal.</returns>
    internal async Task<Guid?> NoteAsync(PortalInvoice found, string note, CancellationToken ct)
    {
        if (!Uuid.TryParse(note, out var uuid))
            return null;
        await using var db = Open(found, Right.SeeReceived);
        return await db.CreditNotes().Where(row => row.InvoiceId == found.Invoice.Id && row.Uuid == uuid).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>Those of these folios fiscales and No de Control Interno; of one number there may be several, from different emisores.</summary>
    internal async Task<IReadOnlyList<PortalInvoice>> NamedAsync(IReadOnlyList<Uuid> uuids, IReadOnlyList<string> controlNumbers, CancellationToken ct)
    {
        if (await CompanyAsync(ct) is not { } company)
            return [];
        await using var db = storage.Open(Right.SeeReceived);
        var found = new List<Invoice>();
        var all = Addressed(db, company).Include(row => row.Emisor).Include(row => row.Insurer);
        foreach (var some in uuids.Distinct().Chunk(AtOnce).Select(chunk => chunk.ToList()))
            found.AddRange(await all.Where(row => some.Contains(row.Uuid!)).ToListAsync(ct));
        foreach (var some in controlNumbers.Distinct().Chunk(AtOnce).Select(chunk => chunk.ToList()))
            found.AddRange(await all.Where(row => some.Contains(row.ControlNumber)).ToListAsync(ct));
        var who = $"{storage.Actor.Name} ({company.Name})";
        return [.. found.DistinctBy(row => row.Id).Select(invoice => new PortalInvoice(company, invoice, who))];
    }

    /// <summary>What is written down as paid of these invoices, which are the company's.</summary>
    internal async Task<IReadOnlySet<(
        Guid Invoice, decimal Amount, DateOnly Day, string Operation)>> PaidAsync(IReadOnlyList<Guid> invoices, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeReceived);
        var paid = new HashSet<(Guid, decimal, DateOnly, string)>();
        foreach (var some in invoices.Chunk(AtOnce).Select(chunk => chunk.ToList()))
        {
            var rows = await (
                from application in db.PaymentApplications().IgnoreQueryFilters()
                where some.Contains(application.InvoiceId) && application.UndoneAt == null
                join payment in db.Payments().IgnoreQueryFilters() on application.PaymentId equals payment.Id
                select new { application.InvoiceId, application.Pagado, payment.PaidOn, payment.OperationNumber }).ToListAsync(ct);
            paid.UnionWith(rows.Select(row => (row.InvoiceId, row.Pagado, row.PaidOn, row.OperationNumber)));
        }

        return paid;
    }

    /// <summary>Whether that very payment of an invoice is written down.</summary>
    internal async Task<bool> IsPaidAsync(Guid invoiceId, PortalPayment payment, CancellationToken ct) =>
        payment is { Amount: { } amount, PaidOn: { } day } && (await PaidAsync([invoiceId], ct)).Contains((invoiceId, amount, day, payment.OperationNumber));

    private static readonly SheetColumn<Invoice>[] Exported =
    [
        new(FolioFiscal, row => row.Uuid!.Value),
        new("No de Control Interno", row => row.ControlNumber),
        new("RFC del emisor", row => row.Emisor.Rfc.Value),
        new("Emisor", row => row.Emisor.Nombre),
        new("Fecha de factura", row => row.IssueDate),
        new("Subtotal", row => row.SubTotal),
        new("IVA", row => row.IvaTrasladado),
        new("ISR retenido", row => row.IsrRetenido),
        new("Total", row => row.Total),
        new("Acreditado", row => row.Credited),
        new("Pagado", row => row.Paid),
        new("Saldo", row => row.Status == InvoiceStatus.Cancelada ? 0 : row.Balance),
        new("Estatus", row => row.Status.Text()),
        new("Pago programado", row => row.PayOn),
        new("Motivo del rechazo", row => row.InsurerReason),
    ];

    private async IAsyncEnumerable<Invoice> RowsAsync(PortalCompany company, PortalFilter filter)
    {
        await using var db = storage.Open(Right.SeeReceived);
        await foreach (var invoice in Matching(db, company, filter).Include(row => row.Emisor).AsAsyncEnumerable())
            yield return invoice;
    }

    private IQueryable<Invoice> Matching(HonorarioDb db, PortalCompany company, PortalFilter filter)
    {
        var invoices = Addressed(db, company);
        if (filter.Status is { } status)
            invoices = invoices.Where(row => row.Status == status);
        if (filter.From is { } from)
            invoices = invoices.Where(row => row.IssueDate >= from);
        if (filter.To is { } to)
            invoices = invoices.Where(row => row.IssueDate <= to);
        if (!string.IsNullOrWhiteSpace(filter.Text))
            invoices = invoices.Saying(db: null, filter.Text);

        return Ordered(invoices, filter.Order).ThenBy(row => row.Id);
    }

    /// <summary>What an invoice of the inbox still owes, in pesos.</summary>
    private static readonly Expression<Func<Invoice, decimal>> Owed = row => row.Status == InvoiceStatus.Cancelada ? 0 : row.Total - row.Credited - row.Paid;

    private static IOrderedQueryable<Invoice> Ordered(IQueryable<Invoice> rows, Order<PortalColumn>? order) => order switch
    {
        { By: PortalColumn.Control } by => by.Sort(rows, row => row.ControlNumber),
        { By: PortalColumn.Emisor } by => by.Sort(rows, row => row.Emisor.Nombre),
        { By: PortalColumn.Fecha } by => by.Sort(rows, row => row.IssueDate),
        { By: PortalColumn.Total } by => by.Sort(rows, row => row.Total),
        { By: PortalColumn.Saldo } by => by.Sort(rows, Owed),
        { By: PortalColumn.Programado } by => by.Sort(rows, row => row.PayOn),
        { By: PortalColumn.Estatus } by => by.Sort(rows, row => row.Status),
        _ => rows.OrderByDescending(row => row.StampedAt),
    };

    private IQueryable<Invoice> Addressed(HonorarioDb db, PortalCompany company) => db.Invoices().IgnoreQueryFilters().AsNoTracking().Where(row =>
        row.Uuid != null && row.Insurer.Rfc == company.InsurerRfc
        && (company.SeesAll || db.PortalGrants().Any(grant => grant.UserId == storage.Actor.PersonId && grant.PracticeId == row.PracticeId)));
}
