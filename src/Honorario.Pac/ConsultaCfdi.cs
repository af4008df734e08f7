using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;

namespace Honorario.Pac;

/// <summary>SAT's ConsultaCFDIService over SOAP 1.1: one operation, <c>Consulta</c>.</summary>
/// <remarks>Source: SAT, servicio de consulta de CFDI (consultaqr.facturaelectronica.sat.gob.mx/ConsultaCFDIService.svc).</remarks>
public sealed class ConsultaCfdi(HttpClient http) : ISatStatus
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Sat = "http://tempuri.org/";

    /// <inheritdoc/>
    public async Task<SatStatus?> AskAsync(SatQuestion question, CancellationToken cancellation)
    {
        var envelope = new XElement(
            Soap + "Envelope",
            new XElement(Soap + "Body", new XElement(Sat + "Consulta", new XElement(Sat + "expresionImpresa", new XCData(question.ToString())))));
        using var message = new HttpRequestMessage(HttpMethod.Post, "");
        message.Content = new StringContent(envelope.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, new MediaTypeHeaderValue("text/xml", "utf-8"));
        message.Headers.Add("SOAPAction", "\"http://tempuri.org/IConsultaCFDIService/Consulta\"");
        try
        {
            using var response = await http.SendAsync(message, cancellation);
            return response.IsSuccessStatusCode ? Read(await response.Content.ReadAsByteArrayAsync(cancellation)) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static SatStatus? Read(byte[] answer)
    {
        if (SafeXml.Load(answer).Root?.Descendants(Sat + "ConsultaResult").FirstOrDefault() is not { } result)
            return null;
        string Text(string name) => result.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim() ?? "";
        return Text("Estado").Length == 0 && Text("CodigoEstatus").Length == 0
            ? null
            : new SatStatus(Text("CodigoEstatus"), Text("EsCancelable"), Text("Estado"), Text("EstatusCancelacion"), Text("ValidacionEFOS"));
    }
}
