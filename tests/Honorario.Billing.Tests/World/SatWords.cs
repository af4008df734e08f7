using System.Net;
using System.Text;
using Honorario.Pac;
using Microsoft.Extensions.Options;

namespace Honorario.Billing.Tests.World;

/// <summary>SAT's service answering as told, or not at all. SAT itself can't be asked from a test.</summary>
internal sealed class SatWords(string? codigo, string estado, string cancelacion, string efos) : HttpMessageHandler
{
    private const string Answers = "http://schemas.datacontract.org/2004/07/Sat.Cfdi.Negocio.ConsultaCfdi.Servicio";

    public static ConsultaCfdi Silent => Saying(null, "");

    public static ConsultaCfdi Saying(string? codigo, string estado, string cancelacion = "", string efos = "200") =>
        new(new HttpClient(new SatWords(codigo, estado, cancelacion, efos)), Options.Create(new PacOptions()));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (codigo is null)
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable));
        var body = $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
            <ConsultaResponse xmlns="http://tempuri.org/"><ConsultaResult xmlns:a="{Answers}">
            <a:CodigoEstatus>{codigo}</a:CodigoEstatus><a:EsCancelable/><a:Estado>{estado}</a:Estado><a:EstatusCancelacion>{cancelacion}</a:EstatusCancelacion>
            <a:ValidacionEFOS>{efos}</a:ValidacionEFOS></ConsultaResult></ConsultaResponse></s:Body></s:Envelope>
            """;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "text/xml") });
    }
}
