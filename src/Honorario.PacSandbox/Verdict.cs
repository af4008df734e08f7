using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>What a PAC verifies before it stamps: form, seal and certificate, and then dates and SAT's rules.</summary>
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
        if (now < certificado.ValidFrom || now > certificado.ValidTo)
            return new("304", "Certificado revocado o caduco", $"Vigencia al {certificado.ValidTo:yyyy-MM-dd}.");
        if (certificado.IsFiel)
            return new("306", "El certificado no es de tipo CSD", "");
        if (!TestAuthorities.Contains(certificado.Issuer))
            return new("308", "Certificado no expedido por el SAT", certificado.Issuer);
        return Preflight.Check(root, now, SealState.Valid).FirstOrDefault(IsError) is { } broken ? Refuse(broken) : null;
    }

    private static bool IsError(Finding finding) => finding.Severity == Severity.Error;

    private static Stamping.Refused Refuse(Finding finding) => new(finding.Code, finding.Message, finding.Path);
}
