using Honorario.Billing.Cuentas;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>The invoices that were prepared together for a period; each of them names it and is otherwise an invoice like any other.</summary>
public sealed class InvoiceBatch : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }

    /// <summary>First and last day of the services.</summary>
    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    /// <summary>One invoice a plan of each insurer, not one an insurer.</summary>
    public bool ByPlan { get; init; }

    public DateTime CreatedAt { get; init; }
}
