using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>What a PAC verifies before it stamps: form, seal, certificate, dates.</summary>
internal static class Verdict
{
    private static readonly string[] TestAuthorities = [SelfIssued.Issuer, "AC UAT"];

    /// <summary>Why the document is not stamped, as code, message and detail; null when nothing is wrong.</summary>
    public static (string Code, string Message, string Detail)? Of(XElement root, DateTimeOffset now)
    {
        if (Preflight.Check(root, now).FirstOrDefault(finding => finding.Severity == Severity.Error) is { } finding)
            return (finding.Code, finding.Message, finding.Path);
        if (SealVerifier.Seal(root) != SealState.Valid)
            return ("302", "Sello mal formado o inválido", "El sello no corresponde al contenido del comprobante.");

        using var certificado = Certificado.Read(Convert.FromBase64String(root.Attribute("Certificado")!.Value))!;
        var emisor = root.Elements().First(element => element.Name.LocalName == "Emisor").Attribute("Rfc")!.Value;
        var fecha = DateTime.ParseExact(root.Attribute("Fecha")!.Value, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var instant = InstantAt(fecha, root.Attribute("LugarExpedicion")!.Value);
        if (certificado.Rfc != emisor)
            return ("303", "Sello no corresponde a emisor", $"El certificado es de {certificado.Rfc}.");
        if (now < certificado.ValidFrom || now > certificado.ValidTo)
            return ("304", "Certificado revocado o caduco", $"Vigencia al {certificado.ValidTo:yyyy-MM-dd}.");
        if (instant < certificado.ValidFrom || instant > certificado.ValidTo)
            return ("305", "La fecha de emisión no está dentro de la vigencia del CSD del Emisor", "");
        if (certificado.IsFiel)
            return ("306", "El certificado no es de tipo CSD", "");
        if (!TestAuthorities.Contains(certificado.Issuer))
            return ("308", "Certificado no expedido por el SAT", certificado.Issuer);
        if (instant > now.AddMinutes(5) || instant < now.AddHours(-72))
            return ("401", "Fecha y hora de generación fuera de rango", "Debe ser de las últimas 72 horas y no futura.");
        return null;
    }

    private static DateTimeOffset InstantAt(DateTime local, string lugar)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(PostalCode.TryParse(lugar, out var code) ? code.TimeZoneId : "America/Mexico_City");
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
