using System.Diagnostics;
using System.Text;
using CsCheck;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Properties;

public sealed class SealProperties : IDisposable
{
    private readonly Csd _moral = Open("EKU9003173C9");
    private readonly Csd _fisica = Open("CACX7605101P8");

    [Fact]
    public void What_is_sealed_verifies_and_has_no_finding() => Generate.Any.Sample(
        document =>
        {
            var root = SafeXml.Load(Seal(document).Xml).Root!;
            return SealVerifier.Seal(root) == SealState.Valid && Preflight.Check(root, Generate.Now, SealState.Valid).Count == 0;
        },
        iter: 200);

    [Fact]
    public void OpenSSL_verifies_the_seals_too()
    {
        var folder = Directory.CreateTempSubdirectory("seal-");
        try
        {
            foreach (var document in Generate.Any.Array[5].Single())
            {
                var signed = Seal(document).Comprobante;
                File.WriteAllText(Path.Combine(folder.FullName, "cadena"), CadenaOriginal.Of(signed), new UTF8Encoding(false));
                File.WriteAllBytes(Path.Combine(folder.FullName, "sello"), Convert.FromBase64String(signed.Sello!));
                File.WriteAllBytes(Path.Combine(folder.FullName, "cer"), Convert.FromBase64String(signed.Certificado!));

                Run(folder.FullName, "x509 -inform DER -in cer -pubkey -noout -out pem").Should().Be(0);
                Run(folder.FullName, "dgst -sha256 -verify pem -signature sello cadena").Should().Be(0);
                File.AppendAllText(Path.Combine(folder.FullName, "cadena"), "x");
                Run(folder.FullName, "dgst -sha256 -verify pem -signature sello cadena").Should().NotBe(0);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public void Dispose()
    {
        _moral.Dispose();
        _fisica.Dispose();
    }

    private SealedDocument Seal(Comprobante document) => Sealer.Seal(document, document.Emisor.Rfc == _moral.Certificado.Rfc ? _moral : _fisica);

    private static int Run(string folder, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(
            "openssl", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Csd Open(string rfc) => Csd.Open(
        File.ReadAllBytes(SharedFolder.Sat("csd", $"CSD_{rfc}.cer")), File.ReadAllBytes(SharedFolder.Sat(
            "csd", $"CSD_{rfc}.key")), "12345678a", Rfc.Parse(rfc), Generate.Now).Csd!;
}
