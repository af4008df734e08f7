using System.Globalization;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>"Enviar complemento a correo electrónico": the XML and the PDF of a stamped complement go to the insurer.</summary>
public sealed class SendComplemento(HonorarioStorage storage, MailToInsurer mail)
{
    /// <summary>The name of its <see cref="IMailSubject"/>.</summary>
    public const string About = "complemento";

    /// <summary>The message proposed: to whom the insurer's mail went last time, in words that may be changed.</summary>
    /// <returns>Null when this account has no such stamped complement.</returns>
    public async Task<MailForm?> ProposeAsync(Guid complementoId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var complemento = await db.Complementos().AsNoTracking().Include(row => row.Payment).ThenInclude(row => row.Applications)
            .ThenInclude(row => row.Invoice)
            .SingleOrDefaultAsync(row => row.Id == complementoId && row.Uuid != null, ct);
        if (complemento is null)
            return null;
        var payment = complemento.Payment;
        var emisor = await db.Emisores().AsNoTracking().SingleAsync(row => row.Id == complemento.EmisorId, ct);
        var invoices = string.Join(", ", payment.Applications.Select(row => row.Invoice.ControlNumber).Order(StringComparer.Ordinal));
        var amount = payment.Amount.ToString("C2", CultureInfo.GetCultureInfo("es-MX"));
        return new MailForm(
            await InsurerRecipients.OfAsync(db, payment.InsurerId, ct),
            $"Complemento de pago {complemento.Serie}{complemento.Folio} de {emisor.Nombre}",
            $"""
            Buen día:

            Adjunto el complemento del pago de {amount} del {payment.PaidOn:dd/MM/yyyy}, en XML y PDF.
            {(payment.Applications.Count == 1 ? "Factura" : "Facturas")}: {invoices}
            Folio fiscal: {complemento.Uuid}

            Saludos,
            {emisor.Nombre}
            """);
    }

    public async Task<Result<Guid>> RunAsync(Guid complementoId, MailForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        if (await db.Complementos().AsNoTracking().Include(row => row.Payment).SingleOrDefaultAsync(row => row.Id == complementoId, ct) is not { } complemento)
            return new Problem("", "El complemento no existe en esta cuenta.");
        if (complemento.Uuid is null)
            return new Problem("", $"El complemento {complemento.Serie}{complemento.Folio} aún no está timbrado: no hay qué enviar.");
        return await mail.RunAsync(db, About, complemento.Id, complemento.Payment.InsurerId, form, ct);
    }
}
