using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>
/// Asks the PAC each day how many stamps are left, once for all practices, and writes to each practice's people before they run out: 15, 7 and 2 days
/// before at the pace of late, once for each; when there are more again it begins anew.
/// </summary>
public sealed class WatchStamps(
    HonorarioStorage storage, IDatabase database, IPacAccount pac, QueueMail mail, Actor actor, OutboxSignal signal, PlaceClock places, TimeProvider clock)
    : IDailyWork
{
    /// <summary>The pace is that of so many days.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(30);

    /// <summary>An answer is good for all practices of the morning.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(6);

    /// <summary>So many days before the end it is first told.</summary>
    public const int FirstMark = 15;

    /// <summary>Days before the end, the last one first.</summary>
    private static readonly int[] Marks = [2, 7, FirstMark];

    /// <summary>What was read last.</summary>
    /// <returns>Null before the first reading.</returns>
    public async Task<StampBalance?> LastAsync(CancellationToken ct)
    {
        storage.Demand(Right.KeepKeys);
        await using var db = database.Open(Access.Machine());
        return await db.StampBalances().AsNoTracking().SingleOrDefaultAsync(ct);
    }

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        if (await ReadAsync(ct) is not { } balance)
            return false;
        var practice = await db.Practices.SingleAsync(row => row.Id == actor.PracticeId, ct);
        var days = balance.DaysLeft(places.TodayAt(PlaceClock.Centre));
        var mark = days is null ? (int?)null : Marks.Cast<int?>().FirstOrDefault(mark => days <= mark);
        if (mark is null)
            practice.StampsWarnedDays = null;
        else if (!(practice.StampsWarnedDays <= mark)
            && (await mail.AddAsync(db, Notice.About, practice.Id, Words(await Notice.RecipientsAsync(db, actor, ct), balance, days!.Value), ct)).Ok)
            practice.StampsWarnedDays = mark;
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return false;
    }

    /// <returns>Null when the PAC did not say and nothing is known of this morning.</returns>
    private async Task<StampBalance?> ReadAsync(CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var now = clock.GetUtcNow().UtcDateTime;
        var last = await db.StampBalances().SingleOrDefaultAsync(ct);
        if (last is not null && now - last.ReadAt < Fresh)
            return last;
        var said = await pac.BalanceAsync(ct);
        if (said is PacBalance.Unknown)
            return null;
        if (last is null)
            db.StampBalances().Add(last = new StampBalance());
        var since = now - Window;
        var counted = said as PacBalance.Counted;
        (last.Left, last.Expires) = (counted?.Left, counted?.Expires);
        last.ReadAt = now;
        last.Used = await db.SealedCfdis().IgnoreQueryFilters()
            .CountAsync(row => row.State == PacState.Stamped && row.SentAt != null && row.AnsweredAt >= since, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            // Another practice's task read it in this moment.
        }

        return last;
    }

    private static MailForm Words(string recipients, StampBalance balance, int days)
    {
        var when = days == 0 ? "hoy" : days == 1 ? "en un día" : $"en {days} días";
        var ends = balance.Left == 0 ? "Ya no quedan timbres" : $"Los timbres se terminan {when}";
        return new MailForm(
            recipients,
            ends,
            $"""
             Con el PAC quedan {balance.Left:N0} timbres; en los últimos {Window.Days} días se usaron {balance.Used:N0}.{Until(balance)}
             Sin timbres no se puede facturar, cancelar con sustitución ni generar complementos de pago: contrata más con el PAC.
             """);
    }

    private static string Until(StampBalance balance) => balance.Expires is { } last ? $" Los que queden vencen el {last:dd/MM/yyyy}." : "";
}
