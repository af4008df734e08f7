using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>For which company of the portal the current scope works.</summary>
public sealed class PortalActor
{
    /// <summary>The claim of a signed-in user that names the company.</summary>
    public const string CompanyClaim = "portal";

    public Guid CompanyId { get; private set; }
    public string Name { get; private set; } = "";

    public void ActAs(Guid companyId, string name) => (CompanyId, Name) = (companyId, name);
}

/// <summary>Which invoices of the inbox.</summary>
/// <param name="Text">Part of the No de Control Interno, the folio fiscal, or the RFC of who issued it.</param>
/// <param name="Status">Only those that stand there.</param>
/// <param name="Page">From 0.</param>
public sealed record PortalFilter(string? Text = null, InvoiceStatus? Status = null, int Page = 0);

/// <summary>An invoice in the inbox; the total in pesos.</summary>
public sealed record PortalRow(Uuid Uuid, string ControlNumber, Rfc EmisorRfc, string Emisor, DateOnly IssueDate, decimal Total, InvoiceStatus Status);

/// <summary>A page of the inbox and what the whole filter adds up to, in pesos.</summary>
public sealed record PortalInbox(PortalCompany Company, Page<PortalRow> Page, decimal Total);

/// <summary>
/// The one room from which the other side looks across practices: only stamped invoices, only those addressed to the RFC of the
/// scope's company. To act on one, its practice's own storage is opened in the company's name.
/// </summary>
public sealed class PortalInvoices(IDatabase database, PortalActor actor)
{
    public const int PageSize = 25;

    /// <returns>Null when the scope works for no company.</returns>
    public async Task<PortalCompany?> CompanyAsync(CancellationToken cancellation)
    {
        await using var db = database.Open(new Actor());
        return await db.PortalCompanies.AsNoTracking().SingleOrDefaultAsync(row => row.Id == actor.CompanyId, cancellation);
    }

    /// <summary>The inbox, newest first.</summary>
    /// <returns>Null when the scope works for no company.</returns>
    public async Task<PortalInbox?> ListAsync(PortalFilter filter, CancellationToken cancellation)
    {
        if (await CompanyAsync(cancellation) is not { } company)
            return null;
        await using var db = database.Open(new Actor());
        var invoices = Addressed(db, company);
        if (filter.Status is { } status)
            invoices = invoices.Where(row => row.Status == status);
        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var text = SearchText.Of(filter.Text);
            if (Uuid.TryParse(text, out var uuid))
                invoices = invoices.Where(row => row.Uuid == uuid);
            else if (Rfc.TryParse(text, out var rfc))
                invoices = invoices.Where(row => row.Emisor.Rfc == rfc);
            else
                invoices = invoices.Where(row => row.Search.Contains(text));
        }

        var rows = await invoices.OrderByDescending(row => row.StampedAt).ThenBy(row => row.Id).Skip(filter.Page * PageSize).Take(PageSize)
            .Select(row => new PortalRow(row.Uuid!, row.ControlNumber, row.Emisor.Rfc, row.Emisor.Nombre, row.IssueDate, row.Total, row.Status))
            .ToListAsync(cancellation);
        return new PortalInbox(company, new Page<PortalRow>(rows, await invoices.CountAsync(cancellation)), await invoices.SumAsync(row => row.Total, cancellation));
    }

    /// <returns>Null when no such invoice is addressed to the scope's company: to it, it does not exist.</returns>
    public async Task<PortalInvoice?> FindAsync(string uuid, CancellationToken cancellation)
    {
        if (!Uuid.TryParse(uuid, out var read) || await CompanyAsync(cancellation) is not { } company)
            return null;
        await using var db = database.Open(new Actor());
        var invoice = await Addressed(db, company).Include(row => row.Emisor).Include(row => row.Insurer).SingleOrDefaultAsync(row => row.Uuid == read, cancellation);
        if (invoice is null)
            return null;
        var practice = new Actor();
        practice.ActAs(invoice.PracticeId, $"{actor.Name} ({company.Name})");
        return new PortalInvoice(company, invoice, new HonorarioStorage(database, practice), practice.Name);
    }

    private static IQueryable<Invoice> Addressed(HonorarioDb db, PortalCompany company) =>
        db.Invoices.IgnoreQueryFilters().AsNoTracking().Where(row => row.Uuid != null && row.Insurer.Rfc == company.InsurerRfc);
}

/// <summary>An invoice that the scope's company may see.</summary>
/// <param name="Company">The company.</param>
/// <param name="Invoice">The invoice with emisor and insurer.</param>
/// <param name="Storage">Its practice's storage, in the company's name.</param>
/// <param name="Who">How the company's person is named in the log.</param>
public sealed record PortalInvoice(PortalCompany Company, Invoice Invoice, HonorarioStorage Storage, string Who)
{
    public Task<Download?> XmlAsync(CancellationToken cancellation) => new InvoiceFiles(Storage).XmlAsync(Invoice.Id, cancellation);

    public Task<Download?> PdfAsync(CancellationToken cancellation) => new InvoiceFiles(Storage).PdfAsync(Invoice.Id, cancellation);
}
