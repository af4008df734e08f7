using System.Text.RegularExpressions;
using Honorario.Archivos.Paginas;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Constancias;

/// <summary>
/// Tables of labels and values: the value beside its label in a column of its own (Datos de identificación), or behind it in the same cell, two cells
/// a row (Datos del domicilio).
/// </summary>
internal static class LabelledCells
{
    public static readonly string[] Identity =
    [
        "RFC", "CURP", "Nombre (s)", "Primer Apellido", "Segundo Apellido", "Denominación/Razón Social", "Régimen Capital", "Nombre Comercial",
            "Fecha inicio de operaciones",
        "Estatus en el padrón", "Fecha de último cambio de estado",
    ];

    public static readonly string[] Address =
    [
        "Código Postal", "Tipo de Vialidad", "Nombre de Vialidad", "Número Exterior", "Número Interior", "Nombre de la Colonia", "Nombre de la Localidad",
        "Nombre del Municipio o Demarcación Territorial", "Nombre de la Entidad Federativa", "Entre Calle", "Y Calle", "Correo Electrónico",
            "Tel. Fijo Lada", "Número", "Tel. Móvil Lada",
        "Estado del domicilio", "Estado del contribuyente en el domicilio", "Estado del contribuyente",
    ];

    /// <summary>Between a label and a value in a column of its own there is at least this much, in points.</summary>
    private const double ColumnGap = 12;

    public static Dictionary<string, string> Read(IReadOnlyList<Line> lines, string[] labels)
    {
        var expression = Expression(labels);
        // Where labels open in two columns, their values stand behind them, however a cell's words wrap.
        return Columns(lines, expression).Count == 1 && ValueColumn(lines, expression) is { } at
            ? Beside(lines, expression, labels, at)
            : Behind(lines, expression, labels);
    }

    /// <summary>Where the column of values begins; null when values stand behind their labels.</summary>
    private static double? ValueColumn(IReadOnlyList<Line> lines, Regex expression)
    {
        var starts = new List<double>();
        foreach (var line in lines)
        {
            for (var word = 1; word < line.Placed.Count; word++)
            {
                if (!line.Placed[word - 1].Text.EndsWith(':') || line.Placed[word].Left - line.Placed[word - 1].Right < ColumnGap)
                    continue;
                if (!expression.IsMatch(line.Placed[word].Text + ":") && !Opens(line, word, expression))
                    starts.Add(line.Placed[word].Left);
                break;
            }
        }

        var common = starts.GroupBy(left => Math.Round(left / 4)).MaxBy(group => group.Count());
        return common is not null && common.Count() >= 2 ? common.Min() - 3 : null;
    }

    /// <summary>Whether a label begins at a word: then a second cell stands there, not a value.</summary>
    private static bool Opens(Line line, int word, Regex expression) =>
        expression.Match(string.Join(' ', line.Placed.Skip(word).Select(one => one.Text))) is { Success: true, Index: 0 };

    /// <summary>A label's value is the cell of the other column that stands at its height.</summary>
    private static Dictionary<string, string> Beside(IReadOnlyList<Line> lines, Regex expression, string[] labels, double column)
    {
        var left = lines.Select(line => line.Within(double.MinValue, column)).OfType<Line>().ToList();
        var names = new List<(string Label, double Top, double Bottom)>();
        for (var at = 0; at < left.Count; at++)
        {
            // A label may take two lines.
            for (var more = 0; more <= 2 && at + more < left.Count; more++)
            {
                var said = string.Join(' ', left.Skip(at).Take(more + 1).Select(line => line.Text));
                if (expression.Match(said) is not { Success: true, Index: 0 } match || match.Length < said.TrimEnd().Length)
                    continue;
                names.Add((LabelOf(match.Groups[1].Value, labels), left[at].Y, left[at + more].Y));
                at += more;
                break;
            }
        }

        var heights = names.Select(name => name.Top).ToList();
        var cells = Block.Of(lines.Select(line => line.Within(column, double.MaxValue)).OfType<Line>(), line =>
            heights.Exists(height => Math.Abs(height - line.Y) < 2.5) && Tight(heights, line));
        var values = new Dictionary<string, string>();
        foreach (var cell in cells)
        {
            if (names.Count == 0)
                break;
            var (label, _, _) = names.MinBy(name => Distance(cell, name.Top, name.Bottom));
            values[label] = values.TryGetValue(label, out var before) ? $"{before} {cell.Text}" : cell.Text;
        }

        return values;
    }

    /// <summary>A value on the line of the label above it and one on its own are two cells; one between two labels' lines goes on.</summary>
    private static bool Tight(List<double> heights, Line line) => heights.Exists(height => Math.Abs(height - line.Y) < 2.5);

    private static double Distance(Block cell, double top, double bottom) =>
        Math.Abs(cell.Top - top) < 2.5 ? 0 : Math.Abs(cell.Middle - ((top + bottom) / 2));

    /// <summary>Each column's words are read down, so that a value goes on in the lines below until the column's next label.</summary>
    private static Dictionary<string, string> Behind(IReadOnlyList<Line> lines, Regex expression, string[] labels)
    {
        var values = new Dictionary<string, string>();
        var columns = Columns(lines, expression);
        for (var column = 0; column < columns.Count; column++)
        {
            var text = string.Join(' ', lines
                .Select(line => line.Within(columns[column] - 3, column + 1 < columns.Count ? columns[column + 1] - 3 : double.MaxValue)).OfType<Line>()
                    .Select(line => line.Text));
            var matches = expression.Matches(text);
            for (var at = 0; at < matches.Count; at++)
            {
                var end = at + 1 < matches.Count ? matches[at + 1].Index : text.Length;
                values.TryAdd(LabelOf(matches[at].Groups[1].Value, labels), text[(matches[at].Index + matches[at].Length)..end].Trim());
            }
        }

        return values;
    }

    /// <summary>Where labels begin, more than once or apart from the words before them.</summary>
    private static List<double> Columns(IReadOnlyList<Line> lines, Regex expression)
    {
        var starts = new List<double>();
        foreach (var line in lines)
        {
            for (var word = 0; word < line.Placed.Count; word++)
            {
                if ((word == 0 || line.Placed[word].Left - line.Placed[word - 1].Right >= ColumnGap) && Opens(line, word, expression))
                    starts.Add(line.Placed[word].Left);
            }
        }

        var columns = starts.GroupBy(left => Math.Round(left / 12)).Select(group => (Left: group.Min(), Count: group.Count()))
            .OrderBy(one => one.Left).ToList();
        var kept = new List<double>();
        foreach (var (start, _) in columns)
        {
            if (kept.Count == 0 || start - kept[^1] > 60)
                kept.Add(start);
        }

        return kept.Count == 0 ? [0] : [.. kept.Select((start, at) => at == 0 ? Math.Min(start, lines.Min(line => line.Placed[0].Left)) : start)];
    }

    private static string LabelOf(string said, string[] labels) => labels.First(label => Words.Squeezed(label) == Words.Squeezed(said));

    /// <summary>Any of the labels with its colon, however it is spaced; the longer ones first.</summary>
    private static Regex Expression(string[] labels) => new(
        $@"(?<![\p{{L}}\d])({string.Join('|', labels.OrderByDescending(label => label.Length).Select(Spaced))})\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string Spaced(string label) => string.Join(@"\s*", label.Where(letter => letter != ' ').Select(Loose));

    private static string Loose(char letter) => letter switch
    {
        'ó' => "[óo]",
        'é' => "[ée]",
        'ú' => "[úu]",
        'í' => "[íi]",
        'á' => "[áa]",
        _ => Regex.Escape(letter.ToString()),
    };
}
