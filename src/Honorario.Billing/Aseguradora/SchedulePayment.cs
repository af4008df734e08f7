using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>"Programar pago": the insurer says on which day it will pay an accepted invoice, and the practice reads it.</summary>
public sealed class SchedulePayment(PortalInvoices room, PlaceClock places, TimeProvider clock)
{
    /// <summary>The field that a problem with the day is told at.</summary>
    public const string Day = "ScheduledOn";

    private const int MostDays = 366;

    /// <returns>The invoice's status, or what to mend; null when the company has no such invoice.</returns>
    public async Task<Result<InvoiceStatus>?> RunAsync(string uuid, DateOnly? day, CancellationToken ct)
    {
        if (await room.FindAsync(uuid, ct) is not { } found)
            return null;
        if (PaymentCheck.OfCompany(found.Company) is { } obstacle)
            return obstacle;
        var today = places.TodayAt(found.Invoice.Emisor.CodigoPostal);
        if (day is not { } chosen || chosen < today || chosen > today.AddDays(MostDays))
            return new Problem(Day, "Escribe el día en que se pagará: de hoy en adelante y a un año a lo más.");
        return await Races.RetryAsync(() => SaveAsync(found, chosen, ct));
    }

    private async Task<Result<InvoiceStatus>> SaveAsync(PortalInvoice found, DateOnly day, CancellationToken ct)
    {
        await using var db = room.Open(found, Right.PayReceived);
        var invoice = await db.Invoices().SingleAsync(row => row.Id == found.Invoice.Id, ct);
        if (PaymentCheck.OfStatus(invoice) is { } obstacle)
            return obstacle;
        if (invoice.PayOn == day)
            return invoice.Status;
        invoice.PayOn = day;
        db.Record(invoice.Id, clock.GetUtcNow().UtcDateTime, "Pago programado", day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await db.SaveChangesAsync(ct);
        return invoice.Status;
    }
}
