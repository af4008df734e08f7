using Honorario.Archivos.Lectura;
using Honorario.Billing.Storage;
using Honorario.Escritura;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>A file of services as it came: rows under a header, which may come after some lines of title. Its rows lie in a file, not in memory.</summary>
public sealed class ServiceFile : IDisposable
{
    public const int MostBytes = 30 * 1024 * 1024;
    public const int MostRows = 100_000;
    private const int HeaderWithin = 30;
    private readonly Spool<string[]> _rows;
    private readonly int _headerAt;

    private ServiceFile(string name, Spool<string[]> rows)
    {
        (Name, _rows) = (name, rows);
        _headerAt = FindHeader(rows);
        Header = [.. rows[_headerAt].Select(Pasted.Name)];
    }

    public string Name { get; }

    /// <summary>How many rows it has below the header, blank ones too.</summary>
    public int Count => _rows.Count - _headerAt - 1;

    /// <summary>The headings, by place.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Names the kind of file, so that how it was read is remembered.</summary>
    public string Kind => string.Join('|', Header.Select(heading => NameWords.Of(heading)));

    /// <summary>Some of its rows, to look at while its columns are chosen.</summary>
    public IReadOnlyList<string[]> Sample => [.. _rows.Skip(_headerAt + 1).Where(row => row.Any(cell => cell.Trim().Length > 0)).Take(4)];

    /// <summary>The first of its sheets that names most of what is needed, else the first; the others are let go.</summary>
    /// <param name="name">As its owner calls it.</param>
    /// <param name="sheets">What was read of it.</param>
    public static Result<ServiceFile> Of(string name, IReadOnlyList<Spool<string[]>> sheets)
    {
        var rows = sheets.FirstOrDefault(sheet => Named(sheet) >= 0) ?? sheets[0];
        foreach (var other in sheets.Where(sheet => sheet != rows))
            other.Dispose();
        if (rows.Where(row => row.Count(cell => cell.Length > 0) > 2).Skip(1).Any())
            return new ServiceFile(name, rows);
        rows.Dispose();
        return new Problem(FieldNames.File, "El archivo no tiene servicios: la primera fila nombra las columnas y cada fila que sigue es un servicio.");
    }

    public void Dispose() => _rows.Dispose();

    /// <summary>Its services, one after the other.</summary>
    /// <param name="columns">Which column says what.</param>
    public IEnumerable<ServiceCells> Read(ServiceColumns columns)
    {
        for (var at = _headerAt + 1; at < _rows.Count; at++)
        {
            var row = _rows[at];
            if (row.All(string.IsNullOrWhiteSpace))
                continue;
            yield return new ServiceCells(at + 1, ServiceCells.Row(at + 1),
                columns.At.ToDictionary(column => column.Key, column => column.Value < row.Length ? Pasted.Name(row[column.Value]) : ""));
        }
    }

    /// <summary>The first row that names most of what is needed; -1 when none does.</summary>
    private static int Named(IReadOnlyList<string[]> rows) =>
        Enumerable.Range(0, Math.Min(rows.Count, HeaderWithin)).FirstOrDefault(at => ServiceColumns.Guess(rows[at]).Missing().Count < 3, -1);

    /// <summary>The first row that names most of what is needed; else the first with three cells or more.</summary>
    private static int FindHeader(IReadOnlyList<string[]> rows) =>
        Named(rows) is >= 0 and var at ? at : rows.TakeWhile(row => row.Count(cell => cell.Trim().Length > 0) <= 2).Count();
}
