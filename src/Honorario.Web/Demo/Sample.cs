using System.Globalization;

namespace Honorario.Web.Demo;

/// <summary>A row of a file of samples/: comma-separated, no quotes, the first line names the columns.</summary>
internal sealed class Sample
{
    /// <summary>Characters of a legal person's RFC.</summary>
    private const int MoralRfc = 12;

    private readonly Dictionary<string, string> _cells;

    private Sample(Dictionary<string, string> cells) => _cells = cells;

    public string this[string column] => _cells[column];

    public decimal Money(string column) => decimal.Parse(this[column], CultureInfo.InvariantCulture);

    /// <summary>
    /// The same row for another set of the made-up practices: the name of the practice ends with the mark, addresses carry it (xochitl.7@…), and the insurer,
    /// who is known by its RFC, has one of so many days later.
    /// </summary>
    /// <param name="mark">0 for the row as it is.</param>
    public Sample Marked(int mark) => mark == 0 ? this : new(_cells.ToDictionary(
        cell => cell.Key,
        cell => cell.Key switch
        {
            "cuenta" => $"{cell.Value} {mark}",
            "correo" => cell.Value.Replace("@", $".{mark}@", StringComparison.Ordinal),
            "rfc" when cell.Value.Length == MoralRfc => string.Create(
                CultureInfo.InvariantCulture, $"{cell.Value[..3]}{new DateOnly(2001, 1, 1).AddDays(mark):yyMMdd}{cell.Value[9..]}"),
            _ => cell.Value,
        }));

    public static List<Sample> Read(string name)
    {
        using var stream = typeof(Sample).Assembly.GetManifestResourceStream($"samples/{name}.csv")!;
        using var reader = new StreamReader(stream);
        var columns = reader.ReadLine()!.Split(',');
        var rows = new List<Sample>();
        while (reader.ReadLine() is { } line)
            rows.Add(new Sample(columns.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second)));
        return rows;
    }
}
