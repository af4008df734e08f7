using Honorario.Archivos.Tablas;

namespace Honorario.Billing.Aseguradora;

/// <summary>What the rows of a bank layout say of payments.</summary>
internal sealed class WrittenPayments(Table table)
{
    private readonly DayColumn _days = table.Days("Fecha");
    private readonly AmountColumn _amounts = table.Amounts("Monto");

    public Table Table => table;

    /// <returns>Also what of it is written but can't be read.</returns>
    public (PortalPayment Payment, IReadOnlyList<Problem> Unread) At(int line)
    {
        var (amount, day, problems) = (_amounts.Read(table.Cell(line, "Monto")), _days.Read(table.Cell(line, "Fecha")), new List<Problem>());
        if (table.Damage(line) is { } damage)
            problems.Add(new Problem("", damage));
        if (Faults.LostDigits(table.Cell(line, "Número de operación")) is { } lost)
            problems.Add(new Problem("", $"El número de operación {lost}"));
        if (amount.Why is { } unreadable)
            problems.Add(new Problem(FieldNames.Column.Monto, Sentence(unreadable.Replace("el importe", "el monto", StringComparison.Ordinal))));
        if (day.Why is { } undated && !table.Cell(line, "Fecha").IsEmpty)
            problems.Add(new Problem(FieldNames.Column.Fecha, $"{Sentence(undated)} Escribe DD/MM/AAAA."));
        return (new PortalPayment(amount.Value, day.Value is { } moment ? DateOnly.FromDateTime(moment) : null, table.Text(line, "Número de operación")),
            problems);
    }

    private static string Sentence(string why) => char.ToUpperInvariant(why[0]) + why[1..];
}
