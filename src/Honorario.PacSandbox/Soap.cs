using System.Xml.Linq;
using Honorario.Cfdi.Reading;

namespace Honorario.PacSandbox;

/// <summary>SOAP 1.1: one element in the body, there and back.</summary>
internal static class Soap
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>The operation asked for, or null when the request is not SOAP.</summary>
    public static async Task<XElement?> OperationAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes);
        return SafeXml.Load(bytes.ToArray()).Root?.Element(Envelope + "Body")?.Elements().FirstOrDefault();
    }

    public static IResult Answer(XElement content) => Write(content, StatusCodes.Status200OK);

    public static IResult Fault(string words) =>
        Write(
            new XElement(Envelope + "Fault", new XElement("faultcode", "senv:Client"), new XElement("faultstring", words)),
            StatusCodes.Status500InternalServerError);

    /// <summary>The text of the child of that local name, "" without one.</summary>
    public static string Text(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value ?? "";

    private static IResult Write(XElement content, int status)
    {
        var envelope = new XElement(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "senv", Envelope.NamespaceName),
            new XElement(Envelope + "Body", content));
        return Results.Text(envelope.ToString(SaveOptions.DisableFormatting), "text/xml", System.Text.Encoding.UTF8, status);
    }
}
