using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Integraciones;

/// <summary>Where a practice's own system wants to hear of what happens, and the secret that signs what it is told.</summary>
public sealed class PracticeHook : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Address { get; init; }

    /// <summary>Encrypted: <c>whsec_</c> and the key in base 64, as UTF-8.</summary>
    public required byte[] Secret { get; set; }

    public DateTime CreatedAt { get; init; }
}

/// <summary>What happened, as webhooks are told it and <c>GET /api/v1/events</c> lists it.</summary>
public sealed class PracticeEvent : IOwned
{
    /// <summary>The kind of the outbox message about it.</summary>
    public const string ToTell = "evento";

    /// <summary>For how long it is listed and can be told again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The invoice, payment, ticket… that it happened to.</summary>
    public Guid SubjectId { get; init; }

    public DateTime At { get; init; }
}

/// <summary>What practices are told of: resource and what happened to it.</summary>
public static class EventTypes
{
    public const string InvoiceStatus = "invoice.status_changed";
    public const string Stamped = "document.stamped";
    public const string Refused = "document.refused";
    public const string Payment = "payment.registered";
    public const string PaymentUndone = "payment.undone";
    public const string Complement = "complement.status_changed";
    public const string Ticket = "ticket.charged";
    public const string TicketUndone = "ticket.undone";
    public const string Cancellation = "cancellation.status_changed";
    public const string Imported = "services.imported";

    public static IReadOnlyList<string> All { get; } =
        [InvoiceStatus, Stamped, Refused, Payment, PaymentUndone, Complement, Ticket, TicketUndone, Cancellation, Imported];

    /// <summary>Where the API shows what an event is about.</summary>
    public static string Path(string type, Guid subjectId) => type switch
    {
        InvoiceStatus => $"/api/v1/invoices/{subjectId}",
        Payment or PaymentUndone or Complement => $"/api/v1/payments/{subjectId}",
        Ticket or TicketUndone => $"/api/v1/tickets/{subjectId}",
        Imported => "/api/v1/services",
        _ => $"/api/v1/documents/{subjectId}",
    };
}

/// <summary>An event on its way to one webhook.</summary>
public sealed class HookDelivery : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid HookId { get; init; }
    public Guid EventId { get; init; }
    public PracticeEvent Event { get; private set; } = null!;

    /// <summary>When it was last tried.</summary>
    public DateTime? TriedAt { get; private set; }

    /// <summary>The HTTP status that the last attempt was answered with; null without an answer.</summary>
    public int? Answer { get; private set; }

    /// <summary>Why the last attempt did not go through; null when it did.</summary>
    public string? Reason { get; private set; }

    public DateTime? DeliveredAt { get; private set; }

    public void Tried(WebhookAnswer answer, DateTime at) =>
        (TriedAt, Answer, Reason, DeliveredAt) = (at, answer.StatusCode, answer.Reason, answer.Taken ? at : DeliveredAt);
}
