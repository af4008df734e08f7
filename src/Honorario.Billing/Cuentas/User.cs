using Microsoft.AspNetCore.Identity;

namespace Honorario.Billing.Cuentas;

/// <summary>A person who signs in; belongs to one practice.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public Guid PracticeId { get; init; }
    public required string DisplayName { get; set; }
}
