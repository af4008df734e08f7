using System.IO.Compression;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>XLSX and XLS: each formula's value or what is wrong with it, days as days, hidden sheets last.</summary>
internal static class Workbooks
{
    public static List<SheetName> Read(BroughtFile file, Budget budget, Action<int, Cell[]> row)
    {
        using var faults = FileKinds.Of(file.Content) == FileKind.Zip ? new XlsxFaults(file.Content) : null;
        var old = faults is null ? XlsFaults.Of(file.Content) : null;
        using var reader = Open(file);
        var (shown, hidden) = (new List<SheetName>(), new List<SheetName>());
        do
        {
            var number = shown.Count + hidden.Count;
            (string.Equals(reader.VisibleState, "visible", StringComparison.OrdinalIgnoreCase) ? shown : hidden).Add(new SheetName(number, reader.Name ?? ""));
            Rows(reader, faults?.Of(reader.Name ?? "") ?? old![reader.Name ?? ""], budget, cells => row(number, cells));
        }
        while (reader.NextResult());
        return [.. shown, .. hidden];
    }

    /// <summary>Whether it is written in ISO's strict form of XLSX, of which the reader sees nothing.</summary>
    public static bool IsStrict(byte[] content)
    {
        if (FileKinds.Of(content) != FileKind.Zip)
            return false;
        using var zip = new ZipArchive(new MemoryStream(content, writable: false));
        if (zip.GetEntry("xl/workbook.xml") is not { } workbook)
            return false;
        using var text = new StreamReader(workbook.Open());
        var head = new char[2048];
        return new string(head, 0, text.ReadBlock(head)).Contains("purl.oclc.org/ooxml", StringComparison.Ordinal);
    }

    private static IExcelDataReader Open(BroughtFile file)
    {
        // Asked for by the reader even of XLSX, which has none.
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        try
        {
            return ExcelReaderFactory.CreateReader(new MemoryStream(file.Content, writable: false));
        }
        catch (InvalidPasswordException)
        {
            throw new UnreadableException($"{file.Name} tiene contraseña: ábrelo y guárdalo sin ella.");
        }
    }

    private static void Rows(IExcelDataReader reader, IEnumerable<FaultyCell> faults, Budget budget, Action<Cell[]> take)
    {
        var (rows, blank) = (0, 0);
        using var fault = faults.GetEnumerator();
        var more = fault.MoveNext();
        for (var (number, read) = (0, reader.Read()); read || more; number++)
        {
            var cells = new List<Cell>(Math.Min(reader.FieldCount, 256));
            for (var column = 0; read && column < reader.FieldCount; column++)
                cells.Add(At(reader, column));
            for (; more && fault.Current.Row <= number; more = fault.MoveNext())
                budget.Put(cells, fault.Current.Column, fault.Current.Cell);
            read = read && reader.Read();
            var row = budget.Take(cells);
            // A sheet that somebody formatted to its end has a million blank rows after its last.
            if (row.Length == 0)
            {
                blank++;
                continue;
            }

            budget.Row(rows + blank + 1);
            for (; blank > 0; blank--, rows++)
                take([]);
            take(row);
            rows++;
        }
    }

    private static Cell At(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => Cell.Empty,
        double number => Cell.Of(number),
        int number => Cell.Of((double)number),
        DateTime moment => Cell.Of(moment),
        TimeSpan hour => Cell.Of(new DateTime(1900, 1, 1) + (hour < TimeSpan.FromDays(1) && hour >= TimeSpan.Zero ? hour : TimeSpan.Zero)),
        bool yes => Cell.Of(yes ? "VERDADERO" : "FALSO"),
        var other => Cell.Of(other.ToString()),
    };
}
