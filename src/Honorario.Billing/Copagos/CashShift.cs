using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Copagos;

/// <summary>
/// What one person charges between two cuts. Every charge changes its <see cref="Version"/>, so that a cut counts every charge
/// before it and none after. Of a person's shifts one is open.
/// </summary>
public sealed class CashShift : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    /// <summary>Whose drawer it is; null only for cuts of before people were told apart whose cashier is nobody of one name.</summary>
    public Guid? CashierId { get; init; }

    /// <summary>The name that the cashier had then.</summary>
    public required string Cashier { get; init; }
    public DateTime OpenedAt { get; init; }

    /// <summary>Fondo de caja: cash that was in the drawer before the first charge, in pesos.</summary>
    public decimal OpeningFloat { get; set; }

    public DateTime? ClosedAt { get; private set; }
    public List<CashCount> Counts { get; } = [];
    public int Version { get; set; }

    /// <summary>It goes on where it was: what was counted is forgotten here and stays in the audit log.</summary>
    public void Reopen()
    {
        ClosedAt = null;
        Counts.Clear();
    }

    public void Close(DateTime at, IEnumerable<CashCount> counts)
    {
        ClosedAt = at;
        Counts.AddRange(counts);
    }
}

/// <summary>What a cut found in one form of payment, in pesos.</summary>
public sealed class CashCount : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid ShiftId { get; init; }
    public required string FormaPago { get; init; }
    public decimal Expected { get; init; }
    public decimal Counted { get; init; }
    public decimal Difference => Counted - Expected;
}
