using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Integraciones;
using Honorario.Billing.RegistroDeServicios.Importar;
using static Honorario.Web.Api.V1.ApiAnswers;

namespace Honorario.Web.Api.V1;

/// <summary>
/// FHIR R4 (4.0.1) for record systems: a Bundle becomes services, a Claim a draft or a stamped invoice, and what comes of it a ClaimResponse and a
/// PaymentReconciliation. Refusals are OperationOutcomes with the paths.
/// </summary>
internal static class FhirOperations
{
    public const string Root = "/fhir";
    public const string ContentType = "application/fhir+json";
    private const string Naming = "urn:honorario:naming:";
    private const long Most = 32L * 1024 * 1024;

    /// <summary>Names as FHIR wants them of what programs read (nsd-0: a capital, then letters and digits); the preferred address first.</summary>
    private static readonly (string Id, string Name, string Kind, string Text, string[] Addresses)[] Names =
    [
        ("rfc", "RFC", "identifier", "Registro Federal de Contribuyentes (SAT)", [$"{Naming}rfc"]),
        ("curp", "CURP", "identifier", "Clave Única de Registro de Población", [$"{Naming}curp"]),
        ("cfdi", "FolioFiscal", "identifier", "Folio fiscal (UUID) de un CFDI", [$"{Naming}cfdi"]),
        ("control", "NoDeControlInterno", "identifier", "No de Control Interno de una factura", [$"{Naming}control"]),
        ("clave-prod-serv", "ClaveProdServ", "codesystem", "c_ClaveProdServ del SAT", [$"{Naming}clave-prod-serv"]),
        ("cpt", "CPT", "codesystem", "Current Procedural Terminology (AMA)", ["http://www.ama-assn.org/go/cpt", "urn:oid:2.16.840.1.113883.6.12"]),
    ];

    public static void MapFhir(this WebApplication app)
    {
        app.MapGet($"{Root}/metadata", (TimeProvider clock) => Json(Capabilities(clock))).AllowAnonymous().WithMetadata(OwnDoor.Instance);
        app.MapGet($"{Root}/NamingSystem", () => Json(Systems())).AllowAnonymous().WithMetadata(OwnDoor.Instance);
        app.Op("POST", Root, Right.EditPatients, "fhirBundle", "A Bundle of services", BundleAsync).WithMetadata(new Largest(Most));
        app.Op("POST", $"{Root}/Claim", Right.Bill, "fhirClaim", "A Claim becomes an invoice", ClaimAsync).WithMetadata(new Largest(Most));
        app.Op("GET", $"{Root}/ClaimResponse/{{id:guid}}", Right.SeeInvoices, "fhirClaimResponse", "What came of a Claim",
            async (Guid id, ViewInvoice view, CancellationToken ct) => await view.RunAsync(id, ct) is { } found ? Json(Response(found)) : throw Nothing());
        app.Op("GET", $"{Root}/PaymentReconciliation/{{id:guid}}", Right.SeeMoney, "fhirPayment", "A payment and what it settles",
            async (Guid id, ViewPayment view, CancellationToken ct) => await view.RunAsync(id, ct) is { } found ? Json(Reconciliation(found))
                : throw Nothing());
    }

    /// <summary>A refusal as FHIR has it.</summary>
    public static Task RefuseAsync(HttpContext context, ApiProblem problem)
    {
        context.Response.ContentType = ContentType;
        var faults = problem.Errors.Count > 0 ? problem.Errors : [new ApiFault("", null, problem.Detail, problem.Title)];
        return JsonSerializer.SerializeAsync(
            context.Response.Body, Outcome(faults.Select(fault => Issue("error", CodeOf(problem.Status), fault.Es, fault.En, fault.Field))), ApiJson.Options,
            context.RequestAborted);
    }

    private static async Task<IResult> BundleAsync(HttpRequest request, ImportServices import, CancellationToken ct)
    {
        var content = await ContentAsync(request, ct);
        var (cells, others) = Value(FhirServices.Read(content));
        using var preview = await import.PreviewAsync("FHIR", cells, others, null, ct);
        var loaded = Value(await import.ApplyAsync(preview, new ImportAnswers(AcceptsDoubts(request) ? preview.Rows.Select(row => row.Line) : []), null, ct));
        var issues = new List<JsonObject>
        {
            Issue("information", "informational", $"{Counted.Text(loaded.Added, "servicio nuevo", "servicios nuevos")} y "
                + $"{Counted.Text(loaded.Changed, "corregido", "corregidos")}.",
                $"{loaded.Added} services added, {loaded.Changed} corrected.", ""),
        };
        issues.AddRange(preview.Rows.SelectMany(row => row.Problems.Select(problem => Issue("error", "invalid", problem.Message, "Not loaded.",
            row.Cells.Where))));
        if (!AcceptsDoubts(request))
            issues.AddRange(preview.Rows.SelectMany(row => row.Doubts.Select(doubt =>
                Issue("warning", "duplicate", doubt, "Doubtful and not loaded; send ?acceptDoubts=true once a person has seen it.", row.Cells.Where))));
        issues.AddRange(others.Select(problem => Issue("warning", "not-supported", problem.Message, "Not used.", problem.Field)));
        var nothing = loaded.Added + loaded.Changed == 0 && preview.Rows.All(row => row.Problems.Count > 0);
        return Json(Outcome(issues), nothing ? 422 : 200);
    }

    private static async Task<IResult> ClaimAsync(HttpRequest request, Guid? emisor, BillClaim bill, ViewInvoice view, CancellationToken ct)
    {
        var content = await ContentAsync(request, ct);
        var claim = (JsonNode.Parse(content) as JsonObject)?["use"]?.GetValue<string>() ?? "claim";
        var billed = await bill.RunAsync(new ClaimForm("FHIR Claim", content, emisor, claim == "claim", AcceptsDoubts(request)), ct);
        if (!billed.Ok)
            throw new ApiException(422, [.. billed.Problems.Select(problem =>
                new ApiFault(problem.Field, problem.Code, problem.Message, "The claim can't be billed as it is; \"details\" says why."))]);
        return Json(Response((await view.RunAsync(billed.Value, ct))!), 201);
    }

    private static async Task<byte[]> ContentAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentType?.Split(';')[0].Trim() is not (ContentType or "application/json"))
            throw new ApiException(415, "Content-Type", $"El contenido debe ser {ContentType}.", $"The body must be {ContentType}.");
        using var read = new MemoryStream();
        await request.Body.CopyToAsync(read, ct);
        try
        {
            using var json = JsonDocument.Parse(read.ToArray());
        }
        catch (JsonException unreadable)
        {
            throw new ApiException(400, "", "No se puede leer el JSON.", unreadable.Message);
        }

        return read.ToArray();
    }

    private static bool AcceptsDoubts(HttpRequest request) => request.Query["acceptDoubts"] == "true";

    private static JsonObject Response(InvoiceView view)
    {
        var row = view.Invoice;
        var outcome = row.Status switch
        {
            InvoiceStatus.RechazadaAseguradora or InvoiceStatus.Cancelada => "error",
            InvoiceStatus.Borrador or InvoiceStatus.Facturada or InvoiceStatus.EnviadaAseguradora or InvoiceStatus.EnProcesoDeCancelacion => "queued",
            _ => row.Credited > 0 || row.Status == InvoiceStatus.PagoParcial ? "partial" : "complete",
        };
        var response = new JsonObject
        {
            ["resourceType"] = "ClaimResponse", ["id"] = $"{row.Id}",
            ["identifier"] = new JsonArray(Identifier("control", row.ControlNumber)),
            ["status"] = row.Status == InvoiceStatus.Cancelada ? "cancelled" : row.Status == InvoiceStatus.Borrador ? "draft" : "active",
            ["type"] = new JsonObject { ["coding"] = new JsonArray(Coding("http://terminology.hl7.org/CodeSystem/claim-type", "professional")) },
            ["use"] = row.Status == InvoiceStatus.Borrador ? "predetermination" : "claim",
            ["patient"] = new JsonObject { ["display"] = "Los pacientes de sus servicios" },
            ["created"] = row.IssueDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["insurer"] = Party(row.Insurer.Nombre, row.Insurer.Rfc.Value), ["requestor"] = Party(row.Emisor.Nombre, row.Emisor.Rfc.Value),
            ["outcome"] = outcome,
            ["total"] = new JsonArray(
                Total("submitted", row.SubTotal), Total("eligible", row.Total - row.Credited), Total("benefit", row.Paid)),
        };
        if (row.Uuid is { } uuid)
            response["identifier"]!.AsArray().Add(Identifier("cfdi", uuid.Value));
        if ((row.InsurerReason ?? row.Rejection ?? view.Document?.WaitingBecause) is { } why)
            response["disposition"] = why;
        return response;
    }

    private static JsonObject Reconciliation(PaymentView view) => new()
    {
        ["resourceType"] = "PaymentReconciliation", ["id"] = $"{view.Payment.Id}", ["status"] = view.Payment.UndoneAt is null ? "active" : "cancelled",
        ["created"] = view.Payment.RegisteredAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        ["paymentIssuer"] = Party(view.Payment.Insurer.Nombre, view.Payment.Insurer.Rfc.Value),
        ["paymentDate"] = view.Payment.PaidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["paymentAmount"] = Pesos(view.Payment.Amount),
        ["paymentIdentifier"] = new JsonObject { ["value"] = view.Payment.OperationNumber },
        ["detail"] = new JsonArray([.. view.Payment.Applications.Select(row => (JsonNode)new JsonObject
        {
            ["type"] = new JsonObject { ["coding"] = new JsonArray(Coding("http://terminology.hl7.org/CodeSystem/payment-type", "payment")) },
            ["response"] = new JsonObject { ["reference"] = $"ClaimResponse/{row.InvoiceId}" }, ["amount"] = Pesos(row.Pagado),
        })]),
    };

    private static JsonObject Capabilities(TimeProvider clock) => new()
    {
        ["resourceType"] = "CapabilityStatement", ["status"] = "active", ["date"] = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["kind"] = "instance", ["software"] = new JsonObject { ["name"] = "Honorario" },
        ["implementation"] = new JsonObject { ["description"] = "Honorario: servicios y facturas de un consultorio" },
        ["fhirVersion"] = "4.0.1", ["format"] = new JsonArray(ContentType),
        ["rest"] = new JsonArray(new JsonObject
        {
            ["mode"] = "server",
            ["security"] = new JsonObject { ["description"] = "Authorization: Bearer; Idempotency-Key on every POST." },
            ["resource"] = new JsonArray(Resource("Claim", "create"), Resource("ClaimResponse", "read"), Resource("PaymentReconciliation", "read"),
                Resource("NamingSystem", "search-type")),
            ["interaction"] = new JsonArray(new JsonObject { ["code"] = "batch" }, new JsonObject { ["code"] = "transaction" }),
        }),
    };

    private static JsonObject Systems() => new()
    {
        ["resourceType"] = "Bundle", ["type"] = "searchset", ["total"] = Names.Length,
        ["entry"] = new JsonArray([.. Names.Select(row => (JsonNode)new JsonObject
        {
            ["resource"] = new JsonObject
            {
                ["resourceType"] = "NamingSystem", ["id"] = row.Id, ["name"] = row.Name, ["status"] = "active", ["kind"] = row.Kind,
                ["date"] = "2026-11-29", ["description"] = row.Text,
                ["uniqueId"] = new JsonArray([.. row.Addresses.Select((address, at) => (JsonNode)new JsonObject
                {
                    ["type"] = address.StartsWith("urn:oid:", StringComparison.Ordinal) ? "oid" : "uri",
                    ["value"] = address.Replace("urn:oid:", "", StringComparison.Ordinal), ["preferred"] = at == 0,
                })]),
            },
        })]),
    };

    private static JsonObject Resource(string type, string interaction) =>
        new() { ["type"] = type, ["interaction"] = new JsonArray(new JsonObject { ["code"] = interaction }) };

    private static JsonObject Identifier(string system, string value) => new() { ["system"] = $"{Naming}{system}", ["value"] = value };

    private static JsonObject Party(string name, string rfc) => new() { ["identifier"] = Identifier("rfc", rfc), ["display"] = name };

    private static JsonObject Coding(string system, string code) => new() { ["system"] = system, ["code"] = code };

    private static JsonObject Total(string code, decimal amount) => new()
    {
        ["category"] = new JsonObject { ["coding"] = new JsonArray(Coding("http://terminology.hl7.org/CodeSystem/adjudication", code)) },
            ["amount"] = Pesos(amount),
    };

    /// <summary>FHIR writes a decimal as a number, its digits kept.</summary>
    private static JsonObject Pesos(decimal amount) => new()
    {
        ["value"] = JsonNode.Parse(amount.ToString("0.00", CultureInfo.InvariantCulture)), ["currency"] = "MXN",
    };

    private static JsonObject Outcome(IEnumerable<JsonObject> issues) => new() { ["resourceType"] = "OperationOutcome",
        ["issue"] = new JsonArray([.. issues]) };

    private static JsonObject Issue(string severity, string code, string es, string en, string path)
    {
        var issue = new JsonObject
        {
            ["severity"] = severity, ["code"] = code, ["details"] = new JsonObject { ["text"] = es }, ["diagnostics"] = en,
        };
        if (path.Length > 0)
            issue["expression"] = new JsonArray(path);
        return issue;
    }

    private static string CodeOf(int status) => status switch
    {
        401 => "login", 403 => "forbidden", 404 => "not-found", 405 or 415 => "not-supported", 409 or 412 => "conflict", 413 => "too-long", 429 => "throttled",
        >= 500 => "exception", _ => "invalid",
    };

    private static IResult Json(JsonObject resource, int status = 200) =>
        Results.Text(resource.ToJsonString(ApiJson.Options), ContentType, System.Text.Encoding.UTF8, status);
}
