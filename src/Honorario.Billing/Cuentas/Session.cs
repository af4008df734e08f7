namespace Honorario.Billing.Cuentas;

/// <summary>One person signed in with one browser. The cookie names it; without the row the cookie, copied or not, is worth nothing.</summary>
public sealed class Session
{
    public Guid Id { get; init; }
    public Guid UserId { get; set; }

    /// <summary>The person's security stamp when the password was given: another one ends the session.</summary>
    public required string Stamp { get; set; }

    /// <summary>The sign-in as ASP.NET Core writes it.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>In UTC.</summary>
    public DateTime StartedAt { get; set; }

    /// <summary>When the browser was last used, to the minute; in UTC.</summary>
    public DateTime SeenAt { get; set; }

    /// <summary>Whence it was last used.</summary>
    public required string Address { get; set; }

    /// <summary>What the browser calls itself.</summary>
    public required string Device { get; set; }
}
