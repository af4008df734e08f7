namespace Honorario.Pac;

/// <summary>The contract with the PAC.</summary>
public interface IPacAccount
{
    /// <summary>How many stamps are left. Never throws for what a network or a PAC can do: that is <see cref="PacBalance.Unknown"/>.</summary>
    Task<PacBalance> BalanceAsync(CancellationToken cancellation);
}

/// <summary>What the PAC says of the stamps that are paid for.</summary>
public abstract record PacBalance
{
    private PacBalance()
    {
    }

    /// <summary>They are counted.</summary>
    /// <param name="Left">How many are left.</param>
    /// <param name="Expires">The last day on which they can be used, where the PAC says it.</param>
    public sealed record Counted(long Left, DateOnly? Expires = null) : PacBalance;

    /// <summary>The account stamps on credit: nothing runs out.</summary>
    public sealed record Unlimited : PacBalance;

    /// <summary>The PAC did not say.</summary>
    /// <param name="Reason">One Spanish sentence.</param>
    public sealed record Unknown(string Reason) : PacBalance;
}
