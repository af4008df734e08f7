using Microsoft.AspNetCore.Identity;

namespace Honorario.Billing.Cuentas;

/// <summary>What a person of a practice may do; each may also do what those after it may.</summary>
public enum PracticeRole
{
    /// <summary>Everything: fiscal data and keys, people, mail server, audit log.</summary>
    Administracion,

    /// <summary>Bills, pays in and cancels; links codes, loads services and insurers.</summary>
    Facturacion,

    /// <summary>Charges copays at the desk, and nothing else.</summary>
    Caja,
}

/// <summary>A person who signs in: works for one practice or, in the insurer's portal, for one company.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public Guid? PracticeId { get; init; }

    /// <summary>What the person may do in the practice; means nothing in the portal.</summary>
    public PracticeRole Role { get; set; }

    public Guid? CompanyId { get; init; }
    public required string DisplayName { get; set; }
}
