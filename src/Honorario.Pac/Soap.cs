using System.Net;
using System.Net.Http.Headers;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;

namespace Honorario.Pac;

/// <summary>SOAP 1.1 as the two services here speak it: one element in the body, there and back.</summary>
internal static class Soap
{
    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>Calls an operation.</summary>
    /// <returns>The element in the answer's body.</returns>
    /// <exception cref="HttpRequestException">There is no connection, or the service failed.</exception>
    /// <exception cref="UnreadableAnswerException">What came back is not SOAP, or is a fault.</exception>
    public static async Task<XElement> CallAsync(HttpClient http, Uri address, string action, XElement operation, CancellationToken cancellation)
    {
        var envelope = new XElement(
            Envelope + "Envelope",
            new XAttribute(XNamespace.Xmlns + "soapenv", Envelope.NamespaceName),
            new XElement(Envelope + "Body", operation));
        using var message = new HttpRequestMessage(HttpMethod.Post, address);
        message.Content = new StringContent(envelope.ToString(SaveOptions.DisableFormatting));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("text/xml", "utf-8");
        message.Headers.Add("SOAPAction", $"\"{action}\"");
        using var response = await http.SendAsync(message, cancellation);

        var answer = SafeXml.Load(await response.Content.ReadAsByteArrayAsync(cancellation)).Root?.Element(Envelope + "Body")?.Elements().FirstOrDefault();
        if (answer?.Name == Envelope + "Fault")
            throw new UnreadableAnswerException(answer.Text("faultstring"));
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException(null, null, response.StatusCode);
        return answer ?? throw new UnreadableAnswerException();
    }

    /// <summary>The descendant of that local name.</summary>
    /// <exception cref="UnreadableAnswerException">There is none.</exception>
    public static XElement Named(this XElement answer, string name) =>
        answer.DescendantsAndSelf().FirstOrDefault(element => element.Name.LocalName == name) ?? throw new UnreadableAnswerException();

    /// <summary>The text of the child of that local name, "" without one.</summary>
    public static string Text(this XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value.Trim() ?? "";
}
