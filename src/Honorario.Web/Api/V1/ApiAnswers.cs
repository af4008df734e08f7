using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;

namespace Honorario.Web.Api.V1;

/// <summary>A page of a list.</summary>
/// <param name="Data">The rows.</param>
/// <param name="Count">How many the whole filter has.</param>
/// <param name="Next">What to send as "cursor" for the next page; null on the last one.</param>
internal sealed record Listed<T>(IReadOnlyList<T> Data, int Count, string? Next);

/// <summary>What was made or changed.</summary>
internal sealed record Done(Guid Id);

/// <summary>A file within JSON.</summary>
/// <param name="Name">With its ending.</param>
/// <param name="Content">In base 64.</param>
internal sealed record SentFile(string Name, byte[] Content);

/// <summary>How results of use cases become answers, and operations are declared.</summary>
internal static class ApiAnswers
{
    /// <summary>An operation: its right, its name and what it answers besides what all do.</summary>
    public static RouteHandlerBuilder Op(
        this IEndpointRouteBuilder api, string method, string path, Right right, string name, string summary, Delegate handler)
    {
        var built = api.MapMethods(path, [method], handler).WithName(name).WithSummary(summary).WithMetadata(new NeedsRight(right)).DisableAntiforgery();
        foreach (var status in Refusals(method, path).Where(status => status != 403 || right != Right.Enter))
            built.Produces<ApiProblem>(status, ApiProblems.ContentType);
        return built;
    }

    /// <summary>The statuses that every operation of a kind may refuse with.</summary>
    private static IEnumerable<int> Refusals(string method, string path)
    {
        int[] always = [400, 401, 403, 429];
        var named = path.Contains('{', StringComparison.Ordinal) ? [404] : Array.Empty<int>();
        var writes = method is "GET" ? [] : new[] { 409, 413, 415, 422 };
        return [.. always, .. named, .. writes];
    }

    public static RouteHandlerBuilder Gives<T>(this RouteHandlerBuilder built, int status = 200) => built.Produces<T>(status, "application/json");

    public static RouteHandlerBuilder GivesFile(this RouteHandlerBuilder built, params string[] types) =>
        built.Produces(200, contentType: types[0], additionalContentTypes: types[1..]);

    /// <summary>What is read with an ETag: the same one is not sent twice.</summary>
    public static RouteHandlerBuilder Tagged(this RouteHandlerBuilder built) => built.Produces(304);

    /// <summary>What may only be changed as it was read: If-Match with the ETag of the read.</summary>
    public static RouteHandlerBuilder Matched(this RouteHandlerBuilder built) =>
        built.Produces<ApiProblem>(412, ApiProblems.ContentType).Produces<ApiProblem>(428, ApiProblems.ContentType);

    /// <summary>JSON, or 404 when there is none.</summary>
    public static IResult Found<T>(T? value)
        where T : class => value is null ? throw Nothing() : Results.Json(value, ApiJson.Options);

    public static ApiException Nothing() => new(404, "", "No existe en esta cuenta.", "There is no such thing in this account.");

    public static IResult Made(Result<Guid> result, Func<Guid, string> at)
    {
        var id = Value(result);
        return new WithLocation(new Done(id), 201, at(id));
    }

    public static IResult Changed(Result<Guid> result) => Results.Json(new Done(Value(result)), ApiJson.Options);

    /// <summary>The value, or the problems as 422 when one has a field and 409 when none has.</summary>
    public static T Value<T>(Result<T> result) => result.Ok ? result.Value! : throw Refused(result.Problems);

    public static ApiException Refused(IReadOnlyList<Problem> problems)
    {
        var status = problems.Any(problem => problem.Field.Length > 0) ? 422 : 409;
        return new ApiException(status, [.. problems.Select(Fault)]);
    }

    public static IResult List<TRow, T>(Page<TRow> page, Func<TRow, T> show) =>
        Results.Json(new Listed<T>([.. page.Rows.Select(show)], page.Count, page.Next), ApiJson.Options);

    /// <summary>The page of a list that is worked out anew at each call, from 0.</summary>
    public static int Numbered(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : throw new CursorException();

    public static string? NextOf(int page, int size, int count) => (page + 1) * size < count ? (page + 1).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>All there is, on one page.</summary>
    public static IResult List<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> show) => List(new Page<TRow>(rows, rows.Count), show);

    /// <summary>A representation with its ETag.</summary>
    public static IResult Tagged<T>(HttpContext context, T? value)
        where T : class
    {
        if (value is null)
            throw Nothing();
        var tag = TagOf(value);
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch.Contains(tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(value, ApiJson.Options);
    }

    /// <summary>Refuses a change of what is no longer as the caller read it.</summary>
    /// <param name="context">With If-Match.</param>
    /// <param name="now">The representation as it is; null when there is none.</param>
    public static void Match<T>(HttpContext context, T? now)
        where T : class
    {
        if (now is null)
            throw Nothing();
        var sent = context.Request.Headers.IfMatch;
        if (sent.Count == 0)
            throw new ApiException(428, "If-Match", "Falta If-Match con el ETag de la lectura.", "If-Match with the ETag of the read is missing.");
        if (!sent.Contains(TagOf(now)))
            throw new ApiException(412, "If-Match", "Cambió desde que se leyó: léelo otra vez.", "It was changed since it was read: read it again.");
    }

    private static string TagOf<T>(T value) =>
        $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, ApiJson.Options)).AsSpan(0, 12))}\"";

    private static ApiFault Fault(Problem problem) => new(
        Pointer(problem.Field), problem.Code, problem.Message,
        problem.Field.Length > 0 ? $"{Pointer(problem.Field)} must be changed{(problem.Code is { } code ? $" (SAT rule {code})" : "")}; \"es\" says how."
            : "The state of the resource does not allow it; \"es\" says why.",
        problem.Link);

    /// <summary>"Lines[0].Code" as "/lines/0/code".</summary>
    private static string Pointer(string field) => field.Length == 0 ? "" : string.Concat(
        field.Replace("]", "", StringComparison.Ordinal).Split('.', '[').Select(part => $"/{char.ToLowerInvariant(part[0])}{part[1..]}"));

    private sealed class WithLocation(Done done, int status, string location) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Location = location;
            return Results.Json(done, ApiJson.Options, statusCode: status).ExecuteAsync(httpContext);
        }
    }
}

/// <summary>The statuses of an invoice as the API writes them.</summary>
internal static class StatusSlugs
{
    private static readonly Dictionary<InvoiceStatus, string> Slugs = new()
    {
        [InvoiceStatus.Borrador] = "draft",
        [InvoiceStatus.Facturada] = "invoiced",
        [InvoiceStatus.EnviadaAseguradora] = "sent",
        [InvoiceStatus.AceptadaAseguradoraAdministradora] = "accepted",
        [InvoiceStatus.RechazadaAseguradora] = "rejected",
        [InvoiceStatus.PagoParcial] = "partially_paid",
        [InvoiceStatus.Pagado] = "paid",
        [InvoiceStatus.ComplementoCargado] = "complement_loaded",
        [InvoiceStatus.EnProcesoDeCancelacion] = "cancelling",
        [InvoiceStatus.Cancelada] = "cancelled",
    };

    public static string Slug(this InvoiceStatus status) => Slugs[status];

    public static InvoiceStatus? Read(string? slug)
    {
        if (slug is null)
            return null;
        foreach (var (status, name) in Slugs)
        {
            if (name == slug)
                return status;
        }

        throw new ApiException(400, "status", $"status es uno de: {string.Join(", ", Slugs.Values)}.", $"status is one of: {string.Join(", ", Slugs.Values)}.");
    }
}
