using System.Globalization;
using System.Xml;

namespace Honorario.Archivos.Tablas;

/// <summary>Excel 2003's XML, which some banks call .xls: cells may skip columns by <c>ss:Index</c>.</summary>
internal static class SpreadsheetXml
{
    private const string Namespace = "urn:schemas-microsoft-com:office:spreadsheet";

    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null,
        MaxCharactersInDocument = 64 * 1024 * 1024 };

    public static bool Is(ReadOnlySpan<byte> content) => content[..Math.Min(content.Length, 8192)].IndexOf("schemas-microsoft-com:office:spreadsheet"u8) >= 0;

    public static List<Sheet> Read(byte[] content, Budget budget)
    {
        var sheets = new List<Sheet>();
        using var xml = XmlReader.Create(new MemoryStream(content, writable: false), Settings);
        var (rows, cells, data, column, type, formula) = (new List<Cell[]>(), new List<Cell>(), "", 0, "", false);
        while (xml.Read())
        {
            var start = xml.NodeType == XmlNodeType.Element;
            switch (xml.LocalName)
            {
                case "Worksheet" when start:
                    rows = [];
                    sheets.Add(new Sheet(xml.GetAttribute("Name", Namespace) ?? "", rows));
                    break;
                case "Row" when start:
                    cells = [];
                    Skip(rows, Index(xml), () => [], budget);
                    if (xml.IsEmptyElement)
                        rows.Add([]);
                    break;
                case "Row":
                    budget.Row(rows.Count + 1);
                    rows.Add(budget.Take(cells));
                    break;
                case "Cell" when start:
                    (data, type, formula) = ("", "", xml.GetAttribute("Formula", Namespace) is not null);
                    column = Index(xml) is > 0 and var at ? at : cells.Count + 1;
                    while (cells.Count < Math.Min(column, 300) - 1)
                        cells.Add(Cell.Empty);
                    if (xml.IsEmptyElement)
                        cells.Add(Of(type, data, formula));
                    break;
                case "Cell":
                    cells.Add(Of(type, data, formula));
                    break;
                case "Data" when start:
                    type = xml.GetAttribute("Type", Namespace) ?? "";
                    break;
                default:
                    if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA && type.Length > 0)
                        data += xml.Value;
                    break;
            }
        }

        return sheets;
    }

    private static void Skip(List<Cell[]> rows, int index, Func<Cell[]> blank, Budget budget)
    {
        if (index > 0)
            budget.Row(index);
        while (rows.Count < index - 1)
            rows.Add(blank());
    }

    private static int Index(XmlReader xml) =>
        int.TryParse(xml.GetAttribute("Index", Namespace), NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0;

    private static Cell Of(string type, string data, bool formula) => type switch
    {
        "" when formula => new Cell(CellKind.Fault, Faults.Unvalued),
        "Number" when double.TryParse(data, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => Cell.Of(number),
        "DateTime" when DateTime.TryParse(data, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) => Cell.Of(moment),
        "Error" => new Cell(CellKind.Fault, data),
        _ => Cell.Of(data),
    };
}
