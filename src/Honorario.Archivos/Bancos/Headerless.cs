using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>What columns without names mean, by what they hold.</summary>
internal static class Headerless
{
    /// <summary>A row with a day and an amount with its centavos.</summary>
    public static bool IsMovement(Cell[] row) => row.Any(IsDay) && row.Any(IsAmount);

    public static Roles Roles(Sheet sheet, IReadOnlyList<string> names)
    {
        var rows = sheet.Rows.Where(IsMovement).ToList();
        List<int> Where(Func<Cell, bool> holds, double share) => [.. Enumerable.Range(0, names.Count)
            .Where(column => rows.Count > 0 && rows.Count(row => column < row.Length && holds(row[column])) >= share * rows.Count)];
        string Name(int? column) => column is { } at ? names[at] : "";
        var days = Where(IsDay, 0.9);
        var signs = Where(cell => StatementRows.Side(cell.Text) is not null, 0.9).Except(days).ToList();
        var amounts = Where(IsAmount, 0.9).Except(days).ToList();
        var (date, sign) = (days.Cast<int?>().FirstOrDefault(), signs.Cast<int?>().FirstOrDefault());
        var taken = days.Concat(signs).Concat(amounts).ToList();
        var numbers = Where(cell => cell.Text.Length >= 5 && cell.Text.All(letter => char.IsAsciiLetterOrDigit(letter)) && cell.Text.Any(char.IsAsciiDigit),
            0.5).Except(taken).ToList();
        var texts = Enumerable.Range(0, names.Count).Except(taken).Except(numbers)
            .Where(column => column > date && rows.Exists(row => column < row.Length && row[column].Text.Any(char.IsLetter)))
            .OrderByDescending(column => rows.Sum(row => column < row.Length ? row[column].Text.Length : 0)).Cast<int?>().ToList();
        var text = texts.FirstOrDefault();
        var hours = Where(cell => cell.Text.Contains(':', StringComparison.Ordinal) && Hours.Read(cell) is not null, 0.9).Except(taken).Cast<int?>()
            .FirstOrDefault();
        var currency = Where(cell => cell.Text.Length == 3 && Currencies.Of(cell.Text).Length > 0, 0.9).Cast<int?>().FirstOrDefault();
        // After the day comes the reference, before it the account.
        var reference = numbers.Where(column => column > date).Cast<int?>().FirstOrDefault();
        var account = numbers.Where(column => column < date).Cast<int?>().FirstOrDefault();
        return new Roles(
            Name(date), Name(hours), "", "", sign is null && amounts.Count > 1 ? "" : Name(amounts.Cast<int?>().FirstOrDefault()), Name(sign),
            sign is not null && amounts.Count > 1 ? Name(amounts[1]) : "", Name(reference), "", "", Name(text), "", Name(currency), Name(account), "",
                [.. texts.Skip(1).Except([hours, currency]).Order().Select(Name)]);
    }

    private static bool IsDay(Cell cell) => (cell.Kind != CellKind.Number || cell.Text.Length == 8) && Days.Readings(cell) is not (null, null)
        && !cell.Text.All(char.IsAsciiDigit) | cell.Text.Length == 8;

    private static bool IsAmount(Cell cell) => Amounts.Of(cell).Point is { } amount && amount != 0
        && (cell.Kind == CellKind.Number || cell.Text.Contains('.', StringComparison.Ordinal) || cell.Text.Contains('$', StringComparison.Ordinal))
            && !IsDay(cell);
}
