using Honorario.Billing.Cuentas;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>The invoices that were prepared together for a period; each of them names it and is otherwise an invoice like any other.</summary>
public sealed class InvoiceBatch : IOwned, IOfPerson
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }

    /// <summary>Of the services that its person entered only.</summary>
    public bool OnlyOwn { get; init; }

    public Guid EmisorId { get; init; }

    /// <summary>First and last day of the services.</summary>
    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    /// <summary>One invoice a plan of each insurer, not one an insurer.</summary>
    public bool ByPlan { get; init; }

    /// <summary>Fecha de factura of them all.</summary>
    public DateOnly? IssueDate { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>How many invoices it will have, as far as it is known.</summary>
    public int Planned { get; init; }

    /// <summary>When all its drafts were there; until then they come one by one, whoever looks.</summary>
    public DateTime? PreparedAt { get; set; }

    /// <summary>What kept drafts from being made, a line each, in words for the user.</summary>
    public string? Problem { get; set; }
}
