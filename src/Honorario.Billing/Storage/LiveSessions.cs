using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Storage;

/// <summary>Which sessions still count; asked at every request and, for open screens, every few seconds.</summary>
public static class LiveSessions
{
    /// <summary>
    /// Those within their limits whose person may still enter and has since changed neither password, rights nor second step
    /// (each gives the person another security stamp).
    /// </summary>
    public static IQueryable<Session> Live(this HonorarioDb db, SessionLimits limits, DateTime now)
    {
        var (started, seen) = (now - limits.Absolute, now - limits.Idle);
        return from session in db.Set<Session>()
               join user in db.Users on session.UserId equals user.Id
               where session.Stamp == user.SecurityStamp && user.LockoutEnd != DateTimeOffset.MaxValue
               where session.StartedAt > started && session.SeenAt > seen
               select session;
    }
}
