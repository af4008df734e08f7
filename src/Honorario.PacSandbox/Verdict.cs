using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>What a PAC verifies before it stamps: form, seal, certificate, dates, and SAT's rules.</summary>
internal static class Verdict
{
    private static readonly string[] TestAuthorities = [SelfIssued.Issuer, "AC UAT"];

    /// <summary>Why the document is not stamped; null when nothing is wrong.</summary>
    public static Stamping.Refused? Of(XElement root, DateTimeOffset now)
    {
        if (Structure.Check(root).FirstOrDefault(IsError) is { } malformed)
            return Refuse(malformed);
        if (SealVerifier.Seal(root) != SealState.Valid)
            return new("302", "Sello mal formado o inválido", "El sello no corresponde al contenido del comprobante.");

        using var certificado = Certificado.Read(Convert.FromBase64String(root.Attribute("Certificado")!.Value))!;
        var emisor = root.Elements().First(element => element.Name.LocalName == "Emisor").Attribute("Rfc")!.Value;
        var fecha = DateTime.ParseExact(root.Attribute("Fecha")!.Value, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var instant = InstantAt(fecha, root.Attribute("LugarExpedicion")!.Value);
        if (certificado.Rfc != emisor)
            return new("303", "Sello no corresponde a emisor", $"El certificado es de {certificado.Rfc}.");
        if (now < certificado.ValidFrom || now > certificado.ValidTo)
            return new("304", "Certificado revocado o caduco", $"Vigencia al {certificado.ValidTo:yyyy-MM-dd}.");
        if (instant < certificado.ValidFrom || instant > certificado.ValidTo)
            return new("305", "La fecha de emisión no está dentro de la vigencia del CSD del Emisor", "");
        if (certificado.IsFiel)
            return new("306", "El certificado no es de tipo CSD", "");
        if (!TestAuthorities.Contains(certificado.Issuer))
            return new("308", "Certificado no expedido por el SAT", certificado.Issuer);
        if (instant > now.AddMinutes(5) || instant < now.AddHours(-72))
            return new("401", "Fecha y hora de generación fuera de rango", "Debe ser de las últimas 72 horas y no futura.");
        return Preflight.Check(root, now).FirstOrDefault(IsError) is { } broken ? Refuse(broken) : null;
    }

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;

    private static Stamping.Refused Refuse(Finding finding) => new(finding.Code, finding.Message, finding.Path);

    private static DateTimeOffset InstantAt(DateTime local, string lugar)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(PostalCode.TryParse(lugar, out var code) ? code.TimeZoneId : "America/Mexico_City");
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
