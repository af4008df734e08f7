namespace Honorario.Billing.Cuentas;

/// <summary>An account: a physician's consultorio or a clinic. Owns everything that its people see.</summary>
public sealed class Practice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public DateTime CreatedAt { get; init; }
}
