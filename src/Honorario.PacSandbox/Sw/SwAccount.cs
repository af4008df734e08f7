using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>SW's account: stamps left, certificates left with the PAC, what was stamped, and checking a document.</summary>
/// <remarks>Source: SW Sapien, Consulta de saldo (management/v2), Administrador de certificados, Recuperar XML, Validación.</remarks>
internal static class SwAccount
{
    public static void MapSwAccount(this WebApplication app)
    {
        var account = app.Known().MapGroup("").AddEndpointFilter(Faults.On("account"));
        account.MapGet("/management/v2/api/users/balance", Balance);
        account.MapGet("/management/v2/api/dealers/balance/users/{id}", Balance);
        account.MapPost("/certificates/save", SaveCertificate);
        account.MapGet("/certificates/{number?}", (string? number, StoredCsds csds) =>
            Certificates(csds, known => number is null || known.NoCertificado == number));
        account.MapGet("/certificates/rfc/{rfc}/{type?}", (string rfc, StoredCsds csds) => Certificates(csds, known => known.Rfc == rfc));
        account.MapDelete("/certificates/{number}", DeleteCertificate);
        account.MapGet("/datawarehouse/v1/live/{uuid}", Stored);
        account.MapGet("/sandbox/xml/{uuid}", (string uuid, Ledger ledger) =>
            ledger.FindByUuid(uuid) is { } stamp ? Results.Bytes(stamp.Xml, "text/xml") : Results.NotFound());
        account.MapPost("/validate/cfdi", ValidateAsync);
        account.MapPost("/validate/cfdi33", ValidateAsync);
    }

    private static IResult Balance(Ledger ledger, SandboxOptions options)
    {
        var used = ledger.Count;
        return SwAnswers.Success(new
        {
            idUserBalance = "00000000-0000-0000-0000-000000000001",
            idUser = "00000000-0000-0000-0000-000000000001",
            stampsBalance = Math.Max(0, (options.Stamps ?? 0) - used),
            stampsUsed = used,
            stampsAssigned = options.Stamps ?? 0,
            unlimited = options.Stamps is null,
            expirationDate = (string?)null,
        });
    }

    private static IResult SaveCertificate(SwCertificate given, StoredCsds csds)
    {
        if (!SwEndpoints.TryDecode(given.B64Cer, out var cer) || !SwEndpoints.TryDecode(given.B64Key, out var key))
            return SwAnswers.BadRequest("310", "CSD Inválido", "El certificado o la llave no vienen en base64.");
        return csds.Save(cer, key, given.Password ?? "") is { } why
            ? SwAnswers.BadRequest("310", "CSD Inválido", why)
            : SwAnswers.Success("Certificado cargado correctamente.");
    }

    private static IResult Certificates(StoredCsds csds, Func<Certificado, bool> wanted)
    {
        var all = csds.All();
        var found = all.Where(known => wanted(known.Certificado)).Select(known => new
        {
            issuer_rfc = known.Certificado.Rfc,
            certificate_number = known.Certificado.NoCertificado,
            is_active = known.Active,
            issuer_business_name = known.Certificado.Nombre,
            valid_from = known.Certificado.ValidFrom.ToString("s"),
            valid_to = known.Certificado.ValidTo.ToString("s"),
            certificate_type = "stamp",
        }).ToArray();
        foreach (var (certificado, _) in all)
            certificado.Dispose();
        return SwAnswers.Success(found);
    }

    private static IResult DeleteCertificate(string number, StoredCsds csds)
    {
        foreach (var (certificado, _) in csds.All())
        {
            using (certificado)
            {
                if (certificado.NoCertificado == number)
                    csds.Remove(certificado.Rfc);
            }
        }

        return SwAnswers.Success("Certificado eliminado correctamente.");
    }

    private static IResult Stored(string uuid, Ledger ledger, HttpRequest request)
    {
        var found = ledger.FindByUuid(uuid);
        object[] records = found is null
            ? []
            : [new { uuid = found.Uuid, urlXml = $"{request.Scheme}://{request.Host}/sandbox/xml/{found.Uuid}", total = found.Total }];
        return SwAnswers.Success(new { metaData = new { page = 1, perPage = 10, pageCount = 1, totalCount = records.Length }, records });
    }

    private static async Task<IResult> ValidateAsync(HttpContext context, Ledger ledger, CancellationDesk desk, TimeProvider clock)
    {
        if (await SwEndpoints.XmlAsync(context.Request, false) is not { } xml || SafeXml.Load(xml).Root is not { } root)
            return SwAnswers.BadRequest("301", "La estructura del comprobante es incorrecta.");
        var document = CfdiReader.Read(root).Document;
        var timbre = document?.Timbre;
        var words = timbre is not null && ledger.FindByUuid(timbre.Uuid) is { } stamp ? desk.WordsOf(stamp) : SatWords.NotFound;
        return Results.Json(new
        {
            status = "success",
            detail = new[] { new { section = "CFDI40", detail = Preflight.Check(root, clock.GetUtcNow()).Select(Describe).ToArray() } },
            cadenaOriginalSAT = timbre is null ? "" : CadenaOriginal.Of(timbre),
            cadenaOriginalComprobante = document is null ? "" : CadenaOriginal.Of(root),
            uuid = timbre?.Uuid ?? "",
            statusSat = words.Estado,
            statusCodeSat = words.Codigo,
        });
    }

    private static object Describe(Finding finding) =>
        new { message = finding.Message, messageDetail = finding.Path, type = finding.Severity == Severity.Error ? 0 : 1 };
}

internal sealed record SwCertificate(string? Type, bool Is_active, string? B64Cer, string? B64Key, string? Password);
