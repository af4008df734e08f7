using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>An invoice that the scope's company may see.</summary>
/// <param name="Company">The company.</param>
/// <param name="Invoice">The invoice with emisor and insurer.</param>
/// <param name="Storage">Its practice's storage, in the company's name.</param>
/// <param name="Who">How the company's person is named in the log.</param>
/// <param name="Kinds">Names its files.</param>
public sealed record PortalInvoice(PortalCompany Company, Invoice Invoice, HonorarioStorage Storage, string Who, DocumentKinds Kinds)
{
    public Task<Download?> XmlAsync(CancellationToken ct) => new DocumentFiles(Storage, Kinds).XmlAsync(Invoice.Id, ct);

    public Task<Download?> PdfAsync(CancellationToken ct) => new DocumentFiles(Storage, Kinds).PdfAsync(Invoice.Id, ct);

    public Task<StreamedFile?> ZipAsync(CancellationToken ct) => new DocumentFiles(Storage, Kinds).ZipAsync(Invoice.Id, ct);

    /// <summary>Its credit notes that have a stamp, the oldest first.</summary>
    public async Task<IReadOnlyList<CreditNote>> NotesAsync(CancellationToken ct)
    {
        await using var db = Storage.Open(Right.SeeReceived);
        return await Stamped(db).OrderBy(row => row.StampedAt).ThenBy(row => row.Id).ToListAsync(ct);
    }

    /// <summary>What was paid of it, the oldest first.</summary>
    public async Task<IReadOnlyList<PortalPayment>> PaymentsAsync(CancellationToken ct)
    {
        await using var db = Storage.Open(Right.SeeReceived);
        return await (
            from application in db.PaymentApplications()
            where application.InvoiceId == Invoice.Id && application.UndoneAt == null
            join payment in db.Payments() on application.PaymentId equals payment.Id
            orderby payment.PaidOn, payment.Id
            select new PortalPayment(application.Pagado, payment.PaidOn, payment.OperationNumber)).ToListAsync(ct);
    }

    /// <returns>Null when it has no stamped credit note of that folio fiscal.</returns>
    internal async Task<Guid?> NoteAsync(Uuid uuid, CancellationToken ct)
    {
        await using var db = Storage.Open(Right.SeeReceived);
        return await Stamped(db).Where(row => row.Uuid == uuid).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(ct);
    }

    private IQueryable<CreditNote> Stamped(HonorarioDb db) => db.CreditNotes().AsNoTracking().Where(row => row.InvoiceId == Invoice.Id && row.Uuid != null);
}

/// <summary>A credit note of an invoice that the scope's company may see.</summary>
public sealed record PortalNote(HonorarioStorage Storage, Guid Id, DocumentKinds Kinds)
{
    public Task<Download?> XmlAsync(CancellationToken ct) => new DocumentFiles(Storage, Kinds).XmlAsync(Id, ct);

    public Task<Download?> PdfAsync(CancellationToken ct) => new DocumentFiles(Storage, Kinds).PdfAsync(Id, ct);

    public Task<StreamedFile?> ZipAsync(CancellationToken ct) => new DocumentFiles(Storage, Kinds).ZipAsync(Id, ct);
}
