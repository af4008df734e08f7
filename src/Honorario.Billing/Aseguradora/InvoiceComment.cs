using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Aseguradora;

/// <summary>What one side says to the other about an invoice; seen by both.</summary>
public sealed class InvoiceComment : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid InvoiceId { get; init; }
    public DateTime At { get; init; }
    public required string Who { get; init; }
    public required string Text { get; init; }
}
