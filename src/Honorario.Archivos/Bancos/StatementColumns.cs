namespace Honorario.Archivos.Bancos;

/// <summary>Which column says what; names as in the file's header, "" for none.</summary>
/// <param name="Date">The day of the movement; "" where the day stands in a row of its own above the day's movements.</param>
/// <param name="Credit">What arrived: only credits ("Abono"), or every amount ("Importe") told apart by its sign or by <paramref name="Sign"/>.</param>
/// <param name="Sign">Says whether the amount came or went: +/−, abono/cargo.</param>
/// <param name="Reference">The bank's reference or tracking key.</param>
/// <param name="Text">What the movement is.</param>
/// <param name="Detail">More about it.</param>
/// <param name="Time">The hour.</param>
/// <param name="MonthFirst">How its days are read where no row tells: 05/11/2026 is the eleventh of May; null when nobody has said it.</param>
public sealed record StatementColumns(string Date, string Credit, string Sign = "", string Reference = "", string Text = "", string Detail = "",
    string Time = "", bool? MonthFirst = null)
{
    /// <summary>The columns that are there, each once.</summary>
    public IEnumerable<string> Named => new[] { Date, Credit, Sign, Reference, Text, Detail, Time }.Where(name => name.Length > 0);
}
