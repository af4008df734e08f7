using System.Text;
using Honorario.Cfdi.Sealing;
using Honorario.Pac;

namespace Honorario.Billing.DatosFiscales;

/// <summary>Opens an emisor's CSD for one signature; the only place where a key leaves its box.</summary>
public sealed class SigningKeys(SecretBox secrets, TimeProvider clock)
{
    /// <param name="emisor">With its Llaves.</param>
    /// <param name="at">When the certificate must be in force: the Fecha of what it seals (SAT compares it with that); null for now.</param>
    public Result<Csd> Open(Emisor emisor, DateTimeOffset? at = null)
    {
        var now = at ?? clock.GetUtcNow();
        if (emisor.LlaveAt(now.UtcDateTime) is not { } llave)
            return new Problem(FieldNames.Emisor, WhyNone(emisor));

        var password = Encoding.UTF8.GetString(secrets.Decrypt(llave.Password, llave.Id));
        var opened = Csd.Open(llave.Cer, secrets.Decrypt(llave.Key, llave.Id), password, emisor.Rfc, now);
        return opened.Csd is { } csd
            ? csd
            : opened.Findings.Select(finding => new Problem(FieldNames.Emisor, $"{finding.Message} {finding.WhatToChange}", finding.Code)).ToList();
    }

    /// <summary>The files of the CSD in force and its password, for a PAC that signs a cancelling on the emisor's behalf; never stored, never logged.</summary>
    public Result<CsdFiles> Files(Emisor emisor) => emisor.LlaveAt(clock.GetUtcNow().UtcDateTime) is { } llave
        ? new CsdFiles(llave.Cer, secrets.Decrypt(llave.Key, llave.Id), Encoding.UTF8.GetString(secrets.Decrypt(llave.Password, llave.Id)))
        : new Problem(FieldNames.Emisor, WhyNone(emisor));

    /// <summary>Why the emisor can't sign now, or null when it can.</summary>
    public string? WhyNot(Emisor emisor) => emisor.LlaveAt(clock.GetUtcNow().UtcDateTime) is null ? WhyNone(emisor) : null;

    private static string WhyNone(Emisor emisor) => emisor.Llaves.MaxBy(llave => llave.ValidTo) is { } last
        ? $"El certificado de sello digital {last.NoCertificado} de {emisor.Rfc.Value} sólo vale del {last.ValidFrom:dd/MM/yyyy} al "
            + $"{last.ValidTo:dd/MM/yyyy}. Carga uno vigente en la pestaña \"Llave\" de sus datos fiscales."
        : $"{emisor.Rfc.Value} aún no tiene certificado de sello digital. Cárgalo en la pestaña \"Llave\" de sus datos fiscales.";
}
