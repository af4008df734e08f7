using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Honorario.Cfdi.Sealing;

/// <summary>A certificate issued by SAT: of a taxpayer's seal (CSD), of a FIEL, or of a PAC.</summary>
/// <remarks>Source: SAT, perfil de certificados; RFC 5280.</remarks>
public sealed class Certificado : IDisposable
{
    private const string UniqueIdentifier = "2.5.4.45";
    private const string CommonName = "2.5.4.3";
    private const string OrganizationalUnit = "2.5.4.11";

    /// <summary>Bits of the largest key taken; SAT's have 2,048. Larger ones only keep the machine busy.</summary>
    internal const int LargestKey = 4096;

    /// <summary>Characters of the longest seal of such a key, with room for line breaks.</summary>
    private const int LongestSeal = 1024;

    private readonly RSA _publicKey;

    private Certificado(X509Certificate2 certificate, RSA publicKey, string noCertificado)
    {
        _publicKey = publicKey;
        Der = certificate.RawData;
        Base64 = Convert.ToBase64String(Der);
        NoCertificado = noCertificado;
        ValidFrom = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
        ValidTo = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        Nombre = Find(certificate.SubjectName, CommonName) ?? "";
        Issuer = Find(certificate.IssuerName, CommonName) ?? "";
        Rfc = Find(certificate.SubjectName, UniqueIdentifier)?.Split('/')[0].Trim() ?? "";
        var usage = certificate.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault()?.KeyUsages ?? X509KeyUsageFlags.None;
        IsFiel = (usage & (X509KeyUsageFlags.DataEncipherment | X509KeyUsageFlags.KeyAgreement)) != 0
            || Find(certificate.SubjectName, OrganizationalUnit) is null;
    }

    /// <summary>The certificate's bytes.</summary>
    public byte[] Der { get; }

    /// <summary>The bytes in base64, as a document carries them.</summary>
    public string Base64 { get; }

    /// <summary>20 digits, which the serial number spells in ASCII.</summary>
    public string NoCertificado { get; }

    /// <summary>Whose it is; "" when the subject has none.</summary>
    public string Rfc { get; }

    /// <summary>The subject's name as SAT wrote it, with its régimen de capital.</summary>
    public string Nombre { get; }

    /// <summary>Common name of the authority that issued it.</summary>
    public string Issuer { get; }

    /// <summary>First instant of its validity.</summary>
    public DateTimeOffset ValidFrom { get; }

    /// <summary>Last instant of its validity.</summary>
    public DateTimeOffset ValidTo { get; }

    /// <summary>Whether it is a FIEL (e.firma), which does not seal invoices: it has further key usages, and no branch name.</summary>
    public bool IsFiel { get; }

    /// <summary>Reads a .cer file (X.509 DER).</summary>
    /// <returns>Null when it is not a certificate with an RSA key and a serial of 20 digits.</returns>
    public static Certificado? Read(ReadOnlySpan<byte> der)
    {
        if (der.Length is < 256 or > 16 * 1024 || der[0] != 0x30)
            return null;
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(der);
            var digits = Encoding.ASCII.GetString(Convert.FromHexString(certificate.SerialNumber));
            if (digits.Length != 20 || !digits.All(char.IsAsciiDigit) || certificate.GetRSAPublicKey() is not { KeySize: <= LargestKey } publicKey)
                return null;
            return new Certificado(certificate, publicKey, digits);
        }
        catch (Exception hostile) when (hostile is CryptographicException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether it signed this text. May be asked from many threads at once.</summary>
    /// <param name="text">The cadena original.</param>
    /// <param name="selloBase64">The seal: RSA PKCS#1 v1.5 over SHA-256, in base64.</param>
    public bool Verifies(string text, string selloBase64) => Verifies(text, selloBase64, HashAlgorithmName.SHA256);

    /// <summary>Likewise over SHA-1, as documents were sealed until 2017.</summary>
    internal bool VerifiesSha1(string text, string selloBase64) => Verifies(text, selloBase64, HashAlgorithmName.SHA1);

    private bool Verifies(string text, string selloBase64, HashAlgorithmName hash)
    {
        if (selloBase64.Length > LongestSeal)
            return false;
        Span<byte> seal = stackalloc byte[LongestSeal];
        return Convert.TryFromBase64String(selloBase64, seal, out var length)
            && _publicKey.VerifyData(Encoding.UTF8.GetBytes(text), seal[..length], hash, RSASignaturePadding.Pkcs1);
    }

    /// <inheritdoc/>
    public void Dispose() => _publicKey.Dispose();

    internal bool IsPairOf(RSA privateKey) =>
        privateKey.ExportParameters(false).Modulus.AsSpan().SequenceEqual(_publicKey.ExportParameters(false).Modulus);

    private static string? Find(X500DistinguishedName name, string oid) => name.EnumerateRelativeDistinguishedNames()
        .FirstOrDefault(part => !part.HasMultipleElements && part.GetSingleElementType().Value == oid)?.GetSingleElementValue();
}
