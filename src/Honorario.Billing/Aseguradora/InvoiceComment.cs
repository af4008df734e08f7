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

/// <summary>A status change on its way to one webhook.</summary>
public sealed class WebhookDelivery : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid WebhookId { get; init; }
    public Guid ChangeId { get; init; }
    public DateTime? DeliveredAt { get; set; }

    /// <summary>What came of the last attempt that did not go through.</summary>
    public string? Reason { get; set; }
}
