using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>
/// Texts that are kept to be searched, found by any part of them along an index of their pieces of three letters. PostgreSQL has it on the
/// columns (pg_trgm) and takes it by itself. SQLite has a table of pieces (FTS5) beside each of patients, policies, invoices and payments, kept by
/// triggers: a migration that rebuilds one of these tables makes its triggers anew.
/// </summary>
internal static class TextPieces
{
    private const int Letters = 3;

    /// <summary>Those whose text has each of these parts; when none is longer than two letters, those of which words begin with those of two.</summary>
    public static IQueryable<T> Holding<T>(this IQueryable<T> rows, Expression<Func<T, string>> text, params string[] parts)
    {
        Expression Asks(string method, string value)
        {
            Expression<Func<string>> said = () => value;
            return Expression.Call(text.Body, typeof(string).GetMethod(method, [typeof(string)])!, said.Body);
        }

        foreach (var part in parts)
        {
            var has = Begins(part, parts)
                ? Beginnings(part).Select(one => Asks(nameof(string.Contains), one)).Aggregate(Asks(nameof(string.StartsWith), part), Expression.OrElse)
                : Asks(nameof(string.Contains), part);
            rows = rows.Where(Expression.Lambda<Func<T, bool>>(has, text.Parameters));
        }

        return rows;
    }

    /// <summary>Rows of a table that are asked for these parts already, taken along SQLite's table of pieces.</summary>
    public static IQueryable<T> Along<T>(this IQueryable<T> rows, HonorarioDb db, params string[] parts)
        where T : class
    {
        if (!db.Database.IsSqlite() || string.Join(" AND ", parts.SelectMany(part => Asked(part, parts)).Distinct()) is not { Length: > 0 } asked)
            return rows;
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName();
        var sql = $$"""
            SELECT keys.id AS "Value" FROM {{table}}_pieces AS pieces CROSS JOIN {{table}}_piece_keys AS keys ON keys.number = pieces.rowid
            WHERE {{table}}_pieces MATCH {0}
            """;
        return db.Database.SqlQueryRaw<Guid>(sql, asked).Join(rows, id => id, row => EF.Property<Guid>(row, "Id"), (_, row) => row);
    }

    /// <summary>The way to rows by a text that has these parts.</summary>
    public static Way<T> Way<T>(this IQueryable<T> rows, HonorarioDb db, Expression<Func<T, string>> text, params string[] parts)
        where T : class => new(rows, some => some.Holding(text, parts), rows.Holding(text, parts).Along(db, parts));

    private static bool Begins(string part, string[] parts) => part.Length == Letters - 1 && !Array.Exists(parts, one => one.Length >= Letters);

    /// <summary>A text begins with a blank in the table of pieces.</summary>
    private static IEnumerable<string> Beginnings(string part) => [$" {part}", $"-{part}"];

    private static IEnumerable<string> Asked(string part, string[] parts)
    {
        static string Quoted(string piece) => $"\"{piece.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        if (Begins(part, parts))
            return [$"({string.Join(" OR ", Beginnings(part).Select(Quoted))})"];
        var runes = part.EnumerateRunes().ToArray();
        return Enumerable.Range(0, Math.Max(0, runes.Length - Letters + 1)).Select(at => Quoted(string.Concat(runes[at..(at + Letters)])));
    }
}

/// <summary>How to look for rows by one of their texts.</summary>
/// <param name="All">The rows among which it looks.</param>
/// <param name="Asked">Asks rows for the text.</param>
/// <param name="Along">Those that have it, along the index of pieces where there is one.</param>
internal sealed record Way<T>(IQueryable<T> All, Func<IQueryable<T>, IQueryable<T>> Asked, IQueryable<T> Along)
    where T : class
{
    /// <summary>How often the same row may come along: a patient has several policies.</summary>
    private const int OfOne = 4;

    /// <summary>The ids of all of few rows; of many, those of the first ones in an order.</summary>
    public async Task<List<Guid>> FirstAsync(HonorarioDb db, Func<IQueryable<T>, IOrderedQueryable<T>> order, int most, CancellationToken ct)
    {
        var sqlite = db.Database.IsSqlite();
        var few = sqlite ? 2_000 : 500;
        var ids = await Ids(Along).Take(few + 1).ToListAsync(ct);
        if (ids.Count <= few)
            return ids;
        // SQLite goes through the whole index of the order in little time. PostgreSQL fetches every row that it passes there: it passes the first ones,
        // and sorts all that come along when those it looks for stand together further on.
        var first = await Ids(order(Asked(sqlite ? All : order(All).Take(5_000)))).Take(most).ToListAsync(ct);
        return sqlite || first.Count == most ? first : await Ids(order(Along.Take(int.MaxValue))).Take(most * OfOne).ToListAsync(ct);
    }

    private static IQueryable<Guid> Ids(IQueryable<T> rows) => rows.Select(row => EF.Property<Guid>(row, "Id"));
}
