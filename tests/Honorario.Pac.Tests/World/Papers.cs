using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using Honorario.Tests;

namespace Honorario.Pac.Tests.World;

/// <summary>A sealed document as the product stores it before it is sent.</summary>
internal sealed record Paper(byte[] Xml, string Key);

/// <summary>Documents of SAT's test taxpayers, sealed.</summary>
internal static class Papers
{
    public const string Password = "12345678a";

    /// <summary>Within the validity of SAT's test certificates.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 10, 18, 0, 0, TimeSpan.Zero);

    /// <summary>What the clock says then in Hidalgo and in central Mexico.</summary>
    public static readonly DateTime Local = new(2026, 3, 10, 12, 0, 0);

    private static int _folio;

    public static byte[] Cer(string rfc = "EKU9003173C9") => File.ReadAllBytes(SharedFolder.Sat("csd", $"CSD_{rfc}.cer"));

    public static byte[] Key(string rfc = "EKU9003173C9") => File.ReadAllBytes(SharedFolder.Sat("csd", $"CSD_{rfc}.key"));

    public static CsdFiles Csd { get; } = new(Cer(), Key(), Password);

    public static Comprobante Invoice(decimal amount = 1200.50m) => new()
    {
        Serie = "T",
        Folio = Interlocked.Increment(ref _folio).ToString(CultureInfo.InvariantCulture),
        Fecha = Local.AddMinutes(-10),
        FormaPago = "99",
        MetodoPago = "PPD",
        SubTotal = amount,
        Total = amount,
        TipoDeComprobante = "I",
        LugarExpedicion = "42501",
        Emisor = new ComprobanteEmisor("EKU9003173C9", "ESCUELA KEMPER URGATE", "601"),
        Receptor = new Receptor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "G03"),
        Conceptos =
        [
            new Concepto
            {
                ClaveProdServ = "85121502",
                NoIdentificacion = "S-1",
                Cantidad = 1,
                ClaveUnidad = "E48",
                Descripcion = "Consulta médica \"de control\" & revisión",
                ValorUnitario = amount,
                Importe = amount,
                ObjetoImp = "01",
            },
        ],
    };

    public static Comprobante CreditNote(string ofUuid) => Invoice(100m) with
    {
        TipoDeComprobante = "E",
        FormaPago = "03",
        MetodoPago = "PUE",
        Receptor = new Receptor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "G02"),
        CfdiRelacionados = [new CfdiRelacionados("01", [ofUuid])],
    };

    public static Paper Sealed(Comprobante? document = null) => Seal(document ?? Invoice(), Cer(), Key(), Password);

    public static Paper SealedBy(CertificateFiles files, Comprobante? document = null) => Seal(document ?? Invoice(), files.Cer, files.Key, Password);

    /// <summary>Seals without asking whether the certificate is any good.</summary>
    public static Paper Seal(Comprobante document, byte[] cer, byte[] key, string password)
    {
        using var certificado = Certificado.Read(cer)!;
        using var rsa = RSA.Create();
        rsa.ImportEncryptedPkcs8PrivateKey(Encoding.UTF8.GetBytes(password), key, out _);
        var certified = document with { NoCertificado = certificado.NoCertificado, Certificado = Convert.ToBase64String(cer), Sello = "" };
        var cadena = Encoding.UTF8.GetBytes(CadenaOriginal.Of(certified));
        var sello = Convert.ToBase64String(rsa.SignData(cadena, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        return new Paper(CfdiWriter.Write(certified with { Sello = sello }), Guid.NewGuid().ToString("N"));
    }

    public static CertificateFiles SelfIssuedFor(DateTimeOffset from, DateTimeOffset to, CertificateUse use = CertificateUse.Csd) =>
        SelfIssued.Create(Rfc.Parse("EKU9003173C9"), "ESCUELA KEMPER URGATE", "30001000000500009999", from, to, Password, use);

    /// <summary>A certificate in SAT's shape from an authority that nobody knows.</summary>
    public static CertificateFiles FromUnknownAuthority()
    {
        using var key = RSA.Create(2048);
        using var known = X509CertificateLoader.LoadCertificate(Cer());
        var request = new CertificateRequest(known.SubjectName, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.Create(
            new X500DistinguishedName("CN=AC DESCONOCIDA"),
            X509SignatureGenerator.CreateForRSA(key, RSASignaturePadding.Pkcs1),
            Now.AddYears(-1),
            Now.AddYears(1),
            "30001000000500008888"u8);
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048);
        return new CertificateFiles(certificate.RawData, key.ExportEncryptedPkcs8PrivateKey(Encoding.UTF8.GetBytes(Password), encryption));
    }

    public static ExpresionImpresa Printed(this StampAnswer.Stamped stamped) => ExpresionImpresa.Of(CfdiReader.Read(stamped.Xml).Document!);
}
