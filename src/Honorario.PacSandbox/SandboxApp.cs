using System.Text;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>
/// A PAC for a laptop and for tests: speaks SW Sapien's REST protocol, verifies what a PAC verifies and stamps with a test
/// certificate. What it stamps has no fiscal value.
/// </summary>
public static class SandboxApp
{
    private const string Token = "sandbox-token";

    /// <summary>The application. <c>--urls</c> says where it listens, <c>--data</c> where it keeps its stamps.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="clock">What time it is; the system's when left out.</param>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        var folder = Directory.CreateDirectory(builder.Configuration["data"] ?? Path.Combine(AppContext.BaseDirectory, "sandbox")).FullName;
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddSingleton<Faults>();
        builder.Services.AddSingleton(new StampBook(folder));
        builder.Services.AddSingleton(services => new CancelBook(folder, services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<CancelRoutes.Desk>();
        builder.Services.AddSingleton(services => PacCertificate.Open(folder, services.GetRequiredService<TimeProvider>().GetUtcNow()));
        builder.Services.AddSingleton<Stamper>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        var app = builder.Build();
        app.MapPost("/v2/security/authenticate", (Credentials credentials) => credentials is { User.Length: > 0, Password.Length: > 0 }
            ? Results.Json(new { status = "success", data = new { token = Token, expires_in = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeSeconds(), tokeny_type = "bearer" } })
            : Error(StatusCodes.Status401Unauthorized, "AU2000", "El usuario y/o contraseña son inválidos", ""));
        app.MapPost("/v4/cfdi33/stamp/v4", StampAsync).DisableAntiforgery();
        CancelRoutes.Map(app, Token);
        app.MapPost("/sandbox/faults", (Fault fault, Faults faults) => faults.Set(fault));
        app.MapGet("/sandbox/stamps", (StampBook book) => new { count = book.Count });
        app.MapGet("/salud", () => "ok");
        return app;
    }

    private static async Task<IResult> StampAsync(HttpContext context, StampBook book, Stamper stamper, Faults faults, TimeProvider clock)
    {
        if (context.Request.Headers.Authorization.ToString().Split(' ').Last() != Token)
            return Error(StatusCodes.Status401Unauthorized, "401", "El token no es válido", "");
        var fault = faults.Next();
        if (fault.Mode == "down")
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        if (fault.Mode == "slow")
            await Task.Delay(TimeSpan.FromSeconds(fault.Seconds), clock);
        if (fault.Mode == "garbage")
            return Results.Text("<html>", "application/json");

        var form = await context.Request.ReadFormAsync();
        if (form.Files["xml"] is not { } file)
            return Error(StatusCodes.Status400BadRequest, "301", "XML mal formado", "Falta el archivo xml.");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        var loaded = SafeXml.Load(bytes.ToArray());
        if (loaded.Root is not { } root)
            return Error(StatusCodes.Status400BadRequest, "301", "XML mal formado", loaded.Fault!.Message);

        var key = StampBook.KeyOf(root);
        if (book.Find(key) is { } earlier)
            return Repeated(earlier);
        if (Verdict.Of(root, clock.GetUtcNow()) is { } verdict)
            return Error(StatusCodes.Status400BadRequest, verdict.Code, verdict.Message, verdict.Detail);

        var (xml, timbre) = stamper.Stamp(root);
        if (!book.TryAdd(key, xml, Uuid.Parse(timbre.Uuid)))
            return Repeated(book.Find(key)!);
        if (fault.Mode == "drop-after-stamp")
        {
            context.Abort();
            return Results.Empty;
        }

        return Results.Json(new { status = "success", data = Describe(xml, timbre) });
    }

    private static object Describe(byte[] xml, TimbreFiscalDigital timbre) => new
    {
        cfdi = Encoding.UTF8.GetString(xml),
        uuid = timbre.Uuid,
        selloSAT = timbre.SelloSat,
        noCertificadoSAT = timbre.NoCertificadoSat,
        selloCFDI = timbre.SelloCfd,
        fechaTimbrado = timbre.FechaTimbrado.ToString("s"),
        cadenaOriginalSAT = CadenaOriginal.Of(timbre),
    };

    private static IResult Repeated(byte[] earlier) => Results.Json(
        new
        {
            status = "error",
            message = "307. El comprobante contiene un timbre previo.",
            messageDetail = "",
            data = Describe(earlier, CfdiReader.Read(earlier).Document!.Timbre!),
        },
        statusCode: StatusCodes.Status400BadRequest);

    private static IResult Error(int status, string code, string message, string detail) =>
        Results.Json(new { status = "error", message = $"{code}. {message}", messageDetail = detail }, statusCode: status);

    private sealed record Credentials(string User, string Password);
}
