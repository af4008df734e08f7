using System.Security.Claims;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Web.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Keeps sign-ins in the database, so that one ends when it is ended and not when its cookie is forgotten. The cookie carries the
/// session's id; what it may still do is looked up at every request.
/// </summary>
internal sealed class SessionStore(
    IDatabase database, SessionLimits limits, IHttpContextAccessor requests, IOptions<IdentityOptions> identity, TimeProvider clock) : ITicketStore
{
    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "session";

    /// <summary>The claim that says whence the person comes.</summary>
    public const string AddressClaim = "address";

    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(1);

    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = $"{Guid.NewGuid():N}";
        await RenewAsync(key, ticket);
        return key;
    }

    /// <summary>Only a sign-in comes here: cookies are not prolonged by themselves.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        var user = Guid.Parse(ticket.Principal.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var stamp = ticket.Principal.FindFirstValue(identity.Value.ClaimsIdentity.SecurityStampClaimType) ?? "";
        var (now, bytes) = (clock.GetUtcNow().UtcDateTime, TicketSerializer.Default.Serialize(ticket));
        await using var db = database.Open(Access.Machine());
        var session = await FindAsync(db, key);
        if (session is null)
        {
            session = new Session { Id = Guid.ParseExact(key, "N"), Stamp = stamp, Ticket = bytes, Address = "", Device = "", StartedAt = now };
            db.Add(session);
        }

        if (session.UserId != user)
            (session.UserId, session.StartedAt) = (user, now);
        (session.Stamp, session.Ticket, session.SeenAt, session.Address) = (stamp, bytes, now, requests.HttpContext.ClientText());
        session.Device = Short(requests.HttpContext?.Request.Headers.UserAgent.ToString() ?? "");
        await db.SaveChangesAsync();
    }

    public async Task<AuthenticationTicket?> RetrieveAsync(string key)
    {
        var request = requests.HttpContext;
        if (request?.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || !Guid.TryParseExact(key, "N", out var id))
            return null;
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = database.Open(Access.Machine());
        var found = await db.Live(limits, now).AsNoTracking().Where(row => row.Id == id)
            .Select(row => new { Session = row, Name = db.Users.Where(user => user.Id == row.UserId).Select(user => user.DisplayName).Single() })
            .SingleOrDefaultAsync();
        if (found is not { Session: var session } || TicketSerializer.Default.Deserialize(session.Ticket) is not { } ticket)
            return null;
        var address = request.ClientText();
        if (session.SeenAt < now - SeenEvery)
        {
            await db.Set<Session>().Where(row => row.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now).SetProperty(row => row.Address, address));
        }

        if (ticket.Principal.Identity is ClaimsIdentity identity)
        {
            // A person who was given another name has it at once.
            identity.TryRemoveClaim(identity.FindFirst(ClaimTypes.GivenName));
            identity.AddClaims([new Claim(SessionClaim, $"{id}"), new Claim(AddressClaim, address), new Claim(ClaimTypes.GivenName, found.Name)]);
        }

        return ticket;
    }

    public async Task RemoveAsync(string key)
    {
        await using var db = database.Open(Access.Machine());
        if (await FindAsync(db, key) is not { } session)
            return;
        db.Remove(session);
        await db.SaveChangesAsync();
    }

    private static async Task<Session?> FindAsync(HonorarioDb db, string key) =>
        Guid.TryParseExact(key, "N", out var id) ? await db.Set<Session>().SingleOrDefaultAsync(row => row.Id == id) : null;

    private static string Short(string device) => device.Length > 300 ? device[..300] : device;
}
