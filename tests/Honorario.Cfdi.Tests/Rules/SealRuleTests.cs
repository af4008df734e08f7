using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Rules;

/// <summary>The codes about seals and certificates, on documents sealed with SAT's test certificates.</summary>
public class SealRuleTests
{
    private const string Password = "12345678a";

    [Fact]
    public void A_sealed_document_has_no_finding() => Preflight.Check(Sealed("iva"), ValidDocuments.Now).Should().BeEmpty();

    [Fact]
    public void A_change_after_sealing_is_found()
    {
        var root = Sealed("iva");
        root.SetAttributeValue("Folio", "8");

        Codes(root).Should().Contain("CFDI40102");
    }

    [Fact]
    public void A_seal_without_its_certificate_is_found()
    {
        var root = Sealed("iva");
        root.SetAttributeValue("Certificado", null);

        Codes(root).Should().Contain(["CFDI40102", "CFDI40106"]);
    }

    [Fact]
    public void A_certificate_of_another_number_is_found()
    {
        var root = Sealed("iva");
        root.SetAttributeValue("NoCertificado", "30001000000500003417");

        Codes(root).Should().Contain("CFDI40106");
    }

    [Fact]
    public void A_certificate_of_another_person_is_found() => Codes(Sealed("iva", "CACX7605101P8")).Should().Contain("303").And.NotContain("CFDI40102");

    [Fact]
    public void A_FIEL_is_found()
    {
        var root = ValidDocuments.Make("honorarios");
        var fiel = SelfIssued.Create(
            Rfc.Parse("CACX7605101P8"),
            "XOCHILT CASAS CHAVEZ",
            "00001000000000000001",
            ValidDocuments.Now.AddYears(-1),
            ValidDocuments.Now.AddYears(1),
            Password,
            CertificateUse.Fiel);
        root.SetAttributeValue("NoCertificado", "00001000000000000001");
        root.SetAttributeValue("Certificado", Convert.ToBase64String(fiel.Cer));

        Codes(root).Should().Contain("CFDI40106").And.NotContain("305");
    }

    [Fact]
    public void A_certificate_that_had_expired_when_the_document_was_issued_is_found()
    {
        var root = ValidDocuments.Make("honorarios");
        var expired = SelfIssued.Create(
            Rfc.Parse("CACX7605101P8"),
            "XOCHILT CASAS CHAVEZ",
            "00001000000000000001",
            ValidDocuments.Now.AddYears(-4),
            ValidDocuments.Now.AddDays(-1),
            Password);
        root.SetAttributeValue("NoCertificado", "00001000000000000001");
        root.SetAttributeValue("Certificado", Convert.ToBase64String(expired.Cer));

        Codes(root).Should().Equal("305");
    }

    [Fact]
    public void A_certificate_that_is_not_one_is_found()
    {
        var root = ValidDocuments.Make("honorarios");
        root.SetAttributeValue("Certificado", "bm8=");

        Codes(root).Should().Contain("CFDI40106");
    }

    [Fact]
    public void The_date_is_that_of_the_place_of_issue()
    {
        var root = ValidDocuments.Make("honorarios");
        root.SetAttributeValue("Fecha", "2026-03-17T12:20:00");
        Codes(root).Should().BeEmpty();

        root.SetAttributeValue("LugarExpedicion", "83000");
        Codes(root).Should().Equal("401");

        root.SetAttributeValue("Fecha", "2026-03-17T11:20:00");
        Codes(root).Should().BeEmpty();
    }

    private static IEnumerable<string> Codes(XElement root) => Preflight.Check(root, ValidDocuments.Now)
        .Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code);

    private static XElement Sealed(string shape, string rfc = "EKU9003173C9")
    {
        using var opened = Csd.Open(
            File.ReadAllBytes(SharedFolder.Sat("csd", $"CSD_{rfc}.cer")), File.ReadAllBytes(SharedFolder.Sat(
                "csd", $"CSD_{rfc}.key")), Password, null, ValidDocuments.Now);
        var document = CfdiReader.Read(ValidDocuments.Make(shape)).Document!;
        return SafeXml.Load(Sealer.Seal(document, opened.Csd!).Xml).Root!;
    }
}
