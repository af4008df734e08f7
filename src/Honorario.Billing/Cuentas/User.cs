using Microsoft.AspNetCore.Identity;

namespace Honorario.Billing.Cuentas;

/// <summary>The sets of rights that every practice has; what each lets do says <see cref="Cuentas.Role"/>.</summary>
public enum PracticeRole
{
    /// <summary>Everything: fiscal data and keys, people, mail server, audit log.</summary>
    Administracion,

    /// <summary>Bills, pays in and cancels; links codes, loads services and insurers.</summary>
    Facturacion,

    /// <summary>Charges copays at the desk, and nothing else.</summary>
    Caja,

    /// <summary>Sees, enters and bills the own services.</summary>
    Medico,

    /// <summary>Reads and exports; changes nothing.</summary>
    Contador,
}

/// <summary>A person who signs in: works for one practice or, in the insurer's portal, for one company.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public Guid? PracticeId { get; init; }

    /// <summary>What the person may do in the practice; means nothing in the portal.</summary>
    public PracticeRole Role { get; set; }

    /// <summary>The practice's own set of rights that counts instead.</summary>
    public Guid? RoleSetId { get; set; }

    public Guid? CompanyId { get; init; }
    public required string DisplayName { get; set; }
}
