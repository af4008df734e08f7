namespace Honorario.Billing.Cuentas;

/// <summary>An account: a physician's consultorio or a clinic. Owns everything that its people see.</summary>
public sealed class Practice
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public DateTime CreatedAt { get; init; }

    /// <summary>How many days before the PAC's stamps run out its people were written to last; null when not, or when there are more again.</summary>
    public int? StampsWarnedDays { get; set; }
}
