using System.Text.Json;
using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Http.Extensions;

namespace Honorario.Web.Api.V1;

/// <summary>One thing to mend in a call.</summary>
/// <param name="Field">Where, as a JSON pointer into the body, or the name of a header or parameter; "" for the whole.</param>
/// <param name="Code">SAT's or the PAC's code; null when there is none.</param>
/// <param name="Es">What is wrong and what to do, as the screens say it.</param>
/// <param name="En">In English.</param>
/// <param name="Link">The page of the application that helps; null when there is none.</param>
internal sealed record ApiFault(string Field, string? Code, string Es, string En, string? Link = null);

/// <summary>Why a call was not carried out (RFC 9457).</summary>
internal sealed record ApiProblem(string Type, string Title, int Status, string Detail, string Instance, IReadOnlyList<ApiFault> Errors);

/// <summary>A call that ends here with a problem.</summary>
internal sealed class ApiException(int status, IReadOnlyList<ApiFault> faults) : Exception($"{status}")
{
    public ApiException(int status, string field, string es, string en)
        : this(status, [new ApiFault(field, null, es, en)])
    {
    }

    public int Status => status;

    public IReadOnlyList<ApiFault> Faults => faults;
}

/// <summary>Every refusal under <c>/api</c> and <c>/fhir</c> is a problem in JSON: never HTML, never a redirect.</summary>
internal sealed class ApiProblems(RequestDelegate next, ILogger<ApiProblems> log)
{
    public const string ContentType = "application/problem+json";

    private static readonly Dictionary<int, (string Type, string Title, string Es)> Known = new()
    {
        [400] = ("bad-request", "The request can't be read.", "La petición no se puede leer."),
        [401] = ("unauthorized", "A valid API key is needed.", "Hace falta una clave de la API que sea válida."),
        [403] = ("forbidden", "The key lacks the right.", "A la clave le falta el permiso."),
        [404] = ("not-found", "There is no such thing.", "No existe."),
        [405] = ("method-not-allowed", "The method is not allowed here.", "Ese método no se usa aquí."),
        [409] = ("conflict", "The state of the resource does not allow it.", "El estado en que está no lo permite."),
        [412] = ("precondition-failed", "It was changed since it was read.", "Cambió desde que se leyó."),
        [413] = ("too-large", "The body is too large.", "El contenido es demasiado grande."),
        [415] = ("unsupported-media-type", "The body must be JSON.", "El contenido debe ser JSON."),
        [422] = ("invalid", "Something in the request must be changed.", "Algo de la petición tiene que cambiar."),
        [428] = ("precondition-required", "If-Match is needed.", "Falta el encabezado If-Match."),
        [429] = ("too-many-requests", "Too many requests.", "Demasiadas peticiones."),
        [500] = ("fault", "The product failed.", "Falló el sistema; quedó registrado."),
    };

    /// <summary>What people are told, whose browser asks for a file: they have no key.</summary>
    private static readonly Dictionary<int, string> OfPeople = new()
    {
        [401] = "Tu sesión terminó, o no has entrado: entra y vuelve a pedirlo.",
        [403] = "No tienes permiso para esto: pídeselo a quien administra la cuenta.",
    };

    public async Task InvokeAsync(HttpContext context)
    {
        IReadOnlyList<ApiFault> faults = [];
        try
        {
            await next(context);
        }
        catch (ApiException refused) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = refused.Status;
            faults = refused.Faults;
        }
        catch (CursorException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            faults =
            [
                new ApiFault(
                    "cursor", null, "El cursor no es de esta lista: usa el «next» de la página anterior.",
                    "The cursor is none of this list: use the \"next\" of the page before."),
            ];
        }
        catch (BadHttpRequestException bad) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = bad.StatusCode;
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            Log.Fault(log, fault, context.Request.Path);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = context.Response;
        if (response.StatusCode < 400 || response.HasStarted || response.ContentType is not null || response.ContentLength > 0)
            return;
        await WriteAsync(context, response.StatusCode, faults);
    }

    public static Task WriteAsync(HttpContext context, int status, IReadOnlyList<ApiFault> faults)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Path.StartsWithSegments(FhirOperations.Root))
            return FhirOperations.RefuseAsync(context, Of(context, status, faults));
        context.Response.ContentType = ContentType;
        return JsonSerializer.SerializeAsync(context.Response.Body, Of(context, status, faults), ApiJson.Options, context.RequestAborted);
    }

    /// <summary>A program calls the API or FHIR, or brings a key; all else is a browser's.</summary>
    private static bool IsProgram(HttpContext context) => context.Request.Path.StartsWithSegments("/api/v1")
        || context.Request.Path.StartsWithSegments(FhirOperations.Root) || context.Request.Headers.Authorization.Count > 0;

    public static ApiProblem Of(HttpContext context, int status, IReadOnlyList<ApiFault> faults)
    {
        var (type, title, es) = Known.GetValueOrDefault(status, Known[status < 500 ? 400 : 500]);
        if (!IsProgram(context) && OfPeople.TryGetValue(status, out var said))
            es = said;
        var detail = faults.Count > 0 ? string.Join(' ', faults.Select(fault => fault.Es)) : es;
        return new ApiProblem($"urn:honorario:problem:{type}", title, status, detail, context.Request.GetEncodedPathAndQuery(), faults);
    }
}

internal static partial class Log
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The API failed at {Path}")]
    public static partial void Fault(ILogger log, Exception fault, PathString path);
}
