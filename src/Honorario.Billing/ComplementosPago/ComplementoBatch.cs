using Honorario.Billing.Cuentas;

namespace Honorario.Billing.ComplementosPago;

/// <summary>"Generar complementos del mes": the payments of a month that are documented one after the other, by the outbox.</summary>
public sealed class ComplementoBatch : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>Its first day.</summary>
    public DateOnly Month { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>When each had its complement sealed or its problem told; a month has one batch under way at most.</summary>
    public DateTime? FinishedAt { get; set; }

    public List<ComplementoBatchItem> Items { get; } = [];
}

/// <summary>One payment of a batch.</summary>
public sealed class ComplementoBatchItem : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid BatchId { get; init; }
    public Guid PaymentId { get; init; }

    /// <summary>From 1, oldest payment first.</summary>
    public int Position { get; init; }

    /// <summary>What was seen of it when all were asked for, a <see cref="Timbrado.Seen"/>; "" when it could not be composed then.</summary>
    public string Seen { get; init; } = "";

    public Guid? ComplementoId { get; set; }

    /// <summary>Why there is none, in words for the user.</summary>
    public string? Problem { get; set; }
}
