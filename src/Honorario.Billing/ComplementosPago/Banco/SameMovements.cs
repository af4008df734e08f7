using Honorario.Archivos.Bancos;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>Of a file's deposits of one day and amount, which are kept already.</summary>
/// <param name="Unseen">Those that are not.</param>
/// <param name="Doubtful">Those taken for one that is kept although it says something else: files of two kinds word one movement differently.</param>
internal sealed record SameMovements(IReadOnlyList<Deposit> Unseen, IReadOnlyList<Deposit> Doubtful)
{
    /// <summary>
    /// The surest sign first: the SPEI's clave de rastreo, then the account's balance after it, then the bank's own words. Two that have different claves are
    /// two, whatever else they share.
    /// </summary>
    public static SameMovements Of(IReadOnlyList<Deposit> file, IReadOnlyList<BankMovement> kept)
    {
        var (left, free, doubtful) = (file.ToList(), kept.ToList(), new List<Deposit>());
        void Pair(Func<Deposit, BankMovement, bool> same, List<Deposit>? into = null)
        {
            foreach (var deposit in left.ToList())
            {
                if (free.Find(row => same(deposit, row)) is not { } found)
                    continue;
                free.Remove(found);
                left.Remove(deposit);
                into?.Add(deposit);
            }
        }

        Pair((deposit, row) => deposit.TrackingKey.Length > 0 && deposit.TrackingKey == row.TrackingKey);
        Pair((deposit, row) => MayBe(deposit, row) && SaysTheSame(deposit, row)
            && (deposit.Balance is null || row.Balance is null || deposit.Balance == row.Balance));
        Pair((deposit, row) => MayBe(deposit, row) && deposit.Balance is { } balance && balance == row.Balance);
        Pair(MayBe, doubtful);
        return new SameMovements(left, doubtful);
    }

    private static bool MayBe(Deposit deposit, BankMovement row) => deposit.TrackingKey.Length == 0 || row.TrackingKey.Length == 0
        || deposit.TrackingKey == row.TrackingKey;

    private static bool SaysTheSame(Deposit deposit, BankMovement row) =>
        Cut(deposit.Reference, BankMovement.ReferenceLength) == row.Reference && Cut(deposit.Text, BankMovement.TextLength) == row.Text;

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..most];
}
