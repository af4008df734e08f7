using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Tareas;

/// <summary>One <see cref="IDailyWork"/> of one day, planned once however many processes plan it.</summary>
public sealed class DailyTask : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>The day in the centre of Mexico.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The name of the class that does it.</summary>
    public required string Work { get; init; }

    public DateTime? DoneAt { get; set; }
}
