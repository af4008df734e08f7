using Honorario.Archivos;
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
public sealed class ImportServices(HonorarioStorage storage, IArchivos archivos, TimeProvider clock)
{
    public const int MostRows = 20_000;

    /// <summary>A service further ahead than this was mistyped.</summary>
    private const int MostDaysAhead = 366;

    private static readonly string[] Needed = ["Folio", "Fecha", "Paciente", "Aseguradora", "CPT4", "Monto"];

    public static string[] Columns { get; } = ["Folio", "Fecha", "Paciente", "Poliza", "Aseguradora", "CPT4", "Monto", "Copago", "Plan"];

    public async Task<Result<IReadOnlyList<ServiceImportRow>>> PreviewAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var read = await archivos.TableAsync(fileName, content, MostRows, Needed, Columns, ct);
        if (read.Value is not { } sheet)
            return read.Problems.ToList();
        await using var db = storage.Open();
        var insurers = (await db.Insurers().Select(row => row.Name).ToListAsync(ct)).Select(name => SearchText.Of(name)).ToHashSet();
        var folios = await db.Services().Select(row => row.Folio).ToHashSetAsync(ct);
        var judge = new ServiceRows(sheet, insurers, folios, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(MostDaysAhead));
        return sheet.Lines.Select(judge.Judge).ToList();
    }

    /// <returns>How many services were added.</returns>
    public async Task<Result<int>> ApplyAsync(IReadOnlyList<ServiceImportRow> rows, CancellationToken ct)
    {
        await using var db = storage.Open();
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
}
