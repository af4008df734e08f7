using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Honorario.Archivos.Tablas;

/// <summary>A cell that has no value to read; row and column from 0.</summary>
internal readonly record struct FaultyCell(int Row, int Column, Cell Cell);

/// <summary>Cells of an XLSX that hold an error, and formulas whose value no program stored: the reader of workbooks gives nothing for either.</summary>
internal sealed class XlsxFaults(byte[] content) : IDisposable
{
    private const int LastRow = 1_048_575;

    private static readonly string[] Signs = ["t=\"e\"", "t='e'", "<f", ":f"];
    private static readonly byte[][] SignBytes = [.. Signs.Select(System.Text.Encoding.ASCII.GetBytes)];

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };

    private readonly ZipArchive _zip = new(new MemoryStream(content, writable: false));
    private (Dictionary<string, string> Paths, bool CalculatedOnLoad)? _sheets;

    /// <summary>A sheet's, in the order of rows and columns, read as they are taken.</summary>
    public IEnumerable<FaultyCell> Of(string sheet)
    {
        _sheets ??= Sheets();
        if (!_sheets.Value.Paths.TryGetValue(sheet, out var path) || Entry(path) is not { } entry)
            return [];
        using (var look = entry.Open())
        {
            if (!Holds(look))
                return [];
        }

        return Cells(entry, _sheets.Value.CalculatedOnLoad);
    }

    public void Dispose() => _zip.Dispose();

    private ZipArchiveEntry? Entry(string path) =>
        _zip.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Where each sheet stands, by its name; and whether the file leaves its formulas to whoever opens it.</summary>
    private (Dictionary<string, string>, bool) Sheets()
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Load("xl/workbook.xml") is not { } book || Load("xl/_rels/workbook.xml.rels") is not { } relations)
            return (paths, false);
        var targets = relations.Elements().Where(one => one.Attribute("Id") is not null)
            .GroupBy(one => one.Attribute("Id")!.Value).ToDictionary(group => group.Key, group => group.First().Attribute("Target")?.Value ?? "");
        foreach (var sheet in book.Descendants().Where(one => one.Name.LocalName == "sheet"))
        {
            var id = sheet.Attributes().FirstOrDefault(one => one.Name.LocalName == "id" && one.Name.NamespaceName.Length > 0)?.Value ?? "";
            if (targets.TryGetValue(id, out var target))
                paths.TryAdd(sheet.Attribute("name")?.Value ?? "", target.StartsWith('/') ? target[1..] : $"xl/{target}");
        }

        return (paths, book.Descendants().Any(one => one.Name.LocalName == "calcPr" && one.Attribute("fullCalcOnLoad")?.Value is "1" or "true"));
    }

    private XElement? Load(string path)
    {
        if (Entry(path) is not { } entry)
            return null;
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Settings);
        return XDocument.Load(xml).Root;
    }

    /// <summary>Whether a sheet holds any formula or error at all: most hold none, and are not gone through a second time cell by cell.</summary>
    private static bool Holds(Stream sheet)
    {
        const int Longest = 8;
        var (buffer, kept) = (new byte[64 * 1024], 0);
        for (int count; (count = sheet.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            var all = buffer.AsSpan(0, kept + count);
            foreach (var sign in SignBytes)
            {
                if (all.IndexOf(sign) >= 0)
                    return true;
            }

            kept = Math.Min(Longest, all.Length);
            all[^kept..].CopyTo(buffer);
        }

        return false;
    }

    private static IEnumerable<FaultyCell> Cells(ZipArchiveEntry entry, bool calculatedOnLoad)
    {
        using var stream = entry.Open();
        using var xml = XmlReader.Create(stream, Settings);
        var (row, column) = (-1, -1);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "row")
            {
                var said = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
                (row, column) = (said ? number - 1 : row + 1, -1);
            }
            else if (xml.LocalName == "c")
            {
                column = Column(xml.GetAttribute("r")) ?? column + 1;
                if (!xml.IsEmptyElement && Fault(xml, calculatedOnLoad) is { } fault)
                    yield return new FaultyCell(Math.Clamp(row, 0, LastRow), column, new Cell(CellKind.Fault, fault));
            }
        }
    }

    /// <summary>Reads a cell to its end: what is wrong with it, or null.</summary>
    private static string? Fault(XmlReader xml, bool calculatedOnLoad)
    {
        var (type, formula, value, inside, depth) = (xml.GetAttribute("t"), false, (string?)null, "", xml.Depth);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                inside = xml.IsEmptyElement ? "" : xml.LocalName;
                formula |= xml.LocalName == "f";
                value ??= xml.LocalName == "v" ? "" : null;
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace && inside == "v")
            {
                value += xml.Value;
            }
        }

        if (type == "e")
            return string.IsNullOrWhiteSpace(value) ? "un error" : value.Trim();
        // An empty text is a value of its own (="" says so by its type); a zero that whoever opens the file is to work out is none.
        return formula && (value is null || (value.Length == 0 && type != "str") || (calculatedOnLoad && value == "0")) ? Faults.Unvalued : null;
    }

    /// <summary>"C5" is 2.</summary>
    private static int? Column(string? place)
    {
        var column = 0;
        foreach (var letter in place ?? "")
        {
            if (!char.IsAsciiLetter(letter) || column > 20_000)
                break;
            column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1);
        }

        return column > 0 ? column - 1 : null;
    }
}
