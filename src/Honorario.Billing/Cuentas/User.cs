using Microsoft.AspNetCore.Identity;

namespace Honorario.Billing.Cuentas;

/// <summary>A person who signs in: works for one practice or, in the insurer's portal, for one company.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public Guid? PracticeId { get; init; }
    public Guid? CompanyId { get; init; }
    public required string DisplayName { get; set; }
}
