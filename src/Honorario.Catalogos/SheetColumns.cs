using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ExcelDataReader;

namespace Honorario.Catalogos;

/// <summary>
/// Where a sheet of catCFDI has what. Above the data SAT puts a title, the catalogue's version and a header of one or two
/// lines; how many rows that takes differs from sheet to sheet and from edition to edition, so it is found by content.
/// </summary>
/// <remarks>Source: SAT, <c>catCFDI_V_4_*.xls</c>, sheets c_ClaveProdServ, c_CodigoPostal_Parte_1, C_Colonia_1 and others.</remarks>
internal sealed partial class SheetColumns
{
    private const int DeepestHeader = 12;

    private readonly string[] _labels;

    private SheetColumns(string[] labels) => _labels = labels;

    /// <summary>The catalogue's version as the rows above the header say it; null when they do not.</summary>
    public string? Version { get; private init; }

    /// <summary>Whether there is data; the reader stands on its first row then.</summary>
    public bool HasRows { get; private init; }

    /// <summary>The catalogue that a sheet belongs to: <c>C_Colonia_2</c> and <c>c_CodigoPostal_Parte_1</c> are parts of one.</summary>
    public static string CatalogOf(string sheet)
    {
        var name = Part().Replace(sheet.Trim(), "");
        return name.StartsWith("C_", StringComparison.Ordinal) ? $"c_{name[2..]}" : name;
    }

    /// <summary>Reads down to the header; null when the sheet has none.</summary>
    public static SheetColumns? Read(IExcelDataReader reader)
    {
        string[]? above = null;
        string? version = null;
        for (var row = 0; row < DeepestHeader && reader.Read(); row++)
        {
            var cells = Cells(reader);
            if (above is not null && Array.FindIndex(above, label => label.StartsWith("version catalogo", StringComparison.Ordinal)) is >= 0 and var at)
                version ??= cells[at].Length > 0 ? cells[at] : null;
            var labels = cells.Select(Fold).ToArray();
            if (labels.Count(label => label.Length > 0) < 2 || !labels.Any(Code().IsMatch))
            {
                above = labels;
                continue;
            }

            if (!reader.Read())
                return new SheetColumns(labels) { Version = version };
            var below = Cells(reader).Select(Fold).ToArray();
            var continues = below.Length > 0 && below[0].Length == 0 && below.Any(label => label.Length > 0);
            return continues
                ? new SheetColumns([.. labels.Select((label, column) => $"{label} {below[column]}".Trim())]) { Version = version, HasRows = reader.Read() }
                : new SheetColumns(labels) { Version = version, HasRows = true };
        }

        return null;
    }

    /// <summary>The first column whose label begins with, or has, one of the texts; -1 when none does.</summary>
    public int Find(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            var at = Array.FindIndex(_labels, label => label.StartsWith(text, StringComparison.Ordinal));
            if (at >= 0)
                return at;
        }

        foreach (var text in texts)
        {
            var at = Array.FindIndex(_labels, label => label.Contains(text, StringComparison.Ordinal));
            if (at >= 0)
                return at;
        }

        return -1;
    }

    /// <summary>Headings and cells of a row, a line each, parted by a tabulator; empty cells are left out.</summary>
    public string Details(IExcelDataReader reader) => string.Join('\n', _labels
        .Select((label, column) => (label, Cell: Text(reader, column)))
        .Where(pair => pair.label.Length > 0 && pair.Cell.Length > 0)
        .Select(pair => $"{pair.label}\t{pair.Cell}"));

    /// <summary>A cell as text: numbers without decimals that they do not have, white space folded.</summary>
    public static string Text(IExcelDataReader reader, int column)
    {
        if (column < 0 || column >= reader.FieldCount)
            return "";
        return reader.GetValue(column) switch
        {
            null => "",
            string text => Blanks().Replace(text, " ").Trim(),
            double number => number.ToString("0.############", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            var other => Convert.ToString(other, CultureInfo.InvariantCulture)!.Trim(),
        };
    }

    private static string[] Cells(IExcelDataReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(column => Text(reader, column))];

    /// <summary>Lower case without accents; <c>Fecha de inicio  de vigencia</c> and <c>FechaInicioVigencia</c> differ only by their spaces.</summary>
    private static string Fold(string label)
    {
        var folded = new StringBuilder();
        foreach (var letter in label.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                folded.Append(char.ToLowerInvariant(letter));
        }

        return folded.ToString();
    }

    [GeneratedRegex("(_parte)?_[0-9]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex("^c_[a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex("[\\s\\u00A0\\u200B]+", RegexOptions.CultureInvariant)]
    private static partial Regex Blanks();
}
