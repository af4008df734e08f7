using System.Globalization;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>Complements that must be stamped soon or should have been.</summary>
/// <param name="Late">Payments whose last day has passed.</param>
/// <param name="Soon">Payments whose last day is near.</param>
/// <param name="LastDay">The nearest last day that has not passed; null when there is none.</param>
public sealed record Pressing(int Late, int Soon, DateOnly? LastDay)
{
    public bool Any => Late + Soon > 0;
}

/// <summary>Each morning writes to the practice's people when complements must be stamped soon or are late; a day with nothing due sends nothing.</summary>
/// <remarks>RMF 2.7.1.32: by the fifth calendar day of the month after the payment.</remarks>
public sealed class RemindComplementos(HonorarioStorage storage, ViewPayments views, ListPayments list, QueueMail queue, PublicAddress address, Actor actor,
    TimeProvider clock, PlaceClock places, OutboxSignal signal) : IDailyWork
{
    private const string Subject = "Complementos de pago";
    private const int MostListed = 20;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var pressing = await views.PressingAsync(ct);
        if (!pressing.Any)
            return false;
        await using var db = storage.Open(Right.RunJobs);
        var began = clock.GetUtcNow().UtcDateTime - places.NowAt(PlaceClock.Centre).TimeOfDay;
        if (await db.Mails().AnyAsync(row => row.About == Notice.About && row.CreatedAt >= began && row.Title.StartsWith(Subject), ct))
            return false;
        var found = await list.RunAsync(new PaymentFilter(Standing: PaymentStanding.PorTimbrar), ct);
        var due = found.Page.Rows.Where(row => found.DaysLeft(row) <= ViewPayments.NearDays).Take(MostListed).ToList();
        var form = new MailForm(await Notice.RecipientsAsync(db, actor, ct), Title(pressing), Text(due, found.Today, pressing));
        var queued = await queue.AddAsync(db, Notice.About, actor.PracticeId, form, ct);
        if (!queued.Ok)
            return false;
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return false;
    }

    private static string Title(Pressing pressing) => pressing switch
    {
        { Late: > 0, Soon: > 0 } => $"{Subject}: {pressing.Late} vencidos y {pressing.Soon} por vencer",
        { Late: > 0 } => $"{Subject}: {pressing.Late} vencidos",
        _ => $"{Subject}: {pressing.Soon} por timbrar a más tardar el {pressing.LastDay:dd/MM/yyyy}",
    };

    private string Text(List<PaymentRow> due, DateOnly today, Pressing pressing)
    {
        var rows = due.Select(row => $"- {row.Insurer}, {row.PaidOn:dd/MM/yyyy}, {row.Amount.ToString("C2", CultureInfo.GetCultureInfo("es-MX"))}: "
            + (row.ComplementDue < today ? $"venció el {row.ComplementDue:dd/MM/yyyy}" : $"a más tardar el {row.ComplementDue:dd/MM/yyyy}"));
        var more = pressing.Late + pressing.Soon - due.Count;
        return $"""
            Buen día:

            Estos pagos aún no tienen su complemento timbrado:

            {string.Join('\n', rows)}{(more > 0 ? $"\ny {more} más." : "")}

            Se generan en Finanzas → Complementos de pago:
            {new Uri(address.Root, "finanzas/pagos")}
            """;
    }
}
