using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;
using Honorario.Cfdi.Findings;

namespace Honorario.Cfdi.Sealing;

/// <summary>What came of opening a CSD: the CSD, or each reason why not.</summary>
/// <param name="Csd">Open and ready to sign; the caller disposes it.</param>
/// <param name="Findings">Why there is none.</param>
public sealed record CsdOpened(Csd? Csd, IReadOnlyList<Finding> Findings) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Csd?.Dispose();
}

/// <summary>An open certificado de sello digital: the certificate and its private key.</summary>
public sealed class Csd : IDisposable
{
    /// <summary>More rounds than this would only serve to keep the machine busy; SAT's keys have 2,048.</summary>
    private const int MostRounds = 1_000_000;

    /// <summary>Bytes of the largest .key taken, of 4,096 bits; SAT's have 1.3 KB. Larger ones only keep the machine busy.</summary>
    private const int LargestKey = 4 * 1024;

    /// <summary>Levels of an algorithm's parameters (RFC 8018 has four).</summary>
    private const int DeepestParameters = 8;

    private readonly RSA _key;

    private Csd(Certificado certificado, RSA key)
    {
        (Certificado, _key) = (certificado, key);
        RoomForSeal = new string(' ', Base64.GetMaxEncodedToUtf8Length(key.KeySize / 8));
    }

    /// <summary>Its certificate.</summary>
    public Certificado Certificado { get; }

    /// <summary>As many spaces as a seal of its has characters.</summary>
    internal string RoomForSeal { get; }

    /// <summary>
    /// Opens a CSD and checks that the certificate parses, the key opens with the password, they are a pair, the certificate is
    /// in force, carries the RFC and is not a FIEL. Each failure is its own finding.
    /// </summary>
    /// <param name="cer">The .cer file: X.509 in DER.</param>
    /// <param name="key">The .key file: encrypted PKCS#8 in DER.</param>
    /// <param name="password">"Contraseña del SAT".</param>
    /// <param name="rfc">Whose it must be; null to accept anybody's.</param>
    /// <param name="now">The instant at which it must be in force.</param>
    public static CsdOpened Open(byte[] cer, byte[] key, string password, Rfc? rfc, DateTimeOffset now)
    {
        var certificado = Certificado.Read(cer);
        if (certificado is null && LooksLikeKey(cer) && Certificado.Read(key) is { } swapped)
        {
            swapped.Dispose();
            return Failed(
                null,
                Fault("CSD-INTERCAMBIADOS", "Los archivos están intercambiados.", "Pon el .cer en el lugar del certificado y el .key en el de la llave."));
        }

        if (certificado is null)
            return Failed(
                null,
                Fault("CSD-CER", "El archivo .cer no es un certificado del SAT.", "Carga el archivo .cer que el SAT te entregó junto con la llave."));
        if (!LooksLikeKey(key))
            return Failed(
                certificado,
                Fault("CSD-KEY", "El archivo .key no es una llave privada del SAT.", "Carga el archivo .key que generaste al tramitar el certificado."));
        if (Unlock(key, password) is not { } unlocked)
            return Failed(
                certificado,
                Fault(
                    "CSD-CONTRASEÑA", "La contraseña no abre la llave.",
                    "Escribe la contraseña que pusiste a la llave al tramitar el certificado; distingue mayúsculas de minúsculas."));

        var faults = Faults(certificado, unlocked, rfc, now).ToArray();
        if (faults.Length == 0)
            return new CsdOpened(new Csd(certificado, unlocked), []);
        unlocked.Dispose();
        return Failed(certificado, faults);
    }

    /// <summary>Signs a text: RSA PKCS#1 v1.5 over SHA-256.</summary>
    /// <param name="text">The cadena original.</param>
    /// <returns>The seal in base64.</returns>
    public string Sign(string text) => Sign(Encoding.UTF8.GetBytes(text));

    /// <summary>Signs a text in UTF-8, likewise.</summary>
    internal string Sign(ReadOnlySpan<byte> text)
    {
        Span<byte> seal = stackalloc byte[Certificado.LargestKey / 8];
        return Convert.ToBase64String(seal[.._key.SignData(text, seal, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificado.Dispose();
        _key.Dispose();
    }

    private static IEnumerable<Finding> Faults(Certificado certificado, RSA key, Rfc? rfc, DateTimeOffset now)
    {
        if (!certificado.IsPairOf(key))
            yield return Fault("CSD-PAR", "El certificado y la llave no son pareja.", "Carga el .cer y el .key del mismo trámite.");
        if (certificado.IsFiel)
            yield return Fault(
                "CSD-FIEL", "Es una e.firma (FIEL), no un certificado de sello digital.",
                "Tramita el CSD en el SAT (Certifica) y carga sus archivos; la e.firma no sirve para facturar.");
        if (now < certificado.ValidFrom)
            yield return Fault(
                "CSD-VIGENCIA", $"El certificado vale a partir del {certificado.ValidFrom:dd/MM/yyyy}.",
                "Espera a esa fecha o carga un certificado vigente.");
        if (now > certificado.ValidTo)
            yield return Fault("CSD-VIGENCIA", $"El certificado venció el {certificado.ValidTo:dd/MM/yyyy}.", "Renueva el CSD en el SAT y carga el nuevo.");
        if (rfc is not null && certificado.Rfc != rfc.Value)
            yield return Fault("CSD-RFC", $"El certificado es de {certificado.Rfc}, no de {rfc.Value}.", $"Carga el certificado de {rfc.Value}.");
    }

    private static RSA? Unlock(byte[] key, string password)
    {
        var rsa = RSA.Create();
        try
        {
            rsa.ImportEncryptedPkcs8PrivateKey(Encoding.UTF8.GetBytes(password), key, out var read);
            if (read == key.Length)
                return rsa;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
        {
            // A wrong password and a damaged key look alike from here.
        }

        rsa.Dispose();
        return null;
    }

    /// <summary>Whether it is an EncryptedPrivateKeyInfo (RFC 5958) whose password takes a sane number of rounds to check.</summary>
    private static bool LooksLikeKey(byte[] key)
    {
        if (key.Length is < 64 or > LargestKey)
            return false;
        try
        {
            var outer = new AsnReader(key, AsnEncodingRules.BER).ReadSequence();
            var algorithm = outer.ReadSequence();
            algorithm.ReadObjectIdentifier();
            outer.ReadOctetString();
            return !outer.HasData && RoundsAreSane(algorithm, DeepestParameters);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool RoundsAreSane(AsnReader parameters, int levels)
    {
        if (levels == 0)
            return false;
        while (parameters.HasData)
        {
            var tag = parameters.PeekTag();
            if (tag == Asn1Tag.Sequence)
            {
                if (!RoundsAreSane(parameters.ReadSequence(), levels - 1))
                    return false;
            }
            else if (tag == Asn1Tag.Integer)
            {
                if (!parameters.TryReadInt32(out var rounds) || rounds > MostRounds)
                    return false;
            }
            else
            {
                parameters.ReadEncodedValue();
            }
        }

        return true;
    }

    private static CsdOpened Failed(Certificado? certificado, params Finding[] findings)
    {
        certificado?.Dispose();
        return new CsdOpened(null, findings);
    }

    private static Finding Fault(string code, string message, string whatToChange) => new(code, Severity.Error, "", message, whatToChange);
}
