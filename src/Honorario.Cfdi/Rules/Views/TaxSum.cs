namespace Honorario.Cfdi.Rules.Views;

/// <summary>Taxes of one kind, summed as written.</summary>
/// <param name="Base">Sum of their bases.</param>
/// <param name="Importe">Sum of their amounts.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct TaxSum(decimal Base, decimal Importe, int Count)
{
    /// <summary>Sums taxes by a key.</summary>
    /// <param name="taxes">The taxes.</param>
    /// <param name="key">What is summed together.</param>
    /// <param name="rate">What an amount is divided by; 1 when null.</param>
    public static Dictionary<TKey, TaxSum> By<TKey>(IEnumerable<TaxView> taxes, Func<TaxView, TKey> key, Func<TaxView, decimal>? rate = null)
        where TKey : notnull
    {
        var sums = new Dictionary<TKey, TaxSum>();
        foreach (var tax in taxes)
        {
            var sum = sums.GetValueOrDefault(key(tax));
            var divisor = rate?.Invoke(tax) ?? 1;
            sums[key(tax)] = new TaxSum(sum.Base + (tax.Base.OrZero / divisor), sum.Importe + (tax.Importe.OrZero / divisor), sum.Count + 1);
        }

        return sums;
    }
}
