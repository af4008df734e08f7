using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Honorario.PacSandbox;

/// <summary>SAT's service that tells the state of a document, about what was stamped here.</summary>
/// <remarks>Source: SAT, servicio de consulta de CFDI.</remarks>
internal static partial class SatEndpoints
{
    private static readonly XNamespace Service = "http://tempuri.org/";
    private static readonly XNamespace Answers = "http://schemas.datacontract.org/2004/07/Sat.Cfdi.Negocio.ConsultaCfdi.Servicio";

    public static void MapSat(this WebApplication app) =>
        app.MapPost("/ConsultaCFDIService.svc", ConsultaAsync).AddEndpointFilter(Faults.On("status"));

    private static async Task<IResult> ConsultaAsync(HttpContext context, CancellationDesk desk, Ledger ledger)
    {
        if (await Soap.OperationAsync(context.Request) is not { Name.LocalName: "Consulta" } operation)
            return Soap.Fault("The message can not be processed.");
        var words = Ask(operation.Text("expresionImpresa").Trim(), desk, ledger);
        return Soap.Answer(new XElement(
            Service + "ConsultaResponse",
            new XElement(
                Service + "ConsultaResult",
                new XElement(Answers + "CodigoEstatus", words.Codigo),
                new XElement(Answers + "EsCancelable", words.EsCancelable),
                new XElement(Answers + "Estado", words.Estado),
                new XElement(Answers + "EstatusCancelacion", words.EstatusCancelacion),
                new XElement(Answers + "ValidacionEFOS", words.Codigo.StartsWith('S') ? "200" : ""))));
    }

    private static SatWords Ask(string expression, CancellationDesk desk, Ledger ledger)
    {
        var asked = Part()
            .Matches(expression)
            .ToLookup(
                part => part.Groups["name"].Value,
                part => part.Groups["value"].Value.Replace("&amp;", "&", StringComparison.Ordinal));
        string? One(string name) => asked[name].FirstOrDefault();
        if (One("re") is not { } re || One("rr") is not { } rr || One("id") is not { } id
            || !decimal.TryParse(One("tt"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var tt))
            return SatWords.InvalidExpression;
        if (ledger.FindByUuid(id) is not { } stamp)
            return SatWords.NotFound;
        return (re, rr, tt) == (stamp.Emisor, stamp.Receptor, stamp.Total) && (One("fe") ?? stamp.Fe) == stamp.Fe
            ? desk.WordsOf(stamp)
            : SatWords.InvalidExpression;
    }

    [GeneratedRegex(@"[?&](?<name>re|rr|tt|id|fe)=(?<value>.*?)(?=&(re|rr|tt|id|fe)=|$)")]
    private static partial Regex Part();
}
