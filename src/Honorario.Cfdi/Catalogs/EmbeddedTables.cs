using System.Collections.Frozen;
using System.Globalization;
using System.IO.Compression;

namespace Honorario.Cfdi.Catalogs;

/// <summary>The catalogues that come with the library: tab-separated tables whose first line names the columns, one of them compressed.</summary>
internal static class EmbeddedTables
{
    private const string Products = "ClaveProdServ.tsv.gz";

    /// <summary>c_ClaveProdServ with its texts.</summary>
    public static FrozenDictionary<string, ProdServEntry> ClaveProdServ()
    {
        var words = Rows("HealthWords").ToDictionary(row => row["id"], row => row["similares"]);
        return Lines(Products).Skip(1)
            .Select(line => line.Split('\t'))
            .Select(cells => new ProdServEntry(
                cells[0], cells[1], Day(cells[2]), Day(cells[3]), $"{cells[5]} {words.GetValueOrDefault(cells[0])}".Trim()))
            .ToFrozenDictionary(row => row.Code);
    }

    /// <summary>c_ClaveProdServ without its texts, which checks have no use for.</summary>
    public static Dictionary<string, Validity> ProductKeys()
    {
        var keys = new Dictionary<string, Validity>(53_000);
        foreach (var line in Lines(Products).Skip(1))
        {
            var from = line.IndexOf('\t', 9) + 1;
            var to = line.IndexOf('\t', from) + 1;
            keys[line[..8]] = new Validity(Day(line[from..(to - 1)]), Day(line[to..line.IndexOf('\t', to)]));
        }

        return keys;
    }

    public static FrozenDictionary<string, CatalogEntry> Plain(string name) => Read(name, row => new CatalogEntry(
        row["id"], row.GetValueOrDefault("texto", row["id"]), Day(row["vigencia_desde"]), Day(row["vigencia_hasta"])));

    public static FrozenDictionary<string, T> Read<T>(string name, Func<Dictionary<string, string>, T> entry)
        where T : CatalogEntry => Rows(name).Select(entry).ToFrozenDictionary(row => row.Code);

    public static IEnumerable<Dictionary<string, string>> Rows(string name)
    {
        string[]? columns = null;
        foreach (var line in Lines($"{name}.tsv"))
        {
            if (columns is null)
                columns = line.Split('\t');
            else
                yield return columns.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second);
        }
    }

    public static DateOnly? Day(string text) => text is "" ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static bool Yes(string text) => text == "1";

    private static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(EmbeddedTables).Assembly.GetManifestResourceStream($"Honorario.Cfdi.Catalogs.Data.{file}")!;
        using var plain = file.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new StreamReader(plain);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
