using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Archivos.Paginas;

namespace Honorario.Archivos.Constancias;

/// <summary>The table "Regímenes": a name, which may take several lines, Fecha Inicio and Fecha Fin.</summary>
internal static partial class RegimeTable
{
    /// <summary>A date this near to its heading stands under it, in points.</summary>
    private const double ColumnWidth = 40;

    public static List<ConstanciaRegime> Read(IReadOnlyList<Line> lines)
    {
        var (start, end) = Columns(lines);
        var rows = lines.Where(line => !IsHeader(line)).ToList();
        var dated = rows.SelectMany(line => line.Placed.Where(word => Day(word.Text) is not null)
            .Select(word => (word.Left, Day: Day(word.Text)!.Value, line.Y))).ToList();
        var heights = dated.Select(one => one.Y).Distinct().ToList();
        var named = rows.Select(Undated).OfType<Line>().ToList();
        var goingOn = named.Skip(1).Where((_, at) => StaysOpen(named[at].Text)).ToHashSet();
        var blocks = Split(Block.Of(
            named,
            line => heights.Exists(height => Math.Abs(height - line.Y) < 2.5) && Begins(line.Text) && !goingOn.Contains(line)));
        if (blocks.Count == 0)
            return [];
        var days = dated.GroupBy(one => blocks.MinBy(block => Distance(block, one.Y))!).ToDictionary(group => group.Key, group => group
            .OrderBy(one => one.Left).ToList());
        var regimes = new List<ConstanciaRegime>();
        foreach (var block in blocks)
        {
            var own = days.GetValueOrDefault(block, []);
            var (from, to) = own.Count switch
            {
                0 => ((DateOnly?)null, (DateOnly?)null),
                1 when IsEnd(own[0].Left, start, end) => (null, own[0].Day),
                1 => (own[0].Day, null),
                _ => (own[0].Day, own[^1].Day),
            };
            regimes.Add(new ConstanciaRegime(RegimeNames.CodeOf(block.Text), block.Text, from, to));
        }

        return [.. regimes.Where(regime => regime.Code.Length > 0 || regime.From is not null || regime.To is not null)];
    }

    /// <summary>Whether a row's only date stands under Fecha Fin.</summary>
    private static bool IsEnd(double left, double? start, double? end) => end is { } last
        && Math.Abs(left - last) < Math.Min(ColumnWidth, Math.Abs(left - (start ?? double.MinValue)));

    private static Line? Undated(Line line)
    {
        var words = line.Placed.Where(word => Day(word.Text) is null).ToList();
        return words.Count == 0 ? null : line with { Placed = words };
    }

    /// <summary>Cells that stand as close as the lines of one: each "Régimen …" or "Sin obligaciones …" opens its own.</summary>
    private static List<Block> Split(List<Block> blocks)
    {
        var split = new List<Block>();
        foreach (var block in blocks)
        {
            var own = new List<Line>();
            foreach (var line in block.Lines)
            {
                if (own.Count > 0 && Begins(line.Text) && !StaysOpen(own[^1].Text)
                    && RegimeNames.CodeOf(string.Join(' ', own.Select(one => one.Text))).Length > 0)
                {
                    split.Add(new Block(own));
                    own = [];
                }

                own.Add(line);
            }

            split.Add(new Block(own));
        }

        return split;
    }

    private static double Distance(Block block, double height) =>
        height >= block.Top - 2.5 && height <= block.Bottom + 2.5 ? 0 : Math.Min(Math.Abs(block.Top - height), Math.Abs(block.Bottom - height));

    private static bool Begins(string text) => Opening().IsMatch(text);

    /// <summary>No name ends in a word that joins it to the next: "Sueldos y Salarios e".</summary>
    private static bool StaysOpen(string text) => Joining().IsMatch(text);

    private static bool IsHeader(Line line) => line.Folded is var words
        && (words.StartsWith("REGIMEN FECHA", StringComparison.Ordinal) || words is "REGIMEN" or "FECHA INICIO" or "FECHA FIN" or "FECHA INICIO FECHA FIN");

    private static (double? Start, double? End) Columns(IReadOnlyList<Line> lines)
    {
        foreach (var line in lines.Where(IsHeader))
        {
            var fechas = line.Placed.Where(word => word.Text.StartsWith("Fecha", StringComparison.OrdinalIgnoreCase)).ToList();
            if (fechas.Count > 0)
                return (fechas[0].Left, fechas.Count > 1 ? fechas[1].Left : null);
        }

        return (null, null);
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, ["dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"(?:^|\s)(?:de|del|y|e|o|u|a|al|con|sin|por|para|en|que|el|la|los|las|sus)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Joining();

    [GeneratedRegex(@"^\s*(?:R[ée]gimen|Sin obligaciones|Personas|Sueldos|Arrendamiento|General|Incorporaci|Ingresos|"
        + @"Dem[aá]s|Opcional|Coordinados|Sociedades|Actividades|Residentes|Hidrocarburos|Enajenaci)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Opening();
}
