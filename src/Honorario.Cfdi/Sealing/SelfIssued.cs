using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Honorario.Cfdi.Sealing;

/// <summary>The files of a certificate made here.</summary>
/// <param name="Cer">X.509 in DER.</param>
/// <param name="Key">Encrypted PKCS#8 in DER.</param>
public sealed record CertificateFiles(byte[] Cer, byte[] Key);

/// <summary>What a self-issued certificate is for.</summary>
public enum CertificateUse
{
    /// <summary>Sealing invoices.</summary>
    Csd,

    /// <summary>Identifying a person; must be refused for sealing.</summary>
    Fiel,
}

/// <summary>
/// Makes certificates in SAT's shape for demonstrations, tests and the sandbox PAC. They have no fiscal value: the issuer says
/// so, and no real PAC takes them.
/// </summary>
public static class SelfIssued
{
    /// <summary>Common name of the issuer of every certificate made here.</summary>
    public const string Issuer = "AC DE PRUEBAS HONORARIO";

    /// <summary>Makes a certificate and its encrypted key.</summary>
    /// <param name="rfc">Whose; of a persona moral, its representative's is made up.</param>
    /// <param name="nombre">The subject's name.</param>
    /// <param name="noCertificado">20 digits.</param>
    /// <param name="from">First instant of its validity.</param>
    /// <param name="to">Last instant.</param>
    /// <param name="password">Opens the key.</param>
    /// <param name="use">CSD or FIEL.</param>
    public static CertificateFiles Create(
        Rfc rfc, string nombre, string noCertificado, DateTimeOffset from, DateTimeOffset to, string password, CertificateUse use = CertificateUse.Csd)
    {
        using var key = RSA.Create(2048);
        var usage = X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation;
        if (use == CertificateUse.Fiel)
            usage |= X509KeyUsageFlags.DataEncipherment | X509KeyUsageFlags.KeyAgreement;
        var request = new CertificateRequest(Subject(rfc, nombre, use), key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, false));

        var issuer = new X500DistinguishedNameBuilder();
        issuer.AddCommonName(Issuer);
        issuer.AddOrganizationName("SIN VALIDEZ FISCAL");
        using var certificate = request.Create(
            issuer.Build(),
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1),
            from,
            to,
            Encoding.ASCII.GetBytes(noCertificado));
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);
        return new CertificateFiles(certificate.RawData, key.ExportEncryptedPkcs8PrivateKey(Encoding.UTF8.GetBytes(password), encryption));
    }

    private static X500DistinguishedName Subject(Rfc rfc, string nombre, CertificateUse use)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.Add("2.5.4.3", nombre, UniversalTagNumber.UTF8String);
        subject.Add("2.5.4.41", nombre, UniversalTagNumber.UTF8String);
        subject.Add("2.5.4.10", nombre, UniversalTagNumber.UTF8String);
        subject.Add("2.5.4.45", rfc.IsPersonaMoral ? $"{rfc.Value} / XAXX010101000" : rfc.Value, UniversalTagNumber.UTF8String);
        if (use == CertificateUse.Csd)
            subject.Add("2.5.4.11", "Matriz", UniversalTagNumber.UTF8String);
        return subject.Build();
    }
}
