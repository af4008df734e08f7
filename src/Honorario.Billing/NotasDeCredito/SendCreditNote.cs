using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>"Enviar a correo electrónico": the XML and the PDF of a stamped credit note go to whom the insurer's invoices go.</summary>
public sealed class SendCreditNote(HonorarioStorage storage, MailToInsurer mail)
{
    /// <summary>The name of its <see cref="IMailSubject"/>.</summary>
    public const string About = "nota-de-credito";

    /// <returns>The message proposed; null when this account has no such stamped note.</returns>
    public async Task<MailForm?> ProposeAsync(Guid noteId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var note = await db.CreditNotes().AsNoTracking().Include(row => row.Invoice).ThenInclude(invoice => invoice.Emisor)
            .SingleOrDefaultAsync(row => row.Id == noteId && row.Uuid != null, ct);
        if (note is null)
            return null;
        var what = $"la nota de crédito {note.Serie}{note.Folio} por {Pesos.Text(note.Total)}";
        return new MailForm(
            await InsurerRecipients.OfAsync(db, note.Invoice.InsurerId, ct),
            $"Nota de crédito {note.Serie}{note.Folio} de la factura {note.Invoice.ControlNumber}",
            $"""
            Buen día:

            Adjunto {what}, de la factura {note.Invoice.ControlNumber}, en XML y PDF.
            Folio fiscal: {note.Uuid}
            Motivo: {note.Reason}

            Saludos,
            {note.Invoice.Emisor.Nombre}
            """);
    }

    public async Task<Result<Guid>> RunAsync(Guid noteId, MailForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        if (await db.CreditNotes().AsNoTracking().Include(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == noteId && row.Uuid != null, ct) is not { } note)
            return new Problem("", "No hay una nota de crédito timbrada que enviar.");
        return await mail.RunAsync(db, About, note.Id, note.Invoice.InsurerId, form, ct);
    }
}
