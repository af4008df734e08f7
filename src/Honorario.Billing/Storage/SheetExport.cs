using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Honorario.Billing.Storage;

/// <summary>How a table leaves.</summary>
public enum SheetFormat
{
    Csv,
    Xlsx,
}

/// <summary>
/// A column: its heading, and its cell of a row. Cells are text, <c>decimal</c> pesos, <c>int</c>, <c>DateOnly</c>, <c>DateTime</c> or
/// nothing.
/// </summary>
public sealed record SheetColumn<T>(string Heading, Func<T, object?> Cell);

/// <summary>
/// Tables for spreadsheets. In CSV, dates are ISO 8601, decimals have a point, a byte order mark tells Excel the encoding, and
/// text that a spreadsheet would take for a formula is escaped.
/// </summary>
public static class SheetExport
{
    /// <summary>More rows of a list than these are left out; the screen says so.</summary>
    public const int MostRows = 100_000;

    /// <param name="name">The file's name without its ending.</param>
    /// <param name="format">CSV or XLSX.</param>
    /// <param name="columns">What each row shows.</param>
    /// <param name="rows">Read once, while the file is written.</param>
    public static StreamedFile Of<T>(string name, SheetFormat format, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows) =>
        format == SheetFormat.Xlsx
        ? new StreamedFile(
            $"{name}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (to, stop) => WriteXlsxAsync(to, columns, rows, stop))
        : new StreamedFile($"{name}.csv", "text/csv; charset=utf-8", (to, stop) => WriteCsvAsync(to, columns, rows, stop));

    /// <param name="name">The file's name without its ending.</param>
    /// <param name="format">CSV or XLSX.</param>
    /// <param name="columns">What each row shows.</param>
    /// <param name="storage">Opened while the file is written.</param>
    /// <param name="sees">The right to see the list, besides that to export.</param>
    /// <param name="rows">The rows in their order; the first <see cref="MostRows"/> are taken.</param>
    public static StreamedFile Of<T>(
        string name, SheetFormat format, IReadOnlyList<SheetColumn<T>> columns, HonorarioStorage storage, Right sees, Func<HonorarioDb, IQueryable<T>> rows)
    {
        storage.Demand(sees);
        storage.Demand(Right.Export);
        return Of(name, format, columns, RowsAsync(storage, sees, rows));
    }

    private static async IAsyncEnumerable<T> RowsAsync<T>(
        HonorarioStorage storage, Right sees, Func<HonorarioDb, IQueryable<T>> rows, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = storage.Open(sees);
        await foreach (var row in rows(db).Take(MostRows).AsAsyncEnumerable().WithCancellation(ct))
            yield return row;
    }

    private static async Task WriteCsvAsync<T>(Stream to, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        await using var text = new StreamWriter(to, new UTF8Encoding(true), leaveOpen: true);
        await using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var column in columns)
            csv.WriteField(column.Heading);
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var cell in columns.Select(column => column.Cell(row)))
                csv.WriteField(cell is string words ? Inert(words) : Text(cell));
            await csv.NextRecordAsync();
        }
    }

    /// <summary>Put together in memory, packed: its end can't be written before its rows are known.</summary>
    private static async Task WriteXlsxAsync<T>(Stream to, IReadOnlyList<SheetColumn<T>> columns, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        await using (var book = await SpreadCheetah.Spreadsheet.CreateNewAsync(packed, cancellationToken: ct))
        {
            var heading = book.AddStyle(new Style { Font = { Bold = true } });
            var pesos = book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00") });
            var day = book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") });
            await book.StartWorksheetAsync("Hoja 1", new WorksheetOptions { FrozenRows = 1 }, ct);
            await book.AddRowAsync([.. columns.Select(column => new Cell(column.Heading, heading))], ct);
            await foreach (var row in rows.WithCancellation(ct))
            {
                await book.AddRowAsync([.. columns.Select(column => column.Cell(row) switch
                {
                    decimal amount => new Cell(amount == 0 ? 0 : amount, pesos),
                    int count => new Cell(count),
                    DateOnly date => new Cell(date.ToDateTime(TimeOnly.MinValue), day),
                    DateTime moment => new Cell(moment),
                    var other => new Cell(Text(other)),
                })], ct);
            }

            await book.FinishAsync(ct);
        }

        packed.Position = 0;
        await packed.CopyToAsync(to, ct);
    }

    /// <summary>What a person typed, so that no spreadsheet takes it for a formula.</summary>
    private static string Inert(string text) => text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Text(object? value) => value switch
    {
        null => "",
        0m => "0.00",
        decimal { Scale: < 2 } amount => amount.ToString("0.00", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("s", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
