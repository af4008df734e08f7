using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Bancos;

/// <summary>Money that a statement says arrived.</summary>
/// <param name="Row">Its row in the file, from 1.</param>
/// <param name="Date">The day that the bank gives it.</param>
/// <param name="Time">Null when the bank does not say.</param>
/// <param name="Amount">In pesos, more than zero.</param>
/// <param name="Reference">The bank's or the payer's number; "" for none.</param>
/// <param name="TrackingKey">The SPEI's clave de rastreo; "" when it is not said.</param>
/// <param name="Payer">Who sent it, as the bank writes; "" when it is not said.</param>
/// <param name="Text">What the bank says about it, whole.</param>
/// <param name="Balance">The account's after it; null when it is not said.</param>
public sealed record Deposit(int Row, DateOnly Date, TimeOnly? Time, decimal Amount, string Reference, string TrackingKey, string Payer, string Text,
    decimal? Balance);

/// <summary>What a bank says of one account.</summary>
/// <param name="Accounts">Numbers or CLABEs that the file gives itself; none when it gives none.</param>
/// <param name="Currency">ISO 4217; "" when it is not said.</param>
/// <param name="Deposits">What arrived, in the file's order.</param>
/// <param name="Debits">How many movements took money away; they are not looked at.</param>
/// <param name="Bad">Each row that could not be read, and why.</param>
/// <param name="Aside">Rows that are no movement: totals, opening balances, footers.</param>
/// <param name="Notes">What is to be known of the whole: a balance that does not follow, rows that may be missing.</param>
public sealed record Statement(
    IReadOnlyList<string> Accounts, string Currency, IReadOnlyList<Deposit> Deposits, int Debits, IReadOnlyList<RowFinding> Bad,
    IReadOnlyList<RowFinding> Aside, IReadOnlyList<string> Notes)
{
    public const string Pesos = "MXN";

    /// <summary>It is of pesos, or does not say of what.</summary>
    public bool IsOfPesos => Currency.Length == 0 || Currency == Pesos;

    /// <summary>It names its account in full, and that is not the CLABE's.</summary>
    public bool IsOfAnother(string clabe) => IsUnknown(Accounts, clabe) && Accounts.Any(IsInFull);

    /// <summary>Accounts are named and none of them is the CLABE's.</summary>
    internal static bool IsUnknown(IReadOnlyCollection<string> accounts, string clabe) =>
        accounts.Count > 0 && !accounts.Any(account => IsOf(account, clabe));

    /// <summary>Fewer digits are a part of the number, as banks print it where the rest is hidden.</summary>
    internal static bool IsInFull(string account) => account.Count(char.IsAsciiDigit) >= 10;

    /// <summary>Whether a file's account is a CLABE's: the CLABE itself, or the number within it, however many zeros stand before.</summary>
    public static bool IsOf(string account, string clabe)
    {
        var digits = new string([.. account.Where(char.IsAsciiDigit)]).TrimStart('0');
        return digits.Length >= 6 && (clabe == digits.PadLeft(18, '0') || clabe[6..].TrimStart('0').Contains(digits, StringComparison.Ordinal)
            || (digits.Length > 11 && clabe.TrimStart('0').EndsWith(digits, StringComparison.Ordinal)));
    }
}
