using System.Xml.Linq;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.PacSandbox;

/// <summary>Adds the timbre to a sealed document.</summary>
internal sealed class Stamper(Csd pac, TimeProvider clock)
{
    private static readonly TimeZoneInfo CentralMexico = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");

    public (byte[] Xml, TimbreFiscalDigital Timbre) Stamp(XElement sealedDocument)
    {
        var local = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), CentralMexico).DateTime;
        var timbre = new TimbreFiscalDigital(
            Guid.NewGuid().ToString("D").ToUpperInvariant(),
            local.AddTicks(-(local.Ticks % TimeSpan.TicksPerSecond)),
            PacCertificate.Rfc.Value,
            null,
            sealedDocument.Attribute("Sello")!.Value,
            pac.Certificado.NoCertificado,
            "");
        timbre = timbre with { SelloSat = pac.Sign(CadenaOriginal.Of(timbre)) };

        var stamped = new XElement(sealedDocument);
        var name = stamped.Name.Namespace + "Complemento";
        if (stamped.Element(name) is not { } complemento)
        {
            complemento = new XElement(name);
            if (stamped.Element(stamped.Name.Namespace + "Addenda") is { } addenda)
                addenda.AddBeforeSelf(complemento);
            else
                stamped.Add(complemento);
        }

        complemento.Add(CfdiWriter.ToXml(timbre));
        return (CfdiWriter.Write(stamped), timbre);
    }
}
