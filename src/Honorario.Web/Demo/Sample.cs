using System.Globalization;

namespace Honorario.Web.Demo;

/// <summary>A row of a file of samples/: comma-separated, no quotes, the first line names the columns.</summary>
internal sealed class Sample
{
    private readonly Dictionary<string, string> _cells;

    private Sample(Dictionary<string, string> cells) => _cells = cells;

    public string this[string column] => _cells[column];

    public decimal Money(string column) => decimal.Parse(this[column], CultureInfo.InvariantCulture);

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
