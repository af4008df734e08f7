using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>SW's cancelling and what a receptor answers to it, each by CSD, by PFX, by a signed request or with the CSD left with the PAC.</summary>
/// <remarks>Source: SW Sapien, Cancelación; Aceptar o rechazar; Consulta de pendientes; Consulta de relacionados.</remarks>
internal static class SwCancelling
{
    private static readonly XNamespace Cancelling = "http://cancelacfd.sat.gob.mx";
    private static readonly XNamespace Signatures = "http://www.w3.org/2000/09/xmldsig#";

    public static void MapSwCancelling(this WebApplication app)
    {
        var cancel = app.Known().MapGroup("/cfdi33/cancel").AddEndpointFilter(Faults.On("cancel"));
        cancel.MapPost("/csd", (SwSigned request, CancellationDesk desk, TimeProvider clock) => Signed(request, clock, rfc => Cancel(desk, rfc, request)));
        cancel.MapPost("/pfx", (SwSigned request, CancellationDesk desk, TimeProvider clock) => Signed(request, clock, rfc => Cancel(desk, rfc, request)));
        cancel.MapPost("/xml", CancelXmlAsync);
        cancel.MapPost("/{rfc}/{uuid}/{motivo}/{replacement?}", (string rfc, string uuid, string motivo, string? replacement, CancellationDesk desk) =>
            Cancel(desk, rfc, uuid, motivo, replacement));

        var receptor = app.Known();
        receptor.MapGet("/pendings/{rfc}", Pendings);
        receptor.MapPost("/relations/{how:regex(^(csd|pfx)$)}", (SwSigned request, Ledger ledger, TimeProvider clock) =>
            Signed(request, clock, rfc => Relations(rfc, request.Uuid ?? "", ledger)));
        receptor.MapMethods("/relations/{rfc}/{uuid}", ["GET", "POST"], Relations);
        receptor.MapPost("/acceptreject/{how:regex(^(csd|pfx)$)}", (SwSigned request, CancellationDesk desk, TimeProvider clock) =>
            Signed(request, clock, rfc => AcceptReject(desk, rfc, request.Uuids ?? [])));
        receptor.MapPost("/acceptreject/{rfc}/{uuid}/{action}", (string rfc, string uuid, string action, CancellationDesk desk) =>
            AcceptReject(desk, rfc, [new SwWord(uuid, action)]));
    }

    private static IResult Cancel(CancellationDesk desk, string rfc, SwSigned request) =>
        Cancel(desk, rfc, request.Uuid ?? "", request.Motivo ?? "", request.FolioSustitucion);

    private static IResult Cancel(CancellationDesk desk, string rfc, string uuid, string motivo, string? replacement)
    {
        var (code, acuse) = desk.Request(rfc, uuid, motivo, replacement);
        return SwAnswers.Success(new { acuse = Text(acuse), uuid = new Dictionary<string, string> { [uuid] = code } });
    }

    /// <summary>A request that the emisor signed; its certificate must be the emisor's. The signature itself is not verified here.</summary>
    private static async Task<IResult> CancelXmlAsync(HttpContext context, CancellationDesk desk)
    {
        if (await SwEndpoints.XmlAsync(context.Request, false) is not { } xml
            || SafeXml.Load(xml).Root is not { } root
            || root.Name != Cancelling + "Cancelacion")
            return SwAnswers.BadRequest("CACFDI33", "Problemas con el xml.", "CA301 - XML mal formado.");
        var rfc = root.Attribute("RfcEmisor")?.Value ?? "";
        if (root.Descendants(Signatures + "X509Certificate").FirstOrDefault()?.Value is not { } base64 || !SwEndpoints.TryDecode(base64, out var der))
            return SwAnswers.BadRequest("CACFDI33", "Problemas con el xml.", "CR1309 - Firma mal formada o inválida.");
        using var certificado = Certificado.Read(der);
        if (certificado?.Rfc != rfc)
            return SwAnswers.BadRequest("CACFDI33", "Problemas con el xml.", "CA305 - Certificado Inválido.");

        var codes = new Dictionary<string, string>();
        byte[]? last = null;
        foreach (var folio in root.Descendants(Cancelling + "Folio"))
        {
            var uuid = folio.Attribute("UUID")?.Value ?? "";
            var (code, acuse) = desk.Request(rfc, uuid, folio.Attribute("Motivo")?.Value ?? "", folio.Attribute("FolioSustitucion")?.Value);
            codes[uuid] = code;
            last = acuse ?? last;
        }

        return SwAnswers.Success(new { acuse = Text(last), uuid = codes });
    }

    private static IResult Pendings(string rfc, CancellationDesk desk)
    {
        var waiting = desk.WaitingFor(rfc).ToArray();
        return waiting.Length > 0
            ? SwAnswers.Success(new { codEstatus = "1100", uuid = waiting }, "1100")
            : SwAnswers.BadRequest("CA1101", "No existen peticiones para el RFC Receptor.");
    }

    private static IResult Relations(string rfc, string uuid, Ledger ledger)
    {
        var consulted = uuid.ToUpperInvariant();
        if (ledger.FindByUuid(consulted) is { } stamp && stamp.Receptor != rfc && stamp.Emisor != rfc)
            return SwAnswers.BadRequest("CA2002", "El folio fiscal no pertenece al receptor.");
        var parents = ledger.RelationsTo(consulted).Select(relation => Party(relation.Uuid, ledger)).ToArray();
        var children = ledger.RelationsOf(consulted).Select(relation => Party(relation.Related, ledger)).ToArray();
        var code = parents.Length + children.Length > 0 ? "2000" : "2001";
        var resultado = code == "2000" ? "Existen CFDI relacionados al folio fiscal." : "No existen CFDI relacionados al folio fiscal.";
        return SwAnswers.Success(
            new { uuidConsultado = consulted, resultado, uuidsRelacionadosPadres = parents, uuidsRelacionadosHijos = children }, code);
    }

    private static object Party(string uuid, Ledger ledger) => ledger.FindByUuid(uuid) is { } stamp
        ? new { uuid, rfcEmisor = stamp.Emisor, rfcReceptor = stamp.Receptor }
        : new { uuid, rfcEmisor = "", rfcReceptor = "" };

    private static IResult AcceptReject(CancellationDesk desk, string rfc, IReadOnlyList<SwWord> words)
    {
        var folios = words.Select(word => new
        {
            uuid = word.Uuid,
            estatusUUID = desk.AnswerAs(rfc, word.Uuid, word.Action.Equals("Aceptacion", StringComparison.OrdinalIgnoreCase)),
            respuesta = word.Action,
        });
        return SwAnswers.Success(new { acuse = Text(desk.AcuseOfAnswer(rfc)), folios = folios.ToArray() }, "1000");
    }

    /// <summary>Goes on as the RFC of the CSD or PFX in the request, or says why it is no good.</summary>
    private static IResult Signed(SwSigned request, TimeProvider clock, Func<string, IResult> go)
    {
        if (!Rfc.TryParse(request.Rfc, out var rfc))
            return SwAnswers.BadRequest("CACFDI33", "Problemas con los campos.", "El RFC falta o no es válido.");
        if (request.B64Pfx is { } pfx)
            return IsPfxOf(pfx, request.Password ?? "", rfc)
                ? go(rfc.Value)
                : SwAnswers.BadRequest("CACFDI33", "Problemas con los campos.", "CA305 - Certificado Inválido.");
        if (!SwEndpoints.TryDecode(request.B64Cer, out var cer) || !SwEndpoints.TryDecode(request.B64Key, out var key) || cer.Length == 0 || key.Length == 0)
            return SwAnswers.BadRequest("CACFDI33", "Problemas con los campos.", "Son necesarios el .Cer y el .Key en formato B64, la contraseña y el RFC.");
        using var opened = Csd.Open(cer, key, request.Password ?? "", rfc, clock.GetUtcNow());
        return opened.Csd is null ? SwAnswers.BadRequest("310", "CSD Inválido", opened.Findings[0].Message) : go(rfc.Value);
    }

    private static bool IsPfxOf(string base64, string password, Rfc rfc)
    {
        if (!SwEndpoints.TryDecode(base64, out var bytes))
            return false;
        try
        {
            using var pair = X509CertificateLoader.LoadPkcs12(bytes, password, X509KeyStorageFlags.EphemeralKeySet);
            using var certificado = Certificado.Read(pair.RawData);
            return pair.HasPrivateKey && certificado?.Rfc == rfc.Value;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string? Text(byte[]? xml) => xml is null ? null : Encoding.UTF8.GetString(xml);
}

/// <summary>What the calls that sign with a CSD or a PFX carry; each takes what it needs.</summary>
internal sealed record SwSigned(
    string? Uuid, string? Rfc, string? Motivo, string? FolioSustitucion, string? B64Cer, string? B64Key, string? B64Pfx, string? Password, SwWord[]? Uuids);

/// <summary>A receptor's word: Aceptacion or Rechazo.</summary>
internal sealed record SwWord(string Uuid, string Action);
