using System.Text.Json;
using Honorario.Archivos;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
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
/// Services in from a file. It is first shown row by row (new, changed, same, wrong, doubtful), then kept, a thousand at a time so that others
/// work meanwhile; what is billed or charged stays as it is. How a kind of file was read, and what it calls each insurer, is remembered.
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
        var sheets = new Dictionary<int, Spool<Cell[]>>();
        var limits = new TableLimits(ServiceFile.MostRows, Characters: ServiceFile.MostBytes);
        var read = await archivos.RowsAsync(new BroughtFile(fileName, content), limits, (sheet, row) =>
        {
            if (!sheets.TryGetValue(sheet, out var rows))
                sheets[sheet] = rows = new Spool<Cell[]>();
            rows.Add(row);
        }, ct);
        if (read.Ok)
        {
            var file = ServiceFile.Of(fileName, [.. read.Value.All.Select(sheet => (sheet.Name, sheets[sheet.Number]))]);
            return file.Value is { } opened ? await UnderKnownHeaderAsync(opened, ct) : file;
        }

        foreach (var rows in sheets.Values)
            rows.Dispose();
        return new Problem(FieldNames.File, read.Refusal);
    }

    /// <summary>The row that named the columns of such a file last goes before the one that looks most like it.</summary>
    private async Task<ServiceFile> UnderKnownHeaderAsync(ServiceFile file, CancellationToken ct)
    {
        var kinds = file.Kinds.Where(row => row.Kind.Length > 0).ToList();
        var sought = kinds.ConvertAll(row => row.Kind);
        await using var db = storage.Open(Right.EditPatients);
        var known = await db.ServiceLayouts().Where(row => sought.Contains(row.Header)).Select(row => row.Header).ToListAsync(ct);
        return known.Count == 0 || known.Contains(file.Kind) ? file : file.WithHeader(kinds.Find(row => known.Contains(row.Kind)).Row);
    }

    /// <summary>The columns by which this kind of file was read last, else the best guess.</summary>
    public async Task<(ServiceColumns Columns, bool Remembered)> ColumnsAsync(ServiceFile file, CancellationToken ct)
    {
        if (!file.HasHeader)
            return (new ServiceColumns(new Dictionary<ServiceField, int>()), false);
        await using var db = storage.Open(Right.EditPatients);
        var kind = file.Kind;
        var kept = await db.ServiceLayouts().Where(row => row.Header == kind).Select(row => new { row.Columns, row.MonthFirst }).SingleOrDefaultAsync(ct);
        return kept is null
            ? (ServiceColumns.Guess(file.Header), false)
            : (new ServiceColumns(JsonSerializer.Deserialize<Dictionary<ServiceField, int>>(kept.Columns)!, MonthFirst: kept.MonthFirst), true);
    }

    /// <summary>What loading a table would do.</summary>
    /// <param name="file">The file.</param>
    /// <param name="columns">Which column says what; remembered from here on.</param>
    /// <param name="comma">A person said that a comma separates the centavos.</param>
    /// <param name="progress">How many rows are read.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<ImportPreview>> PreviewAsync(
        ServiceFile file, ServiceColumns columns, bool comma, IProgress<int>? progress, CancellationToken ct)
    {
        if (columns.Missing() is { Count: > 0 } missing)
            return missing.ToList();
        if (file.HasHeader)
            await RememberAsync(file, columns, ct);
        return await PreviewAsync(file.Name, file.Read(columns, comma), [], progress, ct);
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
        var place = await db.Emisores().OrderBy(row => row.Id).Select(row => row.CodigoPostal).FirstOrDefaultAsync(ct);
        var judge = new ImportJudge(db, places.TodayAt(place ?? PlaceClock.Centre));
        await judge.BeginAsync(ct);
        var preview = new ImportPreview(fileName, notUnderstood);
        foreach (var chunk in cells.Chunk(Chunk))
        {
            var read = chunk.Select(row => (Cells: row, Service: ImportReading.Read(row, insurers))).ToList();
            await judge.LoadAsync([.. read.Select(row => row.Service.Value).OfType<ImportedService>()], ct);
            foreach (var row in read)
                preview.Add(judge.Judge(row.Cells, row.Service), insurers.ContainsKey(SearchText.Of(row.Cells[ServiceField.Aseguradora])));
            progress?.Report(preview.Rows.Count);
        }

        return preview;
    }

    /// <summary>"GNP" is this insurer, from here on.</summary>
    public async Task<Result<Guid>> CallAsync(string written, Guid insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        if (await db.InsurerProblemAsync(insurerId, "", ct) is { } problem)
            return problem;
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
    /// <param name="answers">What was said of the doubtful rows.</param>
    /// <param name="progress">How many services are kept.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Loaded>> ApplyAsync(ImportPreview preview, ImportAnswers answers, IProgress<int>? progress, CancellationToken ct)
    {
        var (added, changed) = (preview.Keeping(answers, ImportKind.Nuevo), preview.Keeping(answers, ImportKind.Cambia));
        if (added + changed == 0)
            return new Loaded(null, 0, 0);
        var name = preview.FileName;
        var load = new ServiceLoad { FileName = name.Length <= 200 ? name : name[^200..], At = clock.GetUtcNow().UtcDateTime, Who = actor.Name };
        var done = new Loaded(load.Id, 0, 0);
        foreach (var chunk in preview.Kept(answers).Chunk(Chunk))
        {
            var now = new Loaded(load.Id, done.Added + chunk.Count(row => row.Kind == ImportKind.Nuevo),
                done.Changed + chunk.Count(row => row.Kind == ImportKind.Cambia));
            var kept = await turns.TakeAsync(
                storage, Right.EditPatients, NumberLine.ServiceFolios(actor.PracticeId), turn => KeepOrTellAsync(turn.Db, load, chunk, done, now, ct), ct);
            if (!kept.Ok)
                return done.LoadId is not null && done.Added + done.Changed > 0 ? Rest(done, added + changed) : kept;
            done = kept.Value!;
            progress?.Report(done.Added + done.Changed);
        }

        if (done.Added > Chunk)
            await TellSizesAsync(ct);
        return done;
    }

    /// <summary>A practice's first large file: without it a database that counted its rows when they were few reads all of them for each patient.</summary>
    private async Task TellSizesAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        await db.AnalyzeAsync(ct);
    }

    private async Task<Result<Loaded>> KeepOrTellAsync(HonorarioDb db, ServiceLoad load, ImportRow[] chunk, Loaded before, Loaded after, CancellationToken ct)
    {
        try
        {
            return await KeepAsync(db, load, chunk, before, after, ct);
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

    private static Problem Rest(Loaded done, int all) => new(FieldNames.File,
        $"Se guardaron {done.Added + done.Changed:N0} de {all:N0}: otra persona cargó o corrigió algunos de los demás al mismo tiempo. "
            + "Carga el archivo otra vez: lo guardado no se repite.");

    private async Task<Result<Loaded>> KeepAsync(HonorarioDb db, ServiceLoad load, ImportRow[] chunk, Loaded before, Loaded after, CancellationToken ct)
    {
        await NoteAsync(db, load, before, after, ct);
        if (await KeepChunkAsync(db, load.Id, chunk, load.At, ct) is { } problem)
            return problem;
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        foreach (var draft in chunk.Select(row => row.Service!.Draft).OfType<Guid>().Distinct())
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

        return after;
    }

    /// <summary>The load says what is kept of it so far: whoever is interrupted undoes that, or loads the file again.</summary>
    private static async Task NoteAsync(HonorarioDb db, ServiceLoad load, Loaded before, Loaded after, CancellationToken ct)
    {
        if (before.Added + before.Changed == 0)
        {
            db.ServiceLoads().Add(new ServiceLoad { Id = load.Id, FileName = load.FileName, At = load.At, Who = load.Who, Added = after.Added,
                Changed = after.Changed });
            db.Record(load.Id, load.At, "Servicios importados", load.FileName);
            return;
        }

        var kept = await db.ServiceLoads().SingleAsync(row => row.Id == load.Id, ct);
        (kept.Added, kept.Changed) = (after.Added, after.Changed);
    }

    private static async Task<Problem?> KeepChunkAsync(
        HonorarioDb db, Guid loadId, ImportRow[] chunk, DateTime now, CancellationToken ct)
    {
        var people = await ImportPeople.OfAsync(db, [.. chunk.Select(row => row.Service!)], ct);
        var folios = new Queue<string>(
            await ServiceFolios.NextAsync(db, chunk.Count(row => row.Kind == ImportKind.Nuevo && row.Service!.Folio.Length == 0), ct));
        var ids = chunk.Select(row => row.Service!.KnownId).OfType<Guid>().ToList();
        var known = await db.Services().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
        var holds = (await ServiceHolds.OfAsync(db, ids, ct)).Where(hold => hold.DraftId is null).Select(hold => hold.ServiceId).ToHashSet();
        if (holds.Count > 0 || known.Count < ids.Count)
            return Elsewhere;
        foreach (var row in chunk)
        {
            var from = row.Service!;
            var patient = people.Of(db, from, loadId);
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
            (layout.Columns, layout.MonthFirst) = (written, columns.MonthFirst);
        else
            db.ServiceLayouts().Add(new ServiceLayout { Header = kind, Columns = written, MonthFirst = columns.MonthFirst });
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The patients of some rows: those that are known, and those that are added.</summary>
internal sealed class ImportPeople
{
    private readonly Dictionary<(Guid Insurer, string Policy, string Name), Guid> _people = [];

    private ImportPeople()
    {
    }

    public static async Task<ImportPeople> OfAsync(HonorarioDb db, IReadOnlyCollection<ImportedService> services, CancellationToken ct)
    {
        var (found, names) = (new ImportPeople(), services.Select(row => row.Person.Name).Distinct().ToList());
        await foreach (var row in db.Policies().OrderBy(policy => policy.Id)
            .Join(db.Patients().Where(patient => EF.Parameter(names).Contains(patient.Search)), policy => policy.PatientId, patient => patient.Id,
                (policy, patient) => new { policy.InsurerId, policy.Search, patient.Id, Name = patient.Search })
            .AsAsyncEnumerable().WithCancellation(ct))
            found._people.TryAdd((row.InsurerId, row.Search, row.Name), row.Id);
        return found;
    }

    /// <returns>Null when nobody is known by that name and policy.</returns>
    public Guid? Find(ImportedService from) => _people.TryGetValue(from.Person, out var known) ? known : null;

    /// <summary>The patient of a row; one that is not known is added.</summary>
    public Guid Of(HonorarioDb db, ImportedService from, Guid loadId)
    {
        if (Find(from) is { } known)
            return known;
        var added = new Patient { Name = from.Patient, Phone = from.Phone, Email = from.Email, LoadId = loadId,
            Policies = { new Policy { InsurerId = from.InsurerId, Number = from.PolicyNumber, Plan = from.Plan } } };
        db.Patients().Add(added);
        return _people[from.Person] = added.Id;
    }
}
