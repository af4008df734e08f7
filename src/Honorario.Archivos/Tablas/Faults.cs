using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Archivos.Tablas;

/// <summary>Cells that say no value because a formula failed or was never worked out: each is named by its place, and none is taken for an empty one.</summary>
public static partial class Faults
{
    /// <summary>What stands in the place of a value that no program stored.</summary>
    internal const string Unvalued = "fórmula sin valor";

    /// <summary>So many a spreadsheet keeps of a number.</summary>
    private const int Digits = 15;

    /// <summary>Errors as Excel and LibreOffice write them into text, in English and in Spanish.</summary>
    private static readonly HashSet<string> Errors = new(StringComparer.OrdinalIgnoreCase)
    {
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BUSY!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!",
        "#GETTING_DATA", "#N/D", "#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¿NOMBRE?", "#¡NUM!", "#¡NULO!", "#¡DESBORDAMIENTO!", "#¡CALC!", "#¡CAMPO!",
        "#OBTENIENDO_DATOS",
    };

    /// <summary>Whether a text is an error, or the ##### that a spreadsheet writes for what a narrow column could not show.</summary>
    internal static bool Is(string text) => (text[0] == '#' && (Errors.Contains(text) || Hidden().IsMatch(text))) || Numbered().IsMatch(text);

    /// <summary>Which cell it is, what it says and what to do, as one clause: "la celda C5 da #N/A: …".</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="row">Its row, from 1.</param>
    /// <param name="column">Its column, from 0.</param>
    /// <param name="sheet">Its sheet; "" where there is only one.</param>
    public static string Clause(Cell cell, int row, int column, string sheet) => cell.Text switch
    {
        Unvalued => $"la celda {Place(row, column, sheet)} tiene una fórmula sin su valor: abre el archivo en Excel, guárdalo y cárgalo otra vez.",
        _ when Hidden().IsMatch(cell.Text) =>
            $"la celda {Place(row, column, sheet)} dice {cell.Text}: ensancha la columna en Excel y guarda el archivo otra vez.",
        _ => $"la celda {Place(row, column, sheet)} da {cell.Text}: corrige su fórmula o escribe el valor.",
    };

    /// <summary>A long number that a spreadsheet wrote as 1.23457E+15, or kept fifteen digits of: it is no mark of anything any more.</summary>
    /// <returns>One clause, or null.</returns>
    public static string? LostDigits(Cell cell) =>
        (cell.Kind == CellKind.Text && Scientific().IsMatch(cell.Text)) || (cell.Kind == CellKind.Number && cell.Text.Length > Digits)
            ? $"«{cell.Text}» perdió cifras en Excel: da formato de texto a la columna y escríbelo otra vez."
            : null;

    /// <summary>"C5 de la hoja «Enero»".</summary>
    public static string Place(int row, int column, string sheet) =>
        string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{row}") + (sheet.Length > 0 ? $" de la hoja «{sheet}»" : "");

    /// <summary>As a spreadsheet letters its columns: A, B … Z, AA.</summary>
    internal static string Letters(int column) => column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + Letters(column % 26);

    [GeneratedRegex(@"^\d(?:[.,]\d+)?E\+\d{1,2}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();

    [GeneratedRegex("^#{3,}$")]
    private static partial Regex Hidden();

    [GeneratedRegex(@"^Err:\d{3}$")]
    private static partial Regex Numbered();
}
