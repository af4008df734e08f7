using System.Globalization;

namespace Honorario.Archivos.Bancos;

/// <summary>A movement with the balance that the bank gives after it, where it gives one.</summary>
internal readonly record struct Link(int Row, decimal Signed, decimal? Balance);

/// <summary>Whether each balance follows from the one before it, from the first to the last or the other way round.</summary>
internal static class Chain
{
    private const int Told = 3;
    private static readonly CultureInfo Mexico = CultureInfo.GetCultureInfo("es-MX");

    /// <summary>What does not follow; nothing when the column is no running balance at all.</summary>
    public static List<string> Check(IReadOnlyList<Link> links)
    {
        if (links.Count(link => link.Balance is not null) < 3)
            return [];
        var (down, up) = (Breaks(links, newestFirst: false), Breaks(links, newestFirst: true));
        var breaks = down.Count <= up.Count ? down : up;
        return breaks.Count == 0 || breaks.Count * 3 > links.Count
            ? []
            : [.. breaks.Take(Told)
                .Select(one => $"El saldo de la fila {one.After} no sigue del de la fila {one.Before}: puede faltar un movimiento entre las dos.")];
    }

    public static string Mismatch(decimal opening, decimal moved, decimal closing) => string.Create(
        Mexico, $"El saldo no cuadra: {opening:C2} iniciales y {moved:C2} de movimientos dan {opening + moved:C2}, ")
        + string.Create(Mexico, $"y el archivo dice {closing:C2}. Puede faltar un movimiento.");

    private static List<(int Before, int After)> Breaks(IReadOnlyList<Link> links, bool newestFirst)
    {
        var breaks = new List<(int, int)>();
        Link? before = null;
        var moved = 0m;
        foreach (var link in links)
        {
            // What moved between two balances: of the newest first, the upper row's own is among it and the lower's is not.
            moved += newestFirst ? 0 : link.Signed;
            if (link.Balance is { } balance)
            {
                if (before is { Balance: { } other } && (newestFirst ? balance + moved != other : other + moved != balance))
                    breaks.Add((before.Value.Row, link.Row));
                (before, moved) = (link, 0);
            }

            moved += newestFirst ? link.Signed : 0;
        }

        return breaks;
    }
}
