using System.Linq.Expressions;

namespace Honorario.Billing.Kern;

/// <summary>By which of its columns a list is ordered.</summary>
public readonly record struct Order<T>(T By, bool Descending = false)
    where T : struct, Enum
{
    /// <summary>The rows in the order of a column's value.</summary>
    internal IOrderedQueryable<TRow> Sort<TRow, TKey>(IQueryable<TRow> rows, Expression<Func<TRow, TKey>> value) =>
        Descending ? rows.OrderByDescending(value) : rows.OrderBy(value);
}
