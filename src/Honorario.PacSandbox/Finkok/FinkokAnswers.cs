using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;

namespace Honorario.PacSandbox;

/// <summary>Finkok's answers: elements of its views' namespace.</summary>
internal static class FinkokAnswers
{
    public static readonly XNamespace Views = "apps.services.soap.core.views";

    public static XElement Element(string name, string value) => new(Views + name, value);

    /// <summary>The operation's answer with what it holds.</summary>
    public static IResult Answer(XElement operation, IEnumerable<XElement> content)
    {
        var service = operation.Name.Namespace;
        var name = operation.Name.LocalName;
        return Soap.Answer(new XElement(service + $"{name}Response", new XElement(service + $"{name}Result", content)));
    }

    public static XElement[] Incidence(string code, string words) =>
    [
        new XElement(
            Views + "Incidencias",
            new XElement(
                Views + "Incidencia",
                Element("IdIncidencia", ""),
                Element("CodigoError", code),
                Element("WorkProcessId", ""),
                Element("MensajeIncidencia", words),
                Element("ExtraInfo", ""))),
    ];

    public static XElement[] Of(Stamping stamping, string? fault) => stamping switch
    {
        Stamping.Given given => Of(given.Stamp),
        Stamping.Repeated { Stamp: { } earlier } when fault == "late-307" => [Element("UUID", earlier.Uuid), .. Repeated],
        Stamping.Repeated { Stamp: { } earlier } when fault != "bare-307" => [.. Of(earlier, "Comprobante timbrado previamente"), .. Repeated],
        Stamping.Repeated { Stamp: null } => Incidence("707", "El CFDI contiene un timbre existente"),
        Stamping.Repeated => Repeated,
        Stamping.Refused refused => Incidence(refused.Code, $"{refused.Message}. {refused.Detail}"),
        _ => throw new InvalidOperationException(),
    };

    public static XElement[] Of(Stamp stamp, string status = "Comprobante timbrado satisfactoriamente")
    {
        var timbre = CfdiReader.Read(stamp.Xml).Document!.Timbre!;
        return
        [
            Element("xml", Encoding.UTF8.GetString(stamp.Xml)),
            Element("UUID", timbre.Uuid),
            Element("Fecha", timbre.FechaTimbrado.ToString("s", CultureInfo.InvariantCulture)),
            Element("CodEstatus", status),
            Element("SatSeal", timbre.SelloSat),
            Element("NoCertificadoSAT", timbre.NoCertificadoSat),
        ];
    }

    /// <summary>The bytes of a parameter in base64; none when it is not.</summary>
    public static byte[] Bytes(XElement operation, string parameter) => SwEndpoints.TryDecode(operation.Text(parameter), out var bytes) ? bytes : [];

    private static XElement[] Repeated => Incidence("307", "El CFDI contiene un timbre previo");
}
