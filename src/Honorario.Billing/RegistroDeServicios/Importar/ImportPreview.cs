using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What loading a file would do, row by row, before anything is kept.</summary>
/// <param name="FileName">The file.</param>
/// <param name="Rows">Each row, in the file's order.</param>
/// <param name="Unknown">What the file calls insurers that nobody knows yet.</param>
/// <param name="NotUnderstood">Parts of the file that are no services, by their path.</param>
public sealed record ImportPreview(string FileName, IReadOnlyList<ImportRow> Rows, IReadOnlyList<string> Unknown, IReadOnlyList<Problem> NotUnderstood)
{
    public int Count(ImportKind kind) => Rows.Count(row => row.Kind == kind);

    public int Doubtful => Rows.Count(row => row.Kind is ImportKind.Nuevo or ImportKind.Cambia && row.Doubts.Count > 0);
}

/// <summary>Judges the rows of a file by what the practice has.</summary>
internal sealed class ImportJudge(HonorarioDb db, DateOnly today)
{
    private readonly Dictionary<string, MedicalService> _byFolio = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _folioByCase = [];
    private readonly Dictionary<(Guid Insurer, string Policy, string Name), Guid> _people = [];
    private readonly Dictionary<(Guid Patient, string Cpt, DateOnly Date), string> _alike = [];
    private readonly Dictionary<(string Person, string Cpt, DateOnly Date), string> _alikeHere = [];
    private readonly HashSet<string> _codes = [.. Cpt4.Shipped.Keys];
    private readonly Dictionary<string, int> _folioLines = [];
    private Dictionary<Guid, ServiceHold> _holds = [];
    private PriceBook _prices = null!;

    /// <summary>Reads what the rows need, a bounded number of queries whatever their number.</summary>
    public async Task LoadAsync(IReadOnlyList<ImportedService> services, CancellationToken ct)
    {
        if (services.Count == 0)
            return;
        var (from, to) = (services.Min(row => row.Date), services.Max(row => row.Date));
        var folios = services.Select(row => row.Folio).Where(folio => folio.Length > 0).Distinct().ToList();
        await foreach (var row in db.Services().AsNoTracking().Where(row => EF.Parameter(folios).Contains(row.Folio)).AsAsyncEnumerable()
            .WithCancellation(ct))
            _byFolio[row.Folio] = row;
        await foreach (var folio in db.Services().Select(row => row.Folio).AsAsyncEnumerable().WithCancellation(ct))
            _folioByCase.TryAdd(folio.ToUpperInvariant(), folio);
        await foreach (var row in db.Policies().Join(db.Patients(), policy => policy.PatientId, patient => patient.Id,
            (policy, patient) => new { policy.InsurerId, policy.Search, patient.Id, Name = patient.Search })
            .AsAsyncEnumerable().WithCancellation(ct))
            _people.TryAdd((row.InsurerId, row.Search, row.Name), row.Id);
        await foreach (var row in db.Services().Where(row => row.Date >= from && row.Date <= to)
            .Select(row => new { row.PatientId, row.Cpt, row.Date, row.Folio }).AsAsyncEnumerable().WithCancellation(ct))
            _alike.TryAdd((row.PatientId, row.Cpt, row.Date), row.Folio);
        _codes.UnionWith(await db.CptLinks().Select(row => row.Cpt).ToListAsync(ct));
        _codes.UnionWith(await db.CptCodes().Select(row => row.Code).ToListAsync(ct));
        _codes.UnionWith(await db.Services().Select(row => row.Cpt).Distinct().ToListAsync(ct));
        _prices = await PriceBook.ReadAsync(
            db, [.. services.Select(row => row.InsurerId).Distinct()], [.. services.Select(row => row.Code.Code).Distinct()], ct);
        var known = _byFolio.Values.Select(row => row.Id).ToList();
        _holds = (await ServiceHolds.OfAsync(db, known, ct)).OrderBy(hold => hold.DraftId is not null).DistinctBy(hold => hold.ServiceId)
            .ToDictionary(hold => hold.ServiceId);
    }

    /// <summary>What loading one row would do; rows are judged in their order, as a later one may repeat an earlier one.</summary>
    public ImportRow Judge(ServiceCells cells, Result<ImportedService> read)
    {
        if (read.Value is not { } service)
            return Wrong(cells, [.. read.Problems]);
        if (service.Folio.Length > 0 && !_folioLines.TryAdd(service.Folio, cells.Line))
            return Wrong(cells, [new Problem(
                nameof(ServiceField.Folio), $"El folio {service.Folio} se repite en el archivo: también está en la fila {_folioLines[service.Folio]}.")]);
        var patient = _people.TryGetValue(service.Person, out var id) ? id : (Guid?)null;
        if (_byFolio.GetValueOrDefault(service.Folio) is { } known)
            return Known(cells, service, known, patient);
        var doubts = Doubts(service);
        if (service.Folio.Length > 0 && _folioByCase.TryGetValue(service.Folio.ToUpperInvariant(), out var twin))
            doubts.Add($"El folio {service.Folio} sólo se distingue de {twin} por mayúsculas y minúsculas.");
        if (service.Folio.Length > 0)
            _folioByCase.TryAdd(service.Folio.ToUpperInvariant(), service.Folio);
        if (patient is { } person && _alike.TryGetValue((person, service.Code.Code, service.Date), out var same))
            doubts.Add($"Ese paciente ya tiene {service.Code.Code} ese día: folio {same}.");
        var here = ($"{service.Person}", service.Code.Code, service.Date);
        if (!_alikeHere.TryAdd(here, cells.Where))
            doubts.Add($"Mismo paciente, código y día que la {_alikeHere[here]}.");
        return new ImportRow(cells, ImportKind.Nuevo, service, [], [], doubts);
    }

    private ImportRow Known(ServiceCells cells, ImportedService service, MedicalService known, Guid? patient)
    {
        var after = service with
        {
            KnownId = known.Id,
            Time = cells.Speaks(ServiceField.Hora) || service.Time is not null ? service.Time : known.Time,
            Units = cells.Speaks(ServiceField.Unidades) ? service.Units : known.Units,
            Copay = cells.Speaks(ServiceField.Copago) ? service.Copay : known.Copay,
            Plan = cells.Speaks(ServiceField.Plan) ? service.Plan : known.Plan,
            PerformedBy = cells.Speaks(ServiceField.Realizo) ? service.PerformedBy : known.PerformedBy,
            Authorization = cells.Speaks(ServiceField.Autorizacion) ? service.Authorization : known.Authorization,
            Siniestro = cells.Speaks(ServiceField.Siniestro) ? service.Siniestro : known.Siniestro,
        };
        var changes = Changes(known, after, patient == known.PatientId);
        if (changes.Count == 0)
            return new ImportRow(cells, ImportKind.Igual, after, [], [], []);
        if (decimal.Round(after.Amount / after.Units, 2) * after.Units != after.Amount)
            return Wrong(cells, [new Problem(
                nameof(ServiceField.Monto), $"El monto ${after.Amount:N2} no se reparte en las {after.Units} unidades que tiene el servicio.")]);
        var hold = _holds.GetValueOrDefault(known.Id);
        if (hold is { DraftId: null })
            return new ImportRow(cells, ImportKind.Error, after, changes, [new Problem("", hold.Message, Link: hold.Link)], []);
        var doubts = Doubts(after);
        if (hold is not null)
            doubts.Add($"{hold.Message} El borrador se actualiza también.");
        return new ImportRow(cells, ImportKind.Cambia, after with { Draft = hold?.DraftId }, changes, [], doubts);
    }

    private List<string> Doubts(ImportedService service)
    {
        var doubts = new List<string>();
        if (service.Date > today)
            doubts.Add($"La fecha {service.Date:dd/MM/yyyy} es posterior a hoy.");
        if (!_codes.Contains(service.Code.Code))
            doubts.Add($"El código {service.Code.Code} no está en tus listas ni lo has usado antes.");
        if (service.Copay > service.Amount && service.Amount > 0)
            doubts.Add($"El copago (${service.Copay:N2}) es mayor que el monto (${service.Amount:N2}).");
        if (_prices.On(service.InsurerId, service.Plan, service.Code, service.Date) is { } agreed)
            doubts.AddRange(agreed.Differences(service.Units, service.Amount, service.Copay));
        return doubts;
    }

    private static IReadOnlyList<string> Changes(MedicalService known, ImportedService after, bool samePatient)
    {
        var was = ServiceWords.Of(known, (samePatient ? after.Patient : "otro paciente", known.InsurerId == after.InsurerId ? "" : "otra aseguradora"));
        var changed = new MedicalService { Folio = known.Folio, Cpt = after.Code.Code };
        ImportedServices.Write(changed, after);
        return ServiceWords.Changes(was, ServiceWords.Of(changed, (after.Patient, "")));
    }

    private static ImportRow Wrong(ServiceCells cells, IReadOnlyList<Problem> problems) => new(cells, ImportKind.Error, null, [], problems, []);
}

internal static class ImportedServices
{
    /// <summary>Writes what a row says on a service; folio and patient are not its business.</summary>
    public static void Write(MedicalService service, ImportedService from)
    {
        service.Date = from.Date;
        service.Time = from.Time;
        service.InsurerId = from.InsurerId;
        service.Cpt = from.Code.Code;
        service.Modifiers = from.Code.Modifiers;
        service.Units = from.Units;
        service.InsurerAmount = from.Amount;
        service.Copay = from.Copay;
        service.Plan = from.Plan;
        service.PerformedBy = from.PerformedBy;
        service.Authorization = from.Authorization;
        service.Siniestro = from.Siniestro;
    }
}
