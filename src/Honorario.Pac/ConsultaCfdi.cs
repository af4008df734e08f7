using System.Xml.Linq;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>What SAT knows about a document, in SAT's own words.</summary>
/// <param name="CodigoEstatus">"S - Comprobante obtenido satisfactoriamente.", "N - 601: …" or "N - 602: …".</param>
/// <param name="EsCancelable">"Cancelable sin aceptación", "Cancelable con aceptación" or "No cancelable"; "" when it does not apply.</param>
/// <param name="Estado">"Vigente", "Cancelado" or "No Encontrado".</param>
/// <param name="EstatusCancelacion">"En proceso", "Cancelado sin aceptación", "Cancelado con aceptación", "Plazo vencido", "Solicitud
/// rechazada"; "" without a request.</param>
/// <param name="ValidacionEfos">200 or 201 when the emisor is not on the list of simulated operations (CFF 69-B), 100 or 101 when it is.</param>
public sealed record SatStatus(string CodigoEstatus, string EsCancelable, string Estado, string EstatusCancelacion, string ValidacionEfos)
{
    /// <summary>Whether SAT has it and it is in force.</summary>
    public bool IsInForce => Estado == "Vigente";

    /// <summary>Whether it is cancelled.</summary>
    public bool IsCancelled => Estado == "Cancelado";

    /// <summary>Whether a request to cancel it waits for the receptor.</summary>
    public bool IsWaiting => IsInForce && EstatusCancelacion == "En proceso";

    /// <summary>Whether the receptor refused the request to cancel it.</summary>
    public bool WasRefused => IsInForce && EstatusCancelacion == "Solicitud rechazada";
}

/// <summary>What came of asking SAT about a document.</summary>
public abstract record SatAnswer
{
    private SatAnswer()
    {
    }

    /// <summary>SAT answered.</summary>
    /// <param name="Status">Its answer.</param>
    public sealed record Known(SatStatus Status) : SatAnswer;

    /// <summary>SAT did not answer: ask again later.</summary>
    /// <param name="Reason">One Spanish sentence for the person waiting.</param>
    public sealed record Unavailable(string Reason) : SatAnswer;
}

/// <summary>SAT's public service that tells the state of any CFDI; asking changes nothing, so it asks again by itself.</summary>
/// <remarks>Source: SAT, servicio de consulta de CFDI (<c>ConsultaCFDIService</c>, operation <c>Consulta</c>).</remarks>
public sealed class ConsultaCfdi(HttpClient http, IOptions<PacOptions> options)
{
    private static readonly XNamespace Service = "http://tempuri.org/";

    /// <summary>Asks about one document.</summary>
    public async Task<SatAnswer> AskAsync(ExpresionImpresa document, CancellationToken cancellation)
    {
        try
        {
            var question = new XElement(Service + "Consulta", new XElement(Service + "expresionImpresa", document.ToString()));
            var answer = await Soap.CallAsync(http, options.Value.SatAddress, "http://tempuri.org/IConsultaCFDIService/Consulta", question, cancellation);
            return new SatAnswer.Known(Read(answer.Named("ConsultaResult")));
        }
        catch (Exception failure) when (Unanswered.Why(failure, "El SAT", cancellation) is { } silence)
        {
            return new SatAnswer.Unavailable(silence.Reason);
        }
    }

    internal static SatStatus Read(XElement status) => new(
        status.Text("CodigoEstatus"),
        status.Text("EsCancelable"),
        status.Text("Estado") is { Length: > 0 } estado ? estado : throw new UnreadableAnswerException(),
        status.Text("EstatusCancelacion"),
        status.Text("ValidacionEFOS"));
}
