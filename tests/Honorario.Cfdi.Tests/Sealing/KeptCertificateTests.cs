using System.Xml.Linq;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Tests.Rules;

namespace Honorario.Cfdi.Tests.Sealing;

/// <summary>A certificate read from a document is kept for the next one of its issuer: nobody who borrows it may dispose it.</summary>
public class KeptCertificateTests
{
    [Fact]
    public void Checking_leaves_the_certificate_to_the_verifier()
    {
        var root = Sealed("30001000000500009001");

        Preflight.Check(root, ValidDocuments.Now).Should().BeEmpty();
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        Preflight.Check(root, ValidDocuments.Now).Should().BeEmpty();
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
    }

    [Fact]
    public void Many_check_and_verify_at_once()
    {
        var roots = Enumerable.Range(1, 4).Select(number => Sealed($"3000100000050000910{number}")).ToArray();

        var wrong = 0;
        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, at =>
        {
            var root = new XElement(roots[at % roots.Length]);
            if (SealVerifier.Seal(root) != SealState.Valid || Preflight.Check(
                root, ValidDocuments.Now).Count > 0 || SealVerifier.Seal(root) != SealState.Valid)
                Interlocked.Increment(ref wrong);
        });

        wrong.Should().Be(0);
    }

    [Fact]
    public void More_issuers_than_are_kept_are_verified_all_the_same()
    {
        var root = Sealed("30001000000500009201");
        var certificado = root.Attribute("Certificado")!.Value;
        for (var other = 0; other < 300; other++)
        {
            // The same certificate spelt otherwise is another to whoever keeps them by their text.
            root.SetAttributeValue("Certificado", certificado.Insert(other, "\n"));
            SealVerifier.Seal(root).Should().Be(SealState.Valid);
        }

        root.SetAttributeValue("Certificado", certificado);
        Preflight.Check(root, ValidDocuments.Now).Should().BeEmpty();
    }

    private static XElement Sealed(string noCertificado)
    {
        const string password = "12345678a";
        var document = CfdiReader.Read(ValidDocuments.Make("honorarios")).Document!;
        var emisor = Rfc.Parse(document.Emisor.Rfc);
        var files = SelfIssued.Create(
            emisor, document.Emisor.Nombre, noCertificado, ValidDocuments.Now.AddYears(-1), ValidDocuments.Now.AddYears(1), password);
        using var opened = Csd.Open(files.Cer, files.Key, password, emisor, ValidDocuments.Now);
        return SafeXml.Load(Sealer.Seal(document, opened.Csd!).Xml).Root!;
    }
}
