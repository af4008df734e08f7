using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>One automatic check; null when only SAT can tell.</summary>
/// <param name="What">What is checked.</param>
/// <param name="Holds">Whether it does.</param>
/// <param name="OfSat">Whether only SAT can tell.</param>
/// <param name="Detail">What SAT said and when; null without.</param>
public sealed record PortalCheck(string What, bool? Holds, bool OfSat = false, SatCheck? Detail = null);

/// <summary>An invoice as its page in the portal shows it: with the credit notes that have a stamp and the payments that stand.</summary>
public sealed record PortalView(
    PortalCompany Company, Invoice Invoice, Comprobante Document, IReadOnlyList<PortalCheck> Checks, IReadOnlyList<InvoiceComment> Comments,
        IReadOnlyList<StatusChange> Changes,
    IReadOnlyList<CreditNote> Notes, IReadOnlyList<PortalPayment> Payments);

/// <summary>Loads an invoice for the portal: the document, what can be checked of it by machine, the comments and its moves.</summary>
public sealed class ViewPortalInvoice(PortalInvoices room, TimeProvider clock)
{
    private const int Most = 200;

    /// <returns>Null when the company has no such invoice.</returns>
    public async Task<PortalView?> RunAsync(string uuid, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { Invoice: var invoice } found
            || await room.AsPracticeAsync(found, (DocumentFiles files) => files.XmlAsync(invoice.Id, ct)) is not { } xml)
            return null;
        var root = SafeXml.Load(xml.Content).Root!;
        var document = CfdiReader.Read(root).Document!;
        await using var db = room.Open(found, Right.SeeReceived);
        var comments = await db.InvoiceComments().AsNoTracking().Where(row => row.InvoiceId == invoice.Id).OrderBy(row => row.At).Take(Most).ToListAsync(ct);
        var changes = await db.StatusChanges().AsNoTracking().Where(row => row.InvoiceId == invoice.Id).OrderBy(row => row.At).Take(Most).ToListAsync(ct);
        var sat = await db.SatChecks().AsNoTracking().SingleOrDefaultAsync(row => row.SubjectId == invoice.Id && row.Uuid == invoice.Uuid, ct);
        var seal = SealVerifier.Seal(root);
        IReadOnlyList<PortalCheck> checks =
        [
            Seal(seal),
            new("El timbre corresponde a este documento",
                SealVerifier.Stamp(root, null) is Cfdi.Sealing.StampState.Valid or Cfdi.Sealing.StampState.UnknownCertificate),
            new($"El receptor es {found.Company.InsurerRfc.Value}", document.Receptor.Rfc == found.Company.InsurerRfc.Value),
            new("Método de pago PPD con forma de pago 99", document is { MetodoPago: "PPD", FormaPago: "99" }),
            new("Los importes cuadran al centavo", document.Total == Totals.Complete(document).Total),
            new("Cumple las validaciones del SAT", !Preflight.Check(root, clock.GetUtcNow(), seal).Any(finding => finding.Severity == Severity.Error)),
            new("Está vigente en el SAT", sat is null ? null : sat.Estado == SatCheck.InForce, OfSat: true, sat),
        ];
        return new PortalView(
            found.Company, invoice, document, checks, comments, changes, await NotesAsync(db, invoice.Id, ct), await PaymentsAsync(db, invoice.Id, ct));
    }

    private static PortalCheck Seal(SealState seal) => seal == SealState.NotVerifiable
        ? new PortalCheck("El sello del emisor no se puede comprobar aquí: el XML trae un complemento que no conozco", null)
        : new PortalCheck("El sello del emisor es válido", seal == SealState.Valid);

    /// <summary>Its credit notes that have a stamp, the oldest first.</summary>
    private static Task<List<CreditNote>> NotesAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct) => db.CreditNotes().AsNoTracking()
        .Where(row => row.InvoiceId == invoiceId && row.Uuid != null).OrderBy(row => row.StampedAt).ThenBy(row => row.Id).ToListAsync(ct);

    /// <summary>What was paid of it, the oldest first.</summary>
    private static Task<List<PortalPayment>> PaymentsAsync(HonorarioDb db, Guid invoiceId, CancellationToken ct) => (
        from application in db.PaymentApplications()
        where application.InvoiceId == invoiceId && application.UndoneAt == null
        join payment in db.Payments() on application.PaymentId equals payment.Id
        orderby payment.PaidOn, payment.Id
        select new PortalPayment(application.Pagado, payment.PaidOn, payment.OperationNumber)).ToListAsync(ct);
}

/// <summary>"Consultar SAT": asks SAT now whether an invoice is in force; its word stays with the invoice.</summary>
public sealed class AskSat(PortalInvoices room)
{
    /// <returns>Null when the company has no such invoice.</returns>
    public async Task<Result<SatCheck>?> RunAsync(string uuid, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { } found)
            return null;
        return await room.AsPracticeAsync(found, (CheckSatStatus check) => check.RunAsync(found.Invoice.Id, ct));
    }
}

/// <summary>What both sides said of an invoice, for the practice that issued it.</summary>
public sealed class ListComments(HonorarioStorage storage)
{
    private const int Most = 200;

    public async Task<IReadOnlyList<InvoiceComment>> RunAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await db.InvoiceComments().AsNoTracking().Where(row => row.InvoiceId == invoiceId).OrderBy(row => row.At).Take(Most).ToListAsync(ct);
    }
}

/// <summary>Either side comments on an invoice.</summary>
public sealed class CommentInvoice(PortalInvoices room, HonorarioStorage storage, Cuentas.Actor actor, TimeProvider clock)
{
    private const int Length = 1000;

    /// <summary>The company says something.</summary>
    /// <returns>Null when it has no such invoice.</returns>
    public async Task<Result<Guid>?> FromPortalAsync(string uuid, string text, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { } found)
            return null;
        await using var db = room.Open(found, Right.ReviewReceived);
        return await SaveAsync(db, found.Invoice.Id, found.Who, text, ct);
    }

    /// <summary>The practice says something.</summary>
    public async Task<Result<Guid>> FromPracticeAsync(Guid invoiceId, string text, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        return await db.Invoices().AnyAsync(row => row.Id == invoiceId && row.Uuid != null, ct)
            ? await SaveAsync(db, invoiceId, actor.Name, text, ct)
            : new Problem("", "La factura no existe en esta cuenta o aún no está timbrada.");
    }

    private async Task<Result<Guid>> SaveAsync(HonorarioDb db, Guid invoiceId, string who, string text, CancellationToken ct)
    {
        if (text.Trim().Length is 0 or > Length)
            return new Problem(FieldNames.Text, $"Escribe un comentario de hasta {Length} caracteres.");
        var comment = new InvoiceComment { InvoiceId = invoiceId, At = clock.GetUtcNow().UtcDateTime, Who = who, Text = text.Trim() };
        db.InvoiceComments().Add(comment);
        await db.SaveChangesAsync(ct);
        return comment.Id;
    }
}
