using System.Security.Claims;

namespace Honorario.Web.Cuentas;

/// <summary>Why an open screen may do nothing more.</summary>
public enum WhyEnded
{
    /// <summary>The session was ended: signed out elsewhere, closed, unused for too long, or password, rights or second step changed.</summary>
    Session,

    /// <summary>The same person opened too many others.</summary>
    TooMany,
}

/// <summary>Whose session an open screen works by, and whether it still may.</summary>
internal sealed class CircuitSession
{
    public Guid SessionId { get; private set; }
    public Guid UserId { get; private set; }
    public WhyEnded? Ended { get; private set; }

    /// <summary>Without a connection just now.</summary>
    public bool Away { get; set; }

    public event Action? Changed;

    public void Begin(ClaimsPrincipal user)
    {
        if (Guid.TryParse(user.FindFirstValue(SessionStore.SessionClaim), out var session)
            && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var person))
            (SessionId, UserId) = (session, person);
    }

    public void End(WhyEnded why)
    {
        Ended ??= why;
        Changed?.Invoke();
    }
}
