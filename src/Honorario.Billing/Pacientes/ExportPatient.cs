using Honorario.Billing.Cuentas;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Honorario.Billing.Copagos;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Pacientes;

/// <summary>"Descargar sus datos": what the practice keeps of one person, as JSON, with the XML of its own invoices, in a ZIP.</summary>
/// <remarks>Source: LFPDPPP, derecho de acceso.</remarks>
public sealed class ExportPatient(HonorarioStorage storage)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <returns>Null when this account has no such patient.</returns>
    public async Task<StreamedFile?> RunAsync(Guid patientId, CancellationToken ct)
    {
        storage.Demand(Right.SeePatients);
        await using var db = storage.Open(Right.Export);
        if (!await db.Patients().AnyAsync(row => row.Id == patientId, ct))
            return null;
        return StreamedFile.OfZip("datos-del-paciente.zip", async (zip, stop) =>
        {
            await zip.AddAsync("paciente.json", await TellAsync(patientId, stop), stop);
            await using var files = storage.Open(Right.Export);
            var documents =
                from document in files.SealedCfdis().AsNoTracking()
                join invoice in files.CopagoInvoices() on document.SubjectId equals invoice.Id
                join ticket in files.Tickets() on invoice.TicketId equals ticket.Id
                where ticket.PatientId == patientId && document.State == PacState.Stamped
                orderby document.SealedAt
                select document;
            await foreach (var document in documents.AsAsyncEnumerable().WithCancellation(stop))
                await zip.AddAsync($"facturas/{DocumentFiles.Name(document)}.xml", document.StampedXml!, stop);
        }) with { About = patientId };
    }

    private async Task<byte[]> TellAsync(Guid patientId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Export);
        var patient = await db.Patients().AsNoTracking().Include(row => row.Policies).SingleAsync(row => row.Id == patientId, ct);
        var insurers = await db.Insurers().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var services = await db.Services().AsNoTracking().Where(row => row.PatientId == patientId).OrderBy(row => row.Date).ThenBy(row => row.Folio)
            .ToListAsync(ct);
        var tickets = await db.Tickets().AsNoTracking().Include(row => row.Payments).Where(row => row.PatientId == patientId).OrderBy(row => row.Number)
            .ToListAsync(ct);
        var mails = await ViewPatient.Mails(db, patientId).OrderBy(mail => mail.CreatedAt)
            .Select(mail => new { mail.CreatedAt, mail.Recipients, mail.Title, mail.SentAt }).ToListAsync(ct);
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                nombre = patient.Name,
                telefono = patient.Phone,
                correo = patient.Email,
                fechaDeNacimiento = patient.BirthDate,
                datosFiscales = patient.Fiscal.Known ? patient.Fiscal : null,
                polizas = patient.Policies.Select(
                    policy => new { aseguradora = insurers.GetValueOrDefault(policy.InsurerId), numero = policy.Number, plan = policy.Plan }),
                servicios = services.Select(service => new
                {
                    folio = service.Folio, fecha = service.Date, hora = service.Time, cpt4 = service.Code, unidades = service.Units,
                        aseguradora = insurers.GetValueOrDefault(service.InsurerId),
                    plan = service.Plan, monto = service.InsurerAmount, copago = service.Copay, realizo = service.PerformedBy,
                        autorizacion = service.Authorization, siniestro = service.Siniestro,
                }),
                tickets = tickets.Select(ticket => new
                {
                    folio = ticket.Folio, fecha = ticket.Day, total = ticket.Total, deshecho = ticket.UndoneAt,
                        formas = ticket.Payments.Select(payment => new { forma = payment.FormaPago, importe = payment.Amount }),
                }),
                correos = mails.Select(mail => new { fecha = mail.CreatedAt, para = mail.Recipients, asunto = mail.Title, enviado = mail.SentAt }),
            },
            Json);
    }
}
