using Honorario.Archivos.Tablas;
using Honorario.Billing.Storage;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Judges the rows of a file of services, one after the other.</summary>
/// <param name="table">The file.</param>
/// <param name="insurers">Their names, as searched.</param>
/// <param name="folios">Those that are there already.</param>
/// <param name="lastDay">No service is later.</param>
internal sealed class ServiceRows(Table table, HashSet<string> insurers, HashSet<string> folios, DateOnly lastDay)
{
    private const decimal MostPesos = 10_000_000m;
    private readonly DayColumn _days = table.Days("Fecha");
    private readonly AmountColumn _amounts = table.Amounts("Monto");
    private readonly AmountColumn _copays = table.Amounts("Copago");
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    public ServiceImportRow Judge(int line)
    {
        string Cell(string column) => table.Text(line, column);
        var problems = new List<Problem>();
        void Wrong(string field, string message) => problems.Add(new Problem(field, message));
        if (table.Damage(line) is { } damage)
            Wrong("", damage);
        var folio = Cell("Folio");
        if (folio.Length is 0 or > 100 || folio.Contains('|'))
            Wrong("Folio", "Falta el folio, de 1 a 100 caracteres.");
        else if (!_seen.Add(folio))
            Wrong("Folio", $"El folio {folio} se repite en el archivo.");
        var day = _days.Read(table.Cell(line, "Fecha"));
        var date = day.Value is { } moment ? DateOnly.FromDateTime(moment) : (DateOnly?)null;
        if (date is null)
            Wrong("Fecha", $"{Sentence(day.Why!)} Escribe DD/MM/AAAA.");
        else if (date > lastDay)
            Wrong("Fecha", $"La fecha {date:dd/MM/yyyy} está muy adelante: revisa el año.");
        if (Cell("Paciente").Length is 0 or > 200)
            Wrong("Paciente", "Falta el nombre del paciente.");
        if (!insurers.Contains(SearchText.Of(Cell("Aseguradora"))))
            Wrong("Aseguradora", $"La aseguradora \"{Cell("Aseguradora")}\" no está en tu lista: dala de alta o corrige el nombre.");
        var cpt = Cell("CPT4");
        if (cpt.Length is 0 or > 10 || !cpt.All(char.IsAsciiLetterOrDigit))
            Wrong("CPT4", $"\"{cpt}\" no es un código CPT4.");
        var (amount, copay) = (Pesos(_amounts, line, "Monto", problems), Pesos(_copays, line, "Copago", problems));
        if (amount is not > 0 && !problems.Exists(problem => problem.Field == "Monto"))
            Wrong("Monto", $"El monto \"{Cell("Monto")}\" no es una cantidad en pesos mayor que cero, de hasta dos decimales.");
        if (Cell("Plan").Length > ServicePlan.Length)
            Wrong("Plan", $"El plan tiene {ServicePlan.Length} caracteres a lo más.");
        return new ServiceImportRow(
            line, folio, date ?? default, Cell("Paciente"), Cell("Poliza"), Cell("Aseguradora"), cpt, amount ?? 0, copay ?? 0, Cell("Plan"),
                folios.Contains(folio), problems);
    }

    private decimal? Pesos(AmountColumn amounts, int line, string column, List<Problem> problems)
    {
        var read = amounts.Read(table.Cell(line, column));
        if (read.Why is { } why)
            problems.Add(new Problem(column, Sentence(why.Replace("el importe", $"el {column.ToLowerInvariant()}", StringComparison.Ordinal))));
        else if (read.Value is < 0 or > MostPesos)
            problems.Add(new Problem(column,
                $"El {column.ToLowerInvariant()} \"{table.Text(line, column)}\" no es una cantidad en pesos que se pueda facturar."));
        return read.Value is >= 0 and <= MostPesos ? read.Value : null;
    }

    /// <summary>"el día …" with a capital letter.</summary>
    private static string Sentence(string why) => char.ToUpperInvariant(why[0]) + why[1..];
}
