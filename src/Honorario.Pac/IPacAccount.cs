namespace Honorario.Pac;

/// <summary>The contract with the PAC.</summary>
public interface IPacAccount
{
    /// <summary>How many stamps are left; null when they are not counted or the PAC does not say.</summary>
    Task<long?> BalanceAsync(CancellationToken ct);
}
