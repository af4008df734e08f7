namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>Which column says what; names as in the file's header, "" for none.</summary>
/// <param name="Date">The day of the movement.</param>
/// <param name="Credit">What arrived: only credits ("Abono"), or every amount ("Importe") told apart by its sign or by <paramref name="Sign"/>.</param>
/// <param name="Sign">Says whether the amount came or went: +/−, abono/cargo.</param>
/// <param name="Reference">The bank's reference or tracking key.</param>
/// <param name="Text">What the movement is.</param>
/// <param name="Detail">More about it.</param>
/// <param name="Time">The hour.</param>
public sealed record StatementColumns(
    string Date, string Credit, string Sign = "", string Reference = "", string Text = "", string Detail = "", string Time = "")
{
    /// <summary>Columns as the banks of Mexico name them, the likelier first; searched without case or accents.</summary>
    private static readonly string[] Dates = ["FECHA DE OPERACION", "FECHA OPERACION", "FECHA", "DIA"];
    private static readonly string[] Credits = ["ABONO", "ABONOS", "DEPOSITO", "DEPOSITOS", "CREDITO", "CREDITOS", "IMPORTE", "MONTO"];
    private static readonly string[] Signs = ["CARGO/ABONO", "CARGO / ABONO", "ABONO/CARGO", "SIGNO", "TIPO", "TIPO DE MOVIMIENTO", "NATURALEZA"];
    private static readonly string[] References = ["CLAVE DE RASTREO",
        "REFERENCIA", "REFERENCIA BANCARIA", "NO. DE REFERENCIA", "NUMERO DE REFERENCIA", "FOLIO", "NUMERO DE OPERACION", "MOVIMIENTO"];
    private static readonly string[] Texts = ["CONCEPTO / REFERENCIA", "CONCEPTO/REFERENCIA", "CONCEPTO", "DESCRIPCION", "DESCRIPCION GENERAL"];
    private static readonly string[] Details = ["DESCRIPCION DETALLADA",
        "DETALLE", "CONCEPTO", "LEYENDA", "OBSERVACIONES", "DESCRIPCION", "NOMBRE DEL ORDENANTE", "ORDENANTE"];
    private static readonly string[] Times = ["HORA", "HORA DE OPERACION"];

    /// <summary>The columns that are there, each once.</summary>
    public IEnumerable<string> Named => new[] { Date, Credit, Sign, Reference, Text, Detail, Time }.Where(name => name.Length > 0);

    /// <summary>Guesses from a header what means what; "" where it has no guess.</summary>
    public static StatementColumns Guess(IReadOnlyList<string> header)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        string Take(string[] names)
        {
            var found = names.SelectMany(name => header.Where(cell => SearchText.Of(cell) == name)).FirstOrDefault(cell => !taken.Contains(cell)) ?? "";
            taken.Add(found);
            return found;
        }

        var (date, time, credit, sign) = (Take(Dates), Take(Times), Take(Credits), Take(Signs));
        var (text, reference) = (Take(Texts), Take(References));
        return new StatementColumns(date, credit, sign, reference, text, Take(Details), time);
    }

    /// <summary>What is missing before a statement can be read with them.</summary>
    public IReadOnlyList<Problem> Problems(IReadOnlyList<string> header)
    {
        var problems = new List<Problem>();
        if (Date.Length == 0)
            problems.Add(new Problem(nameof(Date), "Elige la columna que dice el día."));
        if (Credit.Length == 0)
            problems.Add(new Problem(nameof(Credit), "Elige la columna con lo que llegó: abonos, depósitos o importe."));
        problems.AddRange(Named.Where(name => !header.Contains(name)).Select(name => new Problem("", $"El archivo no tiene la columna «{name}».")));
        return problems;
    }
}
