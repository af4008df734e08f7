using Honorario.Archivos.Tablas;
using Honorario.Billing.Storage;
using Honorario.Escritura;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>A file of services as it came: rows under a header, which may come after some lines of title.</summary>
public sealed class ServiceFile
{
    public const int MostBytes = 30 * 1024 * 1024;
    public const int MostRows = 100_000;
    private const int HeaderWithin = 30;
    private readonly IReadOnlyList<string[]> _rows;
    private readonly int _headerAt;

    private ServiceFile(string name, IReadOnlyList<string[]> rows)
    {
        (Name, _rows) = (name, rows);
        _headerAt = FindHeader(rows);
        Header = [.. rows[_headerAt].Select(Pasted.Name)];
    }

    public string Name { get; }

    /// <summary>The headings, by place.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Names the kind of file, so that how it was read is remembered.</summary>
    public string Kind => string.Join('|', Header.Select(heading => NameWords.Of(heading)));

    /// <summary>Some of its rows, to look at while its columns are chosen.</summary>
    public IReadOnlyList<string[]> Sample => [.. _rows.Skip(_headerAt + 1).Where(row => row.Any(cell => cell.Trim().Length > 0)).Take(4)];

    /// <summary>The first of its sheets that names most of what is needed, else the first.</summary>
    /// <param name="name">As its owner calls it.</param>
    /// <param name="book">What was read of it.</param>
    public static Result<ServiceFile> Of(string name, Book book)
    {
        var sheets = book.Sheets.Select(sheet => sheet.Rows.Select(row => row.Select(cell => cell.Text).ToArray()).ToList()).ToList();
        var rows = sheets.Find(sheet => Named(sheet) >= 0) ?? sheets[0];
        return rows.Count(row => row.Count(cell => cell.Length > 0) > 2) > 1
            ? new ServiceFile(name, rows)
            : new Problem(FieldNames.File, "El archivo no tiene servicios: la primera fila nombra las columnas y cada fila que sigue es un servicio.");
    }

    /// <summary>Its services, one after the other.</summary>
    /// <param name="columns">Which column says what.</param>
    public IEnumerable<ServiceCells> Read(ServiceColumns columns)
    {
        for (var at = _headerAt + 1; at < _rows.Count; at++)
        {
            var row = _rows[at];
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            yield return new ServiceCells(at + 1, $"fila {at + 1}",
                columns.At.ToDictionary(column => column.Key, column => column.Value < row.Length ? Pasted.Name(row[column.Value]) : ""));
        }
    }

    /// <summary>The first row that names most of what is needed; -1 when none does.</summary>
    private static int Named(IReadOnlyList<string[]> rows) =>
        Enumerable.Range(0, Math.Min(rows.Count, HeaderWithin)).FirstOrDefault(at => ServiceColumns.Guess(rows[at]).Missing().Count < 3, -1);

    /// <summary>The first row that names most of what is needed; else the first with three cells or more.</summary>
    private static int FindHeader(IReadOnlyList<string[]> rows) =>
        Named(rows) is >= 0 and var at ? at : rows.ToList().FindIndex(row => row.Count(cell => cell.Trim().Length > 0) > 2);
}
