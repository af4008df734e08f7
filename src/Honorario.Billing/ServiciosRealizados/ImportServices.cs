using System.Globalization;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>A row of a file of services: its line, what it says and what is wrong with it; a known folio is left out as repeated.</summary>
public sealed record ServiceImportRow(
    int Line, string Folio, DateOnly Date, string Patient, string PolicyNumber, string Insurer, string Cpt, decimal InsurerAmount, decimal Copay, string Plan,
        bool Repeated, IReadOnlyList<Problem> Problems);

/// <summary>
/// Services in from a spreadsheet: Folio, Fecha, Paciente, Poliza, Aseguradora, CPT4, Monto, Copago, Plan. A file is first shown row
/// by row, then stored in one transaction; patients it names are added when they are new.
/// </summary>
public sealed class ImportServices(HonorarioStorage storage)
{
    public const int MostRows = 20_000;
    private const decimal MostPesos = 10_000_000m;
    private static readonly string[] Formats = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    public static string[] Columns { get; } = ["Folio", "Fecha", "Paciente", "Poliza", "Aseguradora", "CPT4", "Monto", "Copago", "Plan"];

    public async Task<Result<IReadOnlyList<ServiceImportRow>>> PreviewAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var read = Spreadsheet.Read(fileName, content, MostRows, ["Folio", "Fecha", "Paciente", "Aseguradora", "CPT4", "Monto"], Columns);
        if (read.Value is not { } sheet)
            return read.Problems.ToList();
        await using var db = storage.Open(Right.EditPatients);
        var insurers = (await db.Insurers().Select(row => row.Name).ToListAsync(ct)).Select(name => SearchText.Of(name)).ToHashSet();
        var folios = await db.Services().Select(row => row.Folio).ToHashSetAsync(ct);
        var seen = new HashSet<string>();
        return sheet.Lines.Select(line => Judge(sheet, line, insurers, folios, seen)).ToList();
    }

    /// <returns>How many services were added.</returns>
    public async Task<Result<int>> ApplyAsync(IReadOnlyList<ServiceImportRow> rows, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var insurers = (await db.Insurers().ToListAsync(ct)).ToDictionary(row => SearchText.Of(row.Name), row => row.Id);
        var patients = (await db.Patients().ToListAsync(ct)).ToDictionary(row => (row.InsurerId, row.PolicyNumber, row.Search), row => row.Id);
        var good = rows.Where(row => row.Problems.Count == 0 && !row.Repeated).ToList();
        foreach (var row in good)
        {
            var insurer = insurers[SearchText.Of(row.Insurer)];
            var key = (insurer, row.PolicyNumber, SearchText.Of(row.Patient));
            if (!patients.TryGetValue(key, out var patient))
            {
                var added = new Patient { Name = row.Patient, InsurerId = insurer, PolicyNumber = row.PolicyNumber };
                db.Patients().Add(added);
                patients[key] = patient = added.Id;
            }

            db.Services().Add(new MedicalService
            {
                Folio = row.Folio,
                Date = row.Date,
                PatientId = patient,
                InsurerId = insurer,
                Cpt = row.Cpt,
                InsurerAmount = row.InsurerAmount,
                Copay = row.Copay,
                Plan = row.Plan,
            });
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return good.Count;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem("File", "Otra persona cargó algunos de esos folios al mismo tiempo. Carga el archivo otra vez.");
        }
    }

    private static ServiceImportRow Judge(Spreadsheet sheet, int line, HashSet<string> insurers, HashSet<string> folios, HashSet<string> seen)
    {
        string Cell(string column) => sheet.Cell(line, column);
        var problems = new List<Problem>();
        var folio = Cell("Folio");
        if (folio.Length is 0 or > 100 || folio.Contains('|'))
            problems.Add(new Problem("Folio", "Falta el folio, de 1 a 100 caracteres."));
        else if (!seen.Add(folio))
            problems.Add(new Problem("Folio", $"El folio {folio} se repite en el archivo."));
        if (!DateOnly.TryParseExact(Cell("Fecha"), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            problems.Add(new Problem("Fecha", $"La fecha \"{Cell("Fecha")}\" no se entiende: escribe DD/MM/AAAA."));
        if (Cell("Paciente").Length is 0 or > 200)
            problems.Add(new Problem("Paciente", "Falta el nombre del paciente."));
        if (!insurers.Contains(SearchText.Of(Cell("Aseguradora"))))
            problems.Add(new Problem("Aseguradora", $"La aseguradora \"{Cell("Aseguradora")}\" no está en tu lista: dala de alta o corrige el nombre."));
        var cpt = Cell("CPT4");
        if (cpt.Length is 0 or > 10 || !cpt.All(char.IsAsciiLetterOrDigit))
            problems.Add(new Problem("CPT4", $"\"{cpt}\" no es un código CPT4."));
        var amount = Pesos(Cell("Monto"));
        var copay = Cell("Copago").Length == 0 ? 0 : Pesos(Cell("Copago"));
        if (amount is not > 0)
            problems.Add(new Problem("Monto", $"El monto \"{Cell("Monto")}\" no es una cantidad en pesos mayor que cero, de hasta dos decimales."));
        if (copay is null)
            problems.Add(new Problem("Copago", $"El copago \"{Cell("Copago")}\" no es una cantidad en pesos de hasta dos decimales."));
        if (Cell("Plan").Length > ServicePlan.Length)
            problems.Add(new Problem("Plan", $"El plan tiene {ServicePlan.Length} caracteres a lo más."));
        return new ServiceImportRow(
            line, folio, date, Cell("Paciente"), Cell("Poliza"), Cell("Aseguradora"), cpt, amount ?? 0, copay
                ?? 0, Cell("Plan"), folios.Contains(folio), problems);
    }

    private static decimal? Pesos(string text)
    {
        var bare = text.Replace("$", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Trim();
        return decimal.TryParse(bare, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pesos)
            && pesos <= MostPesos && decimal.Round(pesos, 2) == pesos
                ? pesos
                : null;
    }
}
