using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.PacSandbox;

/// <summary>SW's issuing: the PAC seals with the CSD that the emisor left with it, and stamps.</summary>
/// <remarks>Source: SW Sapien, Emisión-Timbrado v1 to v4 and Emisión-Timbrado JSON (application/jsontoxml).</remarks>
internal static class SwIssuing
{
    public static void MapSwIssuing(this WebApplication app)
    {
        var issuing = app.Known().MapGroup("").AddEndpointFilter(Faults.On("stamp"));
        issuing.MapPost("/cfdi33/issue/{version:regex(^v[1-4]$)}/{b64?}", IssueXmlAsync);
        issuing.MapPost("/cfdi33/{version:regex(^v[1-4]$)}/issue/{b64?}", IssueXmlAsync);
        issuing.MapPost("/v4/cfdi33/issue/{version:regex(^v[1-4]$)}/{b64?}", IssueXmlAsync);
        issuing.MapPost("/v3/cfdi33/issue/json/{version:regex(^v[1-4]$)}", IssueJsonAsync);
        issuing.MapPost("/v4/cfdi33/issue/json/{version:regex(^v[1-4]$)}", IssueJsonAsync);
    }

    private static async Task<IResult> IssueXmlAsync(HttpContext context, string version, string? b64, StampingDesk desk, StoredCsds csds)
    {
        var base64 = b64 == "b64";
        if (b64 is not null && !base64)
            return Results.NotFound();
        var xml = await SwEndpoints.XmlAsync(context.Request, base64);
        return xml is not null && SafeXml.Load(xml).Root is { } root
            ? Issue(root, version, base64, context, desk, csds)
            : SwAnswers.BadRequest("301", "La estructura del comprobante es incorrecta.", "El archivo xml falta o no es XML.");
    }

    private static async Task<IResult> IssueJsonAsync(HttpContext context, string version, StampingDesk desk, StoredCsds csds)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body);
            return Issue(JsonToCfdi.Comprobante(json.RootElement), version, false, context, desk, csds);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or System.Xml.XmlException or InvalidOperationException)
        {
            return SwAnswers.BadRequest("301", "La estructura del comprobante es incorrecta.", wrong.Message);
        }
    }

    private static IResult Issue(XElement root, string version, bool base64, HttpContext context, StampingDesk desk, StoredCsds csds)
    {
        var rfc = root.Element(root.Name.Namespace + "Emisor")?.Attribute("Rfc")?.Value ?? "";
        using var csd = csds.Open(rfc);
        if (csd is null)
            return SwAnswers.BadRequest(
                "303", "El RFC del CSD del emisor no corresponde al RFC que viene como emisor en el comprobante.", $"{rfc} no tiene un certificado cargado.");
        Sealer.Seal(root, csd);
        var fault = (context.Items[typeof(Fault)] as Fault)?.Mode;
        return SwAnswers.Of(desk.Stamp(CfdiWriter.Write(root), SwEndpoints.CustomId(context.Request)), version, base64, fault);
    }
}
