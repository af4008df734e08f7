using System.Buffers.Text;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;

namespace Honorario.Billing.Storage;

/// <summary>
/// A page of a list at its <see cref="Place"/>. A cursor is the values that the list is ordered by, at the last row of the page: what enters or leaves
/// meanwhile moves no row into two pages, and out of none.
/// </summary>
internal static class Windows
{
    private static readonly MethodInfo Compare = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;

    /// <param name="listed">The whole list: ordered, with a last order that tells all rows apart, and then at most shown by one Select.</param>
    /// <param name="place">Where.</param>
    /// <param name="size">How many rows a page has.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The rows, and the cursor of the page after them; null for the last page and where pages have numbers.</returns>
    /// <exception cref="CursorException">The cursor is of another list.</exception>
    public static async Task<(List<TRow> Rows, string? Next)> AtAsync<TRow>(
        this IQueryable<TRow> listed, Place place, int size, CancellationToken ct)
    {
        if (!place.GoesOn)
            return (await listed.Skip(place.Number * size).Take(size).ToListAsync(ct), null);
        var show = listed.Expression is MethodCallExpression { Method.Name: nameof(Queryable.Select) } select ? select : null;
        var list = new Ordered(show?.Arguments[0] ?? listed.Expression);
        Expression rest = place.Cursor is { } cursor ? list.After(list.Read(cursor)) : list.Source;
        var ends = await listed.Provider.CreateQuery<Keys>(list.KeysOf(rest, size - 1)).ToListAsync(ct);
        var last = ends.Count == 2 ? list.Values(ends[0]) : null;
        Expression window = last is null ? rest : list.UpTo(rest, last);
        var rows = show is null ? window : show.Update(null, [window, show.Arguments[1]]);
        return (await listed.Provider.CreateQuery<TRow>(rows).ToListAsync(ct), last is null ? null : Ordered.Write(last));
    }

    /// <summary>What a list is ordered by.</summary>
    private sealed class Ordered
    {
        private readonly ParameterExpression _row;
        private readonly List<(Expression Value, bool Descending)> _keys = [];

        public Ordered(Expression source)
        {
            Source = source;
            _row = Expression.Parameter(source.Type.GetGenericArguments()[0], "row");
            for (var at = source; at is MethodCallExpression { Arguments.Count: 2 } call && call.Method.DeclaringType == typeof(Queryable)
                && call.Method.Name.Contains("By", StringComparison.Ordinal) && call.Method.Name != nameof(Queryable.GroupBy); at = call.Arguments[0])
            {
                var by = (LambdaExpression)((UnaryExpression)call.Arguments[1]).Operand;
                _keys.Insert(0, (
                    ReplacingExpressionVisitor.Replace(by.Parameters[0], _row, by.Body),
                    call.Method.Name.EndsWith("Descending", StringComparison.Ordinal)));
                if (call.Method.Name.StartsWith("OrderBy", StringComparison.Ordinal))
                    break;
            }

            if (_keys.Count == 0)
                throw new InvalidOperationException("A list is ordered before its pages are taken.");
        }

        public Expression Source { get; }

        public MethodCallExpression After(object?[] values) => Where(Source, Behind(values));

        public MethodCallExpression UpTo(Expression rest, object?[] values) => Where(rest, Expression.Not(Behind(values)));

        /// <summary>The keys of the row at an index, and of the one after it.</summary>
        public MethodCallExpression KeysOf(Expression rest, int index)
        {
            var shown = Expression.MemberInit(Expression.New(typeof(Keys)), _keys.Select((key, at) => Expression.Bind(
                typeof(Keys).GetProperty(Keys.Names[at])!, Expression.Convert(key.Value, typeof(object)))));
            var two = Call(nameof(Queryable.Take), [_row.Type], Call(nameof(Queryable.Skip), [_row.Type], rest, Expression.Constant(index)),
                Expression.Constant(2));
            return Call(nameof(Queryable.Select), [_row.Type, typeof(Keys)], two, Expression.Quote(Expression.Lambda(shown, _row)));
        }

        public object?[] Values(Keys of) => [.. _keys.Select((_, at) => typeof(Keys).GetProperty(Keys.Names[at])!.GetValue(of))];

        public static string Write(object?[] values) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(values));

        public object?[] Read(string cursor)
        {
            try
            {
                var values = JsonSerializer.Deserialize<JsonElement[]>(Base64Url.DecodeFromChars(cursor)) ?? [];
                return values.Length == _keys.Count ? [.. values.Select((value, at) => value.Deserialize(_keys[at].Value.Type))]
                    : throw new CursorException();
            }
            catch (Exception unreadable) when (unreadable is FormatException or JsonException)
            {
                throw new CursorException(unreadable);
            }
        }

        /// <summary>Whether a row comes after these values: at the first key in which it differs from them it is further on.</summary>
        private Expression Behind(object?[] values)
        {
            Expression? any = null;
            for (var at = _keys.Count - 1; at >= 0; at--)
            {
                var (value, descending) = _keys[at];
                var mark = Parameter(value.Type, values[at]);
                var further = value.Type == typeof(string)
                    ? Further(Expression.Call(Compare, value, mark), Expression.Constant(0), descending) : Further(value, mark, descending);
                any = any is null ? further : Expression.OrElse(further, Expression.AndAlso(Expression.Equal(value, mark), any));
            }

            return any!;
        }

        private MethodCallExpression Where(Expression source, Expression holds) =>
            Call(nameof(Queryable.Where), [_row.Type], source, Expression.Quote(Expression.Lambda(holds, _row)));

        private static BinaryExpression Further(Expression value, Expression mark, bool descending) =>
            descending ? Expression.LessThan(value, mark) : Expression.GreaterThan(value, mark);

        /// <summary>As a captured variable, which the database is given as a parameter.</summary>
        private static MemberExpression Parameter(Type type, object? value)
        {
            var box = Activator.CreateInstance(typeof(System.Runtime.CompilerServices.StrongBox<>).MakeGenericType(type), value)!;
            return Expression.Field(Expression.Constant(box), "Value");
        }

        private static MethodCallExpression Call(string method, Type[] types, params Expression[] arguments) =>
            Expression.Call(typeof(Queryable), method, types, arguments);
    }

    /// <summary>The values of as many keys as a list is ordered by.</summary>
    private sealed class Keys
    {
        public static readonly string[] Names = [nameof(A), nameof(B), nameof(C), nameof(D), nameof(E), nameof(F), nameof(G), nameof(H)];

        public object? A { get; init; }
        public object? B { get; init; }
        public object? C { get; init; }
        public object? D { get; init; }
        public object? E { get; init; }
        public object? F { get; init; }
        public object? G { get; init; }
        public object? H { get; init; }
    }
}
