using System.Text.Json;
using Honorario.Archivos;
using Honorario.Archivos.Lectura;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What a load did.</summary>
/// <param name="LoadId">By which it is undone; null when it did nothing.</param>
public sealed record Loaded(Guid? LoadId, int Added, int Changed);

/// <summary>
/// Services in from a file. It is first shown row by row (new, changed, same, wrong, doubtful), then kept in one transaction; what is billed
/// or charged stays as it is. How a kind of file was read, and what it calls each insurer, is remembered.
/// </summary>
public sealed class ImportServices(
    HonorarioStorage storage, IArchivos archivos, ComposeInvoice compose, Turns turns, PlaceClock places, TimeProvider clock, Actor actor)
{
    private const int Chunk = 1_000;

    /// <summary>Opens a table, whatever its format.</summary>
    public async Task<Result<ServiceFile>> OpenAsync(string fileName, byte[] content, CancellationToken ct)
    {
        if (content.Length > ServiceFile.MostBytes)
            return new Problem(FieldNames.File, $"El archivo pesa más de {ServiceFile.MostBytes / 1024 / 1024} MB: divídelo.");
        var book = await archivos.BookAsync(new BroughtFile(fileName, content), ServiceFile.MostRows, ct);
        return book.Ok ? ServiceFile.Of(fileName, book.Value) : new Problem(FieldNames.File, book.Refusal);
    }

    /// <summary>The columns by which this kind of file was read last, else the best guess.</summary>
    public async Task<(ServiceColumns Columns, bool Remembered)> ColumnsAsync(ServiceFile file, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var kind = file.Kind;
        var kept = await db.ServiceLayouts().Where(row => row.Header == kind).Select(row => row.Columns).SingleOrDefaultAsync(ct);
        return kept is null
            ? (ServiceColumns.Guess(file.Header), false)
            : (new ServiceColumns(JsonSerializer.Deserialize<Dictionary<ServiceField, int>>(kept)!), true);
    }

    /// <summary>What loading a table would do.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">Which column says what; remembered from here on.</param>
    /// <param name="progress">How many rows are read.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<ImportPreview>> PreviewAsync(ServiceFile file, ServiceColumns columns, IProgress<int>? progress, CancellationToken ct)
    {
        if (columns.Missing() is { Count: > 0 } missing)
            return missing.ToList();
        await RememberAsync(file, columns, ct);
        return await PreviewAsync(file.Name, file.Read(columns), [], progress, ct);
    }

    /// <summary>What loading services of any origin would do.</summary>
    /// <param name="fileName">Where they come from.</param>
    /// <param name="cells">The services.</param>
    /// <param name="notUnderstood">Parts of the file that are none.</param>
    /// <param name="progress">How many rows are read.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<ImportPreview> PreviewAsync(
        string fileName, IEnumerable<ServiceCells> cells, IReadOnlyList<Problem> notUnderstood, IProgress<int>? progress, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var insurers = await InsurerNames.ReadAsync(db, ct);
        var read = new List<(ServiceCells Cells, Result<ImportedService> Service)>();
        foreach (var row in cells)
        {
            read.Add((row, ImportReading.Read(row, insurers)));
            if (read.Count % Chunk == 0)
                progress?.Report(read.Count);
        }

        var place = await db.Emisores().OrderBy(row => row.Id).Select(row => row.CodigoPostal).FirstOrDefaultAsync(ct);
        var judge = new ImportJudge(db, places.TodayAt(place ?? PlaceClock.Centre));
        await judge.LoadAsync([.. read.Select(row => row.Service.Value).OfType<ImportedService>()], ct);
        var rows = read.Select(row => judge.Judge(row.Cells, row.Service)).ToList();
        var unknown = rows.Select(row => row.Cells[ServiceField.Aseguradora]).Where(name => name.Length > 0 && !insurers.ContainsKey(SearchText.Of(name)))
            .Distinct().Take(50).ToList();
        return new ImportPreview(fileName, rows, unknown, notUnderstood);
    }

    /// <summary>"GNP" is this insurer, from here on.</summary>
    public async Task<Result<Guid>> CallAsync(string written, Guid insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        if (!await db.Insurers().AnyAsync(row => row.Id == insurerId, ct))
            return new Problem("", "Elige la aseguradora.");
        var search = SearchText.Of(written);
        if (await db.InsurerAliases().SingleOrDefaultAsync(row => row.Written == search, ct) is { } alias)
            alias.InsurerId = insurerId;
        else
            db.InsurerAliases().Add(new InsurerAlias { Written = search, InsurerId = insurerId });
        await db.SaveChangesAsync(ct);
        return insurerId;
    }

    /// <summary>Keeps what is new and what changes; of the doubtful rows, those that were accepted.</summary>
    /// <param name="preview">What was shown.</param>
    /// <param name="accepted">Lines of the doubtful rows to keep.</param>
    /// <param name="progress">How many services are kept.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Loaded>> ApplyAsync(ImportPreview preview, IReadOnlySet<int> accepted, IProgress<int>? progress, CancellationToken ct)
    {
        var rows = preview.Rows.Where(row => row.Kind is ImportKind.Nuevo or ImportKind.Cambia && (row.Doubts.Count == 0 || accepted.Contains(row.Line)))
            .ToList();
        if (rows.Count == 0)
            return new Loaded(null, 0, 0);
        return await turns.TakeAsync(
            storage, Right.EditPatients, NumberLine.ServiceFolios(actor.PracticeId),
            turn => KeepOrTellAsync(turn.Db, preview.FileName, rows, progress, ct), ct);
    }

    private async Task<Result<Loaded>> KeepOrTellAsync(
        HonorarioDb db, string fileName, List<ImportRow> rows, IProgress<int>? progress, CancellationToken ct)
    {
        try
        {
            return await KeepAsync(db, fileName, rows, progress, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Elsewhere;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return Elsewhere;
        }
    }

    private static Problem Elsewhere { get; } =
        new(FieldNames.File, "Otra persona cargó o corrigió algunos de esos servicios al mismo tiempo. Carga el archivo otra vez.");

    private async Task<Result<Loaded>> KeepAsync(HonorarioDb db, string fileName, List<ImportRow> rows, IProgress<int>? progress,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (added, changed) = (rows.Count(row => row.Kind == ImportKind.Nuevo), rows.Count(row => row.Kind == ImportKind.Cambia));
        var load = new ServiceLoad { FileName = fileName.Length <= 200 ? fileName : fileName[^200..], At = now, Who = actor.Name, Added = added,
            Changed = changed };
        db.ServiceLoads().Add(load);
        db.Record(load.Id, now, "Servicios importados", $"{load.FileName}: {added} nuevos, {changed} corregidos");
        var people = new ImportPeople();
        await people.LoadAsync(db, ct);
        var folios = new Queue<string>(
            await ServiceFolios.NextAsync(db, rows.Count(row => row.Kind == ImportKind.Nuevo && row.Service!.Folio.Length == 0), ct));
        var done = 0;
        foreach (var chunk in rows.Chunk(Chunk))
        {
            var problem = await KeepChunkAsync(db, load.Id, chunk, people, folios, now, ct);
            if (problem is not null)
                return problem;
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            progress?.Report(done += chunk.Length);
        }

        foreach (var draft in rows.Select(row => row.Service!.Draft).OfType<Guid>().Distinct())
        {
            var invoice = await db.Invoices().Where(row => row.Id == draft).Select(row => row.InsurerId).SingleAsync(ct);
            var gone = await db.InvoiceLines().Where(line => line.InvoiceId == draft && (line.Service.InsurerId != invoice || line.Service.InsurerAmount == 0))
                .ToListAsync(ct);
            db.InvoiceLines().RemoveRange(gone);
            if (await DraftsAlong.RewriteAsync(db, compose, draft, [.. gone.Select(line => line.ServiceId)], [], ct) is { } obstacle)
                return obstacle.ToList();
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        return new Loaded(load.Id, added, changed);
    }

    private static async Task<Problem?> KeepChunkAsync(
        HonorarioDb db, Guid loadId, ImportRow[] chunk, ImportPeople people, Queue<string> folios, DateTime now, CancellationToken ct)
    {
        var ids = chunk.Select(row => row.Service!.KnownId).OfType<Guid>().ToList();
        var known = await db.Services().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        var holds = (await ServiceHolds.OfAsync(db, ids, ct)).Where(hold => hold.DraftId is null).Select(hold => hold.ServiceId).ToHashSet();
        if (holds.Count > 0 || known.Count < ids.Count)
            return Elsewhere;
        foreach (var row in chunk)
        {
            var from = row.Service!;
            var patient = people.Of(db, from);
            if (from.KnownId is { } id)
            {
                var service = known[id];
                db.ServiceLoadRows().Add(new ServiceLoadRow { LoadId = loadId, ServiceId = id, Before = ServiceSnapshot.Of(service),
                    VersionAfter = service.Version + 1 });
                ImportedServices.Write(service, from);
                service.PatientId = patient;
                db.FailIfChanged(service);
                db.Record(id, now, "Servicio corregido", $"{service.Folio}: {string.Join("; ", row.Changes)}");
                continue;
            }

            var added = new MedicalService { Folio = from.Folio.Length > 0 ? from.Folio : folios.Dequeue(), PatientId = patient, Cpt = from.Code.Code,
                LoadId = loadId };
            ImportedServices.Write(added, from);
            db.AllServices().Add(added);
            db.ServiceLoadRows().Add(new ServiceLoadRow { LoadId = loadId, ServiceId = added.Id });
        }

        return null;
    }

    private async Task RememberAsync(ServiceFile file, ServiceColumns columns, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var (kind, written) = (file.Kind, JsonSerializer.Serialize(columns.At));
        if (await db.ServiceLayouts().SingleOrDefaultAsync(row => row.Header == kind, ct) is { } layout)
            layout.Columns = written;
        else
            db.ServiceLayouts().Add(new ServiceLayout { Header = kind, Columns = written });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The patients of a load: those that are known, and those that it adds.</summary>
internal sealed class ImportPeople
{
    private readonly Dictionary<(Guid Insurer, string Policy, string Name), Guid> _people = [];

    public async Task LoadAsync(HonorarioDb db, CancellationToken ct)
    {
        await foreach (var row in db.Policies().OrderBy(policy => policy.Id)
            .Join(db.Patients(), policy => policy.PatientId, patient => patient.Id,
                (policy, patient) => new { policy.InsurerId, policy.Search, patient.Id, Name = patient.Search })
            .AsAsyncEnumerable().WithCancellation(ct))
            _people.TryAdd((row.InsurerId, row.Search, row.Name), row.Id);
    }

    public Guid Of(HonorarioDb db, ImportedService from)
    {
        if (_people.TryGetValue(from.Person, out var known))
            return known;
        var added = new Patient { Name = from.Patient, Phone = from.Phone, Email = from.Email,
            Policies = { new Policy { InsurerId = from.InsurerId, Number = from.PolicyNumber, Plan = from.Plan } } };
        db.Patients().Add(added);
        return _people[from.Person] = added.Id;
    }
}
