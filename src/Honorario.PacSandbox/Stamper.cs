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

        return (CfdiWriter.Write(sealedDocument.WithTimbre(CfdiWriter.ToXml(timbre))), timbre);
    }
}
