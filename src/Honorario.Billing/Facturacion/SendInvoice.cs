using Honorario.Billing.Correo;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>"Enviar a correo electrónico": the XML and the PDF of a stamped invoice go to the insurer.</summary>
public sealed class SendInvoice(HonorarioStorage storage, QueueMail queue, OutboxSignal signal)
{
    /// <summary>The message proposed: to whom it went last time, in the words of the practice's template.</summary>
    /// <returns>Null when this account has no such stamped invoice.</returns>
    public async Task<MailForm?> ProposeAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        if (await EditMailTemplate.FactsAsync(db, invoiceId, cancellation) is not { } facts)
            return null;
        var (title, text) = (await EditMailTemplate.LoadAsync(db, cancellation)).Fill(facts);
        return new MailForm(await InsurerRecipients.OfAsync(db, facts.Invoice.InsurerId, cancellation), title, text);
    }

    public async Task<Result<Guid>> RunAsync(Guid invoiceId, MailForm form, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        if (await db.Invoices.AsNoTracking().SingleOrDefaultAsync(row => row.Id == invoiceId, cancellation) is not { } invoice)
            return new Problem("", "La factura no existe en esta cuenta.");
        if (invoice.Uuid is null)
            return new Problem("", $"La factura {invoice.ControlNumber} aún no está timbrada: no hay qué enviar.");
        var queued = await queue.AddAsync(db, InvoiceMail.About, invoice.Id, form, cancellation);
        if (queued.Value is not { } mail)
            return queued.Problems.ToList();

        await InsurerRecipients.RememberAsync(db, invoice.InsurerId, mail.Recipients, cancellation);
        db.Record(invoice.Id, mail.CreatedAt, "Correo en espera", mail.Recipients);
        await db.SaveChangesAsync(cancellation);
        signal.Raise();
        return mail.Id;
    }
}

/// <summary>An invoice goes by mail with its XML and PDF; once it is sent it stands at Enviada|Aseguradora.</summary>
public sealed class InvoiceMail(InvoiceFiles files) : IMailSubject
{
    public const string About = "factura";

    public async Task<IReadOnlyList<Download>> FilesAsync(Guid subjectId, CancellationToken cancellation) =>
        [(await files.XmlAsync(subjectId, cancellation))!, (await files.PdfAsync(subjectId, cancellation))!];

    public async Task SentAsync(HonorarioDb db, Mail mail, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.Invoices.SingleAsync(row => row.Id == mail.SubjectId, cancellation);
        if (invoice.Status is InvoiceStatus.Facturada or InvoiceStatus.RechazadaAseguradora)
            invoice.Move(InvoiceStatus.EnviadaAseguradora);
    }
}
