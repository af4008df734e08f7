using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Aseguradora;

/// <summary>A status change on its way to one webhook.</summary>
public sealed class WebhookDelivery : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid WebhookId { get; init; }
    public Guid ChangeId { get; init; }

    /// <summary>When it was last tried.</summary>
    public DateTime? TriedAt { get; private set; }

    /// <summary>The HTTP status that the last attempt was answered with; null without an answer.</summary>
    public int? Answer { get; private set; }

    /// <summary>Why the last attempt did not go through; null when it did.</summary>
    public string? Reason { get; private set; }

    public DateTime? DeliveredAt { get; private set; }

    public void Tried(WebhookAnswer answer, DateTime at) =>
        (TriedAt, Answer, Reason, DeliveredAt) = (at, answer.StatusCode, answer.Reason, answer.Taken ? at : null);
}
