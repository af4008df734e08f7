using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>"Enviar a correo electrónico": the XML and the PDF of a stamped invoice go to the insurer.</summary>
public sealed class SendInvoice(HonorarioStorage storage, MailToInsurer mail)
{
    /// <summary>The name of its <see cref="IMailSubject"/>.</summary>
    public const string About = "factura";

    /// <summary>The message proposed: to whom it went last time, in the words of the practice's template.</summary>
    /// <returns>Null when this account has no such stamped invoice.</returns>
    public async Task<MailForm?> ProposeAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        if (await EditMailTemplate.FactsAsync(db, invoiceId, ct) is not { } facts)
            return null;
        var (title, text) = (await EditMailTemplate.LoadAsync(db, ct)).Fill(facts);
        return new MailForm(await InsurerRecipients.OfAsync(db, facts.Invoice.InsurerId, ct), title, text);
    }

    public async Task<Result<Guid>> RunAsync(Guid invoiceId, MailForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        if (await db.Invoices().AsNoTracking().SingleOrDefaultAsync(row => row.Id == invoiceId, ct) is not { } invoice)
            return new Problem("", "La factura no existe en esta cuenta.");
        if (invoice.Uuid is null)
            return new Problem("", $"La factura {invoice.ControlNumber} aún no está timbrada: no hay qué enviar.");
        return await mail.RunAsync(db, About, invoice.Id, invoice.InsurerId, form, ct);
    }
}

/// <summary>An invoice goes by mail with its XML and PDF; once it is sent it stands at Enviada|Aseguradora.</summary>
public sealed class InvoiceMail(DocumentMail document) : IMailSubject
{
    public Task<IReadOnlyList<Download>> FilesAsync(Guid subjectId, CancellationToken ct) => document.FilesAsync(subjectId, ct);

    public async Task SentAsync(HonorarioDb db, Mail mail, DateTime at, CancellationToken ct)
    {
        var invoice = await db.Invoices().SingleAsync(row => row.Id == mail.SubjectId, ct);
        if (invoice.Status is InvoiceStatus.Facturada or InvoiceStatus.RechazadaAseguradora)
            invoice.Move(InvoiceStatus.EnviadaAseguradora);
    }
}
