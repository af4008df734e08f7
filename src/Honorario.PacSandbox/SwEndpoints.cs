using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>Bearer tokens, each good for two hours.</summary>
internal sealed class SwTokens(TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _until = new();

    /// <summary>How many were given since the start.</summary>
    public int Given => _until.Count;

    public (string Token, DateTimeOffset Until) Give()
    {
        var given = (Token: Convert.ToHexString(RandomNumberGenerator.GetBytes(32)), Until: clock.GetUtcNow() + Life);
        _until[given.Token] = given.Until;
        return given;
    }

    public bool Accepts(string token) => _until.TryGetValue(token, out var until) && clock.GetUtcNow() < until;
}

/// <summary>SW Sapien's REST surface.</summary>
/// <remarks>Source: SW Sapien, Autenticación v2, Timbrado v4 con CustomID, Cancelación, Consulta de pendientes y relacionados, Consulta de saldo.</remarks>
internal static class SwEndpoints
{
    public static void MapSw(this WebApplication app)
    {
        app.MapPost("/v2/security/authenticate", (Credentials credentials, SwTokens tokens) => Authenticate(credentials, tokens))
            .AddEndpointFilter(Faults.On("authenticate"));

        var known = app.MapGroup("").AddEndpointFilter(RequireToken);
        known.MapPost("/v4/cfdi33/stamp/v4", StampAsync).AddEndpointFilter(Faults.On("stamp"));
        known.MapPost("/cfdi33/cancel/csd", CancelByCsd).AddEndpointFilter(Faults.On("cancel"));
        known
            .MapPost(
                "/cfdi33/cancel/{rfc}/{uuid}/{motivo}/{replacement?}",
                (string rfc, string uuid, string motivo, string? replacement, CancellationDesk desk) =>
                    Cancel(desk, rfc, uuid, motivo, replacement))
            .AddEndpointFilter(Faults.On("cancel"));
        known.MapGet("/pendings/{rfc}", (string rfc, CancellationDesk desk) => Pendings(rfc, desk));
        known.MapGet("/relations/{rfc}/{uuid}", (string rfc, string uuid, Ledger ledger) => Relations(uuid, ledger));
        known.MapGet(
            "/account/balance",
            (Ledger ledger) =>
                Success(
                    new
                    {
                        saldoTimbres = 0,
                        timbresUtilizados = ledger.Count,
                        timbresAsignados = 0,
                        unlimited = true,
                    }));
    }

    public static IResult Error(int status, string code, string message, string detail, object? data = null) =>
        Results.Json(new { status = "error", message = $"{code}. {message}", messageDetail = detail, data }, statusCode: status);

    private static IResult Success(object data) => Results.Json(new { status = "success", data });

    private static ValueTask<object?> RequireToken(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var token = context.HttpContext.Request.Headers.Authorization.ToString().Split(' ')[^1];
        return context.HttpContext.RequestServices.GetRequiredService<SwTokens>().Accepts(token)
            ? next(context)
            : ValueTask.FromResult<object?>(Error(StatusCodes.Status401Unauthorized, "401", "El token ha expirado o no es válido", ""));
    }

    private static IResult Authenticate(Credentials credentials, SwTokens tokens)
    {
        if (credentials is not { User.Length: > 0, Password.Length: > 0 })
            return Error(StatusCodes.Status401Unauthorized, "AU2000", "El usuario y/o contraseña son inválidos", "");
        var (token, until) = tokens.Give();
        return Success(new { token, expires_in = until.ToUnixTimeSeconds(), tokeny_type = "Bearer" });
    }

    private static async Task<IResult> StampAsync(HttpContext context, StampingDesk desk)
    {
        if (!context.Request.HasFormContentType || (await context.Request.ReadFormAsync()).Files["xml"] is not { } file)
            return Error(StatusCodes.Status400BadRequest, "301", "XML mal formado", "Falta el archivo xml.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var customId = context.Request.Headers["customid"].ToString() is { Length: > 0 } given ? given : null;
        return desk.Stamp(bytes.ToArray(), customId) switch
        {
            Stamping.Given stamped => Success(Describe(stamped.Stamp)),
            Stamping.Repeated repeated => Error(
                StatusCodes.Status400BadRequest,
                "307",
                "El comprobante contiene un timbre previo.",
                "",
                repeated.Stamp is { } earlier ? Describe(earlier) : null),
            Stamping.KeyTaken taken => Error(
                StatusCodes.Status400BadRequest,
                "CFDI3307",
                "El customId proporcionado está duplicado.",
                "",
                Describe(taken.Stamp)),
            Stamping.Refused refused => Error(StatusCodes.Status400BadRequest, refused.Code, refused.Message, refused.Detail),
            _ => throw new InvalidOperationException(),
        };
    }

    private static object Describe(Stamp stamp)
    {
        var document = CfdiReader.Read(stamp.Xml).Document!;
        var timbre = document.Timbre!;
        return new
        {
            cfdi = Encoding.UTF8.GetString(stamp.Xml),
            uuid = timbre.Uuid,
            selloSAT = timbre.SelloSat,
            noCertificadoSAT = timbre.NoCertificadoSat,
            noCertificadoCFDI = document.NoCertificado,
            selloCFDI = timbre.SelloCfd,
            fechaTimbrado = timbre.FechaTimbrado.ToString("s"),
            cadenaOriginalSAT = CadenaOriginal.Of(timbre),
        };
    }

    private static IResult CancelByCsd(CancelByCsdRequest request, CancellationDesk desk, TimeProvider clock)
    {
        if (!Rfc.TryParse(request.Rfc, out var rfc))
            return Error(StatusCodes.Status400BadRequest, "203", "El RFC no es válido", "");
        if (!TryDecode(request.B64Cer, out var cer) || !TryDecode(request.B64Key, out var key))
            return Error(StatusCodes.Status400BadRequest, "310", "CSD Inválido", "El certificado o la llave no vienen en base64.");
        using var opened = Csd.Open(cer, key, request.Password ?? "", rfc, clock.GetUtcNow());
        return opened.Csd is null
            ? Error(StatusCodes.Status400BadRequest, "310", "CSD Inválido", opened.Findings[0].Message)
            : Cancel(desk, rfc.Value, request.Uuid ?? "", request.Motivo ?? "", request.FolioSustitucion);
    }

    private static IResult Cancel(CancellationDesk desk, string rfc, string uuid, string motivo, string? replacement)
    {
        var (code, acuse) = desk.Request(rfc, uuid, motivo, replacement);
        return Success(new { acuse = acuse is null ? null : Encoding.UTF8.GetString(acuse), uuid = new Dictionary<string, string> { [uuid] = code } });
    }

    private static IResult Pendings(string rfc, CancellationDesk desk)
    {
        var waiting = desk.WaitingFor(rfc).ToArray();
        return Success(new { codEstatus = waiting.Length > 0 ? "1100" : "1101", uuid = waiting });
    }

    private static IResult Relations(string uuid, Ledger ledger)
    {
        var consulted = uuid.ToUpperInvariant();
        return Success(new
        {
            codEstatus = "2000",
            uuidConsultado = consulted,
            uuidsRelacionadosPadres = ledger.RelationsTo(consulted).Select(relation => Party(relation.Uuid, ledger)),
            uuidsRelacionadosHijos = ledger.RelationsOf(consulted).Select(relation => Party(relation.Related, ledger)),
        });
    }

    private static object Party(string uuid, Ledger ledger) => ledger.FindByUuid(uuid) is { } stamp
        ? new { uuid, rfcEmisor = stamp.Emisor, rfcReceptor = stamp.Receptor }
        : new { uuid, rfcEmisor = "", rfcReceptor = "" };

    private static bool TryDecode(string? base64, out byte[] bytes)
    {
        var buffer = new byte[(base64 ?? "").Length];
        var decoded = Convert.TryFromBase64String(base64 ?? "", buffer, out var length);
        bytes = buffer[..length];
        return decoded;
    }

    private sealed record Credentials(string? User, string? Password);

    private sealed record CancelByCsdRequest(
        string? Uuid, string? Rfc, string? Motivo, string? FolioSustitucion, string? B64Cer, string? B64Key, string? Password);
}
