using System.Security.Cryptography;
using System.Text;
using Honorario.Archivos.Lectura;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What loading a file would do, row by row, before anything is kept. Its rows lie in a file; memory holds a mark of each.</summary>
/// <param name="fileName">The file.</param>
/// <param name="notUnderstood">Parts of the file that are no services, by their path.</param>
public sealed class ImportPreview(string fileName, IReadOnlyList<Problem> notUnderstood) : IDisposable
{
    private const int MostUnknown = 50;
    private readonly Spool<ImportRow> _rows = new();
    private readonly List<Mark> _marks = [];
    private readonly List<string> _unknown = [];

    /// <summary>What is asked of all rows at once.</summary>
    private readonly record struct Mark(int Line, ImportKind Kind, bool Doubtful, bool Corrects)
    {
        public bool Enters => Kind is ImportKind.Nuevo or ImportKind.Cambia;

        /// <summary>What is kept of the row; null when nothing is.</summary>
        public ImportKind? Kept(ImportAnswers answers) => !Enters ? null
            : !Doubtful || answers.Keeps(Line) ? Kind
            : Corrects && answers.Corrects(Line) ? ImportKind.Cambia
            : null;
    }

    public string FileName { get; } = fileName;

    public IReadOnlyList<Problem> NotUnderstood { get; } = notUnderstood;

    /// <summary>Each row, in the file's order.</summary>
    public IReadOnlyList<ImportRow> Rows => _rows;

    /// <summary>What the file calls insurers that nobody knows yet.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    public int Doubtful => _marks.Count(mark => mark is { Enters: true, Doubtful: true });

    public int Count(ImportKind kind) => _marks.Count(mark => mark.Kind == kind);

    /// <summary>How many rows would be kept, of the doubtful ones those that were accepted.</summary>
    public int Keeping(ImportAnswers answers) => _marks.Count(mark => mark.Kept(answers) is not null);

    /// <summary>How many of those that would be kept do this.</summary>
    public int Keeping(ImportAnswers answers, ImportKind kind) => _marks.Count(mark => mark.Kept(answers) == kind);

    /// <summary>Those rows, read as they are asked for; of one that corrects what it looks like, the correction.</summary>
    public IEnumerable<ImportRow> Kept(ImportAnswers answers) =>
        Places(mark => mark.Kept(answers) is not null).Select(at => _rows[at]).Select(row => answers.Corrects(row.Line) ? row.Correction ?? row : row);

    /// <summary>Lines of the rows with something to keep that are not kept, and whether they are wrong or doubtful.</summary>
    public IReadOnlyList<(int Line, ImportKind Kind)> Left(ImportAnswers answers) =>
        [.. _marks.Where(mark => mark.Kind != ImportKind.Igual && mark.Kept(answers) is null).Select(mark => (mark.Line, mark.Kind))];

    /// <summary>Where in <see cref="Rows"/> those are that fit.</summary>
    /// <param name="kind">Null for any.</param>
    /// <param name="doubtful">The doubtful ones alone.</param>
    public IReadOnlyList<int> Places(ImportKind? kind, bool doubtful) =>
        [.. Places(mark => (kind is null || mark.Kind == kind) && (!doubtful || mark.Doubtful))];

    /// <summary>Lines of the doubtful rows.</summary>
    public IEnumerable<int> DoubtfulLines => _marks.Where(mark => mark.Doubtful).Select(mark => mark.Line);

    /// <summary>Lines of the rows that may correct a service which they look like.</summary>
    public IEnumerable<int> CorrectingLines => _marks.Where(mark => mark.Corrects).Select(mark => mark.Line);

    public void Dispose() => _rows.Dispose();

    internal void Add(ImportRow row, bool knownInsurer)
    {
        _rows.Add(row);
        _marks.Add(new Mark(row.Line, row.Kind, row.Doubts.Count > 0, row.Correction is { Kind: ImportKind.Cambia }));
        if (!knownInsurer && row.Cells[ServiceField.Aseguradora] is { Length: > 0 } name && _unknown.Count < MostUnknown && !_unknown.Contains(name))
            _unknown.Add(name);
    }

    private IEnumerable<int> Places(Func<Mark, bool> fits) => Enumerable.Range(0, _marks.Count).Where(at => fits(_marks[at]));
}

/// <summary>Judges the rows of a file by what the practice has, some at a time. Of those before it keeps a number each, not their words.</summary>
internal sealed class ImportJudge(HonorarioDb db, DateOnly today)
{
    private readonly HashSet<string> _codes = [.. Cpt4.Shipped.Keys];
    private readonly HashSet<long> _foliosThere = [];
    private readonly Dictionary<long, int> _folioLines = [];
    private readonly Dictionary<long, int> _folioLinesByCase = [];
    private readonly Dictionary<long, int> _alikeLines = [];
    private readonly Dictionary<int, string> _places = [];
    private Dictionary<string, MedicalService> _byFolio = [];
    private HashSet<string> _othersFolios = [];
    private Dictionary<Guid, string> _patients = [];
    private Dictionary<string, string> _twins = [];
    private readonly HashSet<Guid> _paired = [];
    private ILookup<(Guid Patient, string Cpt, DateOnly Date), MedicalService> _alike = Array.Empty<MedicalService>().ToLookup(Key);
    private Dictionary<Guid, ServiceHold> _holds = [];
    private Dictionary<string, string> _namesakes = [];
    private HashSet<string> _othersPatients = [];
    private ImportPeople _people = null!;
    private PriceBook _prices = null!;

    /// <summary>Reads what all rows need.</summary>
    public async Task BeginAsync(CancellationToken ct)
    {
        await foreach (var folio in db.Services().Select(row => row.Folio).AsAsyncEnumerable().WithCancellation(ct))
            _foliosThere.Add(Numbered(folio.ToUpperInvariant()));
        _codes.UnionWith(await db.CptLinks().Select(row => row.Cpt).ToListAsync(ct));
        _codes.UnionWith(await db.CptCodes().Select(row => row.Code).ToListAsync(ct));
        _codes.UnionWith(await db.Services().Select(row => row.Cpt).Distinct().ToListAsync(ct));
    }

    /// <summary>Reads what the next rows need, a bounded number of queries whatever their number.</summary>
    public async Task LoadAsync(IReadOnlyList<ImportedService> services, CancellationToken ct)
    {
        if (services.Count == 0)
            return;
        var folios = services.Select(row => row.Folio).Where(folio => folio.Length > 0).Distinct().ToList();
        _byFolio = await db.Services().AsNoTracking().Where(row => EF.Parameter(folios).Contains(row.Folio))
            .ToDictionaryAsync(row => row.Folio, StringComparer.Ordinal, ct);
        var unknown = folios.Where(folio => !_byFolio.ContainsKey(folio)).ToList();
        _othersFolios = unknown.Count == 0 ? []
            : await db.Services().Everybodys().Where(row => EF.Parameter(unknown).Contains(row.Folio)).Select(row => row.Folio).ToHashSetAsync(ct);
        var patients = _byFolio.Values.Select(row => row.PatientId).Distinct().ToList();
        _patients = await db.Patients().Where(row => EF.Parameter(patients).Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        await FindTwinsAsync(folios, ct);
        _people = await ImportPeople.OfAsync(db, services, ct);
        await FindNamesakesAsync([.. services.Where(row => _people.Find(row) is null).Select(row => row.Person.Name).Distinct()], ct);
        await FindAlikeAsync([.. services.Where(row => !_byFolio.ContainsKey(row.Folio))], ct);
        _prices = await PriceBook.ReadAsync(
            db, [.. services.Select(row => row.InsurerId).Distinct()], [.. services.Select(row => row.Code.Code).Distinct()], ct);
        var known = _byFolio.Values.Select(row => row.Id).Concat(_alike.SelectMany(rows => rows).Select(row => row.Id)).ToList();
        _holds = (await ServiceHolds.OfAsync(db, known, ct)).OrderBy(hold => hold.DraftId is not null).DistinctBy(hold => hold.ServiceId)
            .ToDictionary(hold => hold.ServiceId);
    }

    /// <summary>Who has the name of a patient that a row would add, with the policy of each; of others' patients the names alone.</summary>
    private async Task FindNamesakesAsync(List<string> names, CancellationToken ct)
    {
        (_namesakes, _othersPatients) = ([], []);
        if (names.Count == 0)
            return;
        await foreach (var row in db.Patients().Where(row => EF.Parameter(names).Contains(row.Search)).OrderBy(row => row.Id)
            .Select(row => new { row.Search, Policy = row.Policies.OrderBy(policy => policy.Id).Select(policy => policy.Number).FirstOrDefault() })
            .AsAsyncEnumerable().WithCancellation(ct))
            _namesakes.TryAdd(row.Search, row.Policy ?? "");
        _othersPatients = await db.Patients().Everybodys().Where(row => EF.Parameter(names).Contains(row.Search)).Select(row => row.Search)
            .ToHashSetAsync(ct);
    }

    private static (Guid Patient, string Cpt, DateOnly Date) Key(MedicalService row) => (row.PatientId, row.Cpt, row.Date);

    /// <summary>What the patients of new services have on those very days; of a file that is loaded again it asks nothing.</summary>
    private async Task FindAlikeAsync(List<ImportedService> added, CancellationToken ct)
    {
        var keys = added.Where(row => _people.Find(row) is not null).Select(row => (_people.Find(row)!.Value, row.Code.Code, row.Date)).ToHashSet();
        var (there, patients) = (new List<MedicalService>(), keys.Select(key => key.Value).Distinct().ToList());
        if (patients.Count > 0)
        {
            var (from, to) = (keys.Min(key => key.Date), keys.Max(key => key.Date));
            await foreach (var row in db.Services().AsNoTracking()
                .Where(row => EF.Parameter(patients).Contains(row.PatientId) && row.Date >= from && row.Date <= to)
                .OrderBy(row => row.Folio).AsAsyncEnumerable().WithCancellation(ct))
            {
                if (keys.Contains(Key(row)))
                    there.Add(row);
            }
        }

        _alike = there.ToLookup(Key);
    }

    /// <summary>Folios that are there in other letters, capital or small; rare, so all are looked through only when there is one.</summary>
    private async Task FindTwinsAsync(List<string> folios, CancellationToken ct)
    {
        _twins = [];
        var wanted = folios.Where(folio => !_byFolio.ContainsKey(folio)).Select(folio => folio.ToUpperInvariant())
            .Where(folio => _foliosThere.Contains(Numbered(folio))).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
            return;
        await foreach (var folio in db.Services().Select(row => row.Folio).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (wanted.Contains(folio.ToUpperInvariant()))
                _twins.TryAdd(folio.ToUpperInvariant(), folio);
        }
    }

    /// <summary>A text as a number that no other has, as far as anybody will ever see.</summary>
    private static long Numbered(string text) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What loading one row would do; rows are judged in their order, as a later one may repeat an earlier one.</summary>
    public ImportRow Judge(ServiceCells cells, Result<ImportedService> read)
    {
        if (read.Value is not { } service)
            return Wrong(cells, [.. read.Problems]);
        var folio = Numbered(service.Folio);
        if (service.Folio.Length > 0 && !_folioLines.TryAdd(folio, cells.Line))
            return Wrong(cells, [new Problem(
                nameof(ServiceField.Folio), $"El folio {service.Folio} se repite en el archivo: también está en la fila {_folioLines[folio]}.")]);
        var patient = _people.Find(service);
        if (_byFolio.GetValueOrDefault(service.Folio) is { } known)
            return Known(cells, service, known, patient);
        if (_othersFolios.Contains(service.Folio))
            return Wrong(cells, [new Problem(nameof(ServiceField.Folio),
                $"El folio {service.Folio} ya es de un servicio de otra persona de la cuenta: escribe otro, o pide a esa persona que lo corrija.")]);
        var doubts = Doubts(service);
        if (patient is null)
            doubts.AddRange(WhoIsIt(service));
        var capitals = service.Folio.ToUpperInvariant();
        if (service.Folio.Length > 0 && _twins.TryGetValue(capitals, out var twin))
            doubts.Add($"El folio {service.Folio} sólo se distingue de {twin} por mayúsculas y minúsculas.");
        else if (service.Folio.Length > 0 && !_folioLinesByCase.TryAdd(Numbered(capitals), cells.Line))
            doubts.Add($"El folio {service.Folio} sólo se distingue por mayúsculas y minúsculas del de la fila {_folioLinesByCase[Numbered(capitals)]}.");
        List<MedicalService> alike = patient is { } person ? [.. _alike[(person, service.Code.Code, service.Date)]] : [];
        var correction = alike is [var only] && service.Folio.Length == 0 && _paired.Add(only.Id) ? Known(cells, service, only, patient) : null;
        if (alike.Count > 0)
            doubts.Add($"Ese paciente ya tiene {service.Code.Code} ese día: folio {string.Join(", ", alike.Select(row => row.Folio).Take(3))}"
                + (correction?.Kind == ImportKind.Igual ? ", igual a esta fila." : "."));
        var here = Numbered($"{service.Person}|{service.Code.Code}|{service.Date:O}");
        if (!_alikeLines.TryAdd(here, cells.Line))
            doubts.Add($"Mismo paciente, código y día que la {_places.GetValueOrDefault(_alikeLines[here], ServiceCells.Row(_alikeLines[here]))}.");
        else if (cells.Where != ServiceCells.Row(cells.Line))
            _places[cells.Line] = cells.Where;
        return new ImportRow(cells, ImportKind.Nuevo, service, [], [], doubts, correction);
    }

    /// <summary>The question whether a patient that would be added is the one of that name.</summary>
    private IEnumerable<string> WhoIsIt(ImportedService service)
    {
        if (_namesakes.TryGetValue(service.Person.Name, out var policy))
            yield return $"Ya hay un paciente llamado {service.Patient}, {(policy.Length == 0 ? "sin póliza" : $"con póliza {policy}")}: si es otra persona, "
                + "guarda la fila y se agrega; si es la misma, agrega la póliza en su página y carga el archivo otra vez.";
        else if (_othersPatients.Contains(service.Person.Name))
            yield return $"Otra persona de la cuenta ya tiene un paciente llamado {service.Patient}. Si es el mismo, guárdalo así y pide a quien administra "
                + "que los una.";
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
        var whose = patient == known.PatientId ? after.Patient : _patients.GetValueOrDefault(known.PatientId, "otro paciente");
        var changes = Changes(known, after, whose);
        if (changes.Count == 0)
            return new ImportRow(cells, ImportKind.Igual, after, [], [], []);
        if (decimal.Round(after.Amount / after.Units, 2) * after.Units != after.Amount)
            return Wrong(cells, [new Problem(
                nameof(ServiceField.Monto), $"El monto ${after.Amount:N2} no se reparte en las {after.Units} unidades que tiene el servicio.")]);
        var hold = _holds.GetValueOrDefault(known.Id);
        if (hold is { DraftId: null })
            return new ImportRow(cells, ImportKind.Error, after, changes, [new Problem("", hold.Message, Link: hold.Link)], []);
        var doubts = Doubts(after);
        if (patient != known.PatientId)
            doubts.Add($"El servicio es de {whose} y el archivo dice {after.Patient}. Si lo cambias, pasa a "
                + $"{(patient is null ? "un paciente nuevo de ese nombre" : after.Patient)}; si son uno, omite la fila.");
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

    private static IReadOnlyList<string> Changes(MedicalService known, ImportedService after, string whose)
    {
        var was = ServiceWords.Of(known, (whose, known.InsurerId == after.InsurerId ? "" : "otra aseguradora"));
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
