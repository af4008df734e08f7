using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Web.Components.Shared;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>A service realizado; price is of one unit and copay of all of them, in pesos.</summary>
internal sealed record ServiceDoc(
    Guid Id, string Folio, Guid PatientId, string Patient, Guid? InsurerId, string Plan, DateOnly? Date, TimeOnly? Time, string PerformedBy,
    string Authorization,
    string Siniestro, string Code, int Units, decimal? Price, decimal? Copay, IReadOnlyList<string> HeldBy, int Version)
{
    public static ServiceDoc Of(ServiceView view) => new(
        view.Id, view.Folio, view.Form.PatientId, view.Patient, view.Form.InsurerId, view.Form.Plan, view.Form.Date, view.Form.Time, view.Form.PerformedBy,
        view.Form.Authorization, view.Form.Siniestro, view.Form.Line.Code, view.Form.Line.Units, view.Form.Line.Price, view.Form.Line.Copay,
        [.. view.Holds.Select(hold => hold.Message)], view.Version);
}

/// <summary>A service of a visit: CPT-4 with its modifiers, price of one unit and copay of all of them in pesos.</summary>
internal sealed record LineRequest(string Code, decimal Price, int Units = 1, decimal Copay = 0, string Folio = "")
{
    public ServiceLine ToLine() => new(Code, Units, Price, Copay, Folio);
}

/// <summary>A visit: a patient that is known, or a new one, and what was done. AcceptDoubts says that a person has seen what is doubtful.</summary>
internal sealed record VisitRequest(
    Guid InsurerId, DateOnly Date, IReadOnlyList<LineRequest> Lines, Guid? PatientId = null, NewPatient? NewPatient = null, string PolicyNumber = "",
    string Plan = "",
    TimeOnly? Time = null, string PerformedBy = "", string Authorization = "", string Siniestro = "", bool AcceptDoubts = false)
{
    public VisitForm ToForm() => new(
        PatientId, NewPatient, InsurerId, PolicyNumber, Plan, Date, Time, PerformedBy, Authorization, Siniestro, [.. Lines.Select(line => line.ToLine())]);
}

internal sealed record VisitDone(IReadOnlyList<Guid> Ids, IReadOnlyList<string> Folios, Guid PatientId);

internal sealed record ServiceRequest(
    Guid PatientId, Guid InsurerId, DateOnly Date, LineRequest Line, string Plan = "", TimeOnly? Time = null, string PerformedBy = "",
    string Authorization = "",
    string Siniestro = "", bool AcceptDoubts = false)
{
    public ServiceEdit ToForm() => new(PatientId, InsurerId, Plan, Date, Time, PerformedBy, Authorization, Siniestro, Line.ToLine());
}

/// <summary>What is not sent stays as it is.</summary>
internal sealed record AuthorizationRequest(IReadOnlyList<Guid> Services, string? Authorization = null, string? Siniestro = null);

/// <summary>
/// A file of services (CSV, XLSX, FHIR R4); of the doubtful rows those whose lines are accepted are kept as they are, and those of CorrectedLines correct
/// the service that they look like. Preview keeps nothing.
/// </summary>
internal sealed record ImportRequest(
    SentFile File, IReadOnlyList<int>? AcceptedLines = null, bool Preview = false, IReadOnlyList<int>? CorrectedLines = null)
{
    public ImportAnswers Answers => new(AcceptedLines, CorrectedLines);
}

/// <param name="LoadId">With which all of it can be undone; null when nothing was kept.</param>
/// <param name="Added">How many services were, or would be, added.</param>
/// <param name="Changed">How many that were there were, or would be, changed.</param>
/// <param name="Rows">The rows that were not kept, with what is wrong or doubtful.</param>
/// <param name="UnknownInsurers">What the file calls insurers that nobody knows.</param>
internal sealed record ImportDone(Guid? LoadId, int Added, int Changed, IReadOnlyList<ImportFault> Rows, IReadOnlyList<string> UnknownInsurers);

/// <param name="Line">Which row, from 1; 0 for a part of the file that is no service.</param>
/// <param name="Problems">What must be mended.</param>
/// <param name="Doubts">What a person must accept.</param>
/// <param name="Corrects">What the row would change in the service that it looks like, once its line is in CorrectedLines.</param>
internal sealed record ImportFault(int Line, IReadOnlyList<string> Problems, IReadOnlyList<string> Doubts, IReadOnlyList<string> Corrects);

/// <summary>Services: entered, corrected, removed, searched, imported.</summary>
internal static class ServiceOperations
{
    public static void MapServices(this IEndpointRouteBuilder api)
    {
        api.Op("GET", "/services", Right.SeePatients, "listServices", "Services of a period; the last thirty days when none is given",
            async (DateOnly? from, DateOnly? to, Guid? insurerId, string? text, bool? billed, string? cursor, FindServices find, MexicanToday today,
                CancellationToken ct) =>
            {
                var last = to ?? today.Date;
                var found = await find.RunAsync(new ServicePeriod(from ?? last.AddDays(-30), last, insurerId, text, billed), Place.After(cursor), null, ct);
                return List(found.Page, row => row);
            }).Gives<Listed<ServiceRow>>();
        api.Op("GET", "/services/{id:guid}", Right.EditPatients, "getService", "One service and what holds it",
            async (Guid id, HttpContext context, EditService edit, CancellationToken ct) =>
                Tagged(context, await ServiceAsync(id, edit, ct))).Gives<ServiceDoc>().Tagged().Expands("patient", "insurer");
        api.Op("POST", "/services", Right.EditPatients, "createServices", "Registers a visit and its services",
            async (Body<VisitRequest> body, RegisterService register, CancellationToken ct) =>
            {
                var done = Kept(Value(await register.RunAsync(body.Value.ToForm(), body.Value.AcceptDoubts, ct)));
                return Results.Json(new VisitDone(done.Ids, done.Folios, done.PatientId), ApiJson.Options, statusCode: 201);
            }).Gives<VisitDone>(201);
        api.Op("PUT", "/services/{id:guid}", Right.EditPatients, "updateService", "Corrects a service that is neither billed nor charged",
            async (Guid id, Body<ServiceRequest> body, HttpContext context, EditService edit, CancellationToken ct) =>
            {
                var now = await ServiceAsync(id, edit, ct);
                Match(context, now);
                Kept(Value(await edit.RunAsync(id, now!.Version, body.Value.ToForm(), body.Value.AcceptDoubts, ct)));
                return Results.Json(new Done(id), ApiJson.Options);
            }).Gives<Done>().Matched();
        api.Op("DELETE", "/services/{id:guid}", Right.EditPatients, "removeService", "Removes a service that is neither billed nor charged",
            async (Guid id, bool? acceptDoubts, HttpContext context, EditService edit, RemoveServices remove, CancellationToken ct) =>
            {
                var now = await ServiceAsync(id, edit, ct);
                Match(context, now);
                var removed = Value(await remove.RunAsync(new Dictionary<Guid, int?> { [id] = now!.Version }, acceptDoubts == true, ct));
                return removed.Services.Count > 0 ? Results.NoContent() : throw Doubtful(removed.Doubts);
            }).Produces(204).Matched();
        api.Op("POST", "/services/authorization", Right.EditPatients, "authorizeServices", "Writes the insurer's authorization or siniestro on services",
            async (Body<AuthorizationRequest> body, AuthorizeServices authorize, CancellationToken ct) => Results.Json(
                new CountDone(Value(await authorize.RunAsync(body.Value.Services, body.Value.Authorization, body.Value.Siniestro, ct))), ApiJson.Options))
            .Gives<CountDone>();
        api.Op("POST", "/services/import", Right.EditPatients, "importServices", "Loads services out of a file", ImportAsync)
            .Gives<ImportDone>().WithMetadata(new Largest(32 * 1024 * 1024));
        api.Op("POST", "/services/imports/{id:guid}/undo", Right.EditPatients, "undoImport", "Undoes all of a load",
            async (Guid id, UndoLoad undo, CancellationToken ct) =>
            {
                Value(await undo.RunAsync(id, ct));
                return Results.Json(new Done(id), ApiJson.Options);
            }).Gives<Done>();
    }

    private static async Task<IResult> ImportAsync(Body<ImportRequest> body, ImportServices import, CancellationToken ct)
    {
        using var preview = await PreviewAsync(body.Value.File, import, ct);
        var answers = body.Value.Answers;
        var lines = preview.Left(answers).Select(row => row.Line).ToHashSet();
        var left = preview.Rows.Where(row => lines.Contains(row.Line)).Select(row => new ImportFault(
            row.Line, [.. row.Problems.Select(problem => problem.Message)], row.Doubts, row.Correction?.Changes ?? [])).ToList();
        left.AddRange(preview.NotUnderstood.Select(problem => new ImportFault(0, [problem.Message], [], [])));
        if (body.Value.Preview)
            return Results.Json(
                new ImportDone(null, preview.Count(ImportKind.Nuevo), preview.Count(ImportKind.Cambia), left, preview.Unknown), ApiJson.Options);
        var loaded = Value(await import.ApplyAsync(preview, answers, null, ct));
        return Results.Json(new ImportDone(loaded.LoadId, loaded.Added, loaded.Changed, left, preview.Unknown), ApiJson.Options);
    }

    /// <summary>What loading a file would do, whatever it is: a table in its own layout or the remembered one, or FHIR.</summary>
    public static async Task<ImportPreview> PreviewAsync(SentFile file, ImportServices import, CancellationToken ct)
    {
        if (FhirServices.Looks(file.Content))
        {
            var (cells, others) = Value(FhirServices.Read(file.Content));
            return await import.PreviewAsync(file.Name, cells, others, null, ct);
        }

        using var book = Value(await import.OpenAsync(file.Name, file.Content, ct));
        return Value(await import.PreviewAsync(book, (await import.ColumnsAsync(book, ct)).Columns, comma: false, null, ct));
    }

    private static Registered Kept(Registered done) => done.Ids.Count > 0 ? done : throw Doubtful(done.Doubts);

    private static ApiException Doubtful(IReadOnlyList<string> doubts) => new(
        409, [.. doubts.Select(doubt => new ApiFault("/acceptDoubts", null, doubt, "This is doubtful; send acceptDoubts=true once a person has seen it."))]);

    private static async Task<ServiceDoc?> ServiceAsync(Guid id, EditService edit, CancellationToken ct) =>
        await edit.ViewAsync(id, ct) is { } view ? ServiceDoc.Of(view) : null;
}
