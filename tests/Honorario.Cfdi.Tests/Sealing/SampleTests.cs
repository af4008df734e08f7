using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Sealing;

public class SampleTests
{
    /// <summary>Attributes that the seal does not cover: the seal itself, the certificate (its number is covered), and schema locations.</summary>
    private static readonly HashSet<string> NotSealed = ["Certificado", "schemaLocation"];

    public static TheoryData<string> Sealed => ["ingreso-sealed-stamped.xml", "ingreso-sealed-stamped-2.xml", "pago20-sealed.xml"];

    [Theory]
    [MemberData(nameof(Sealed))]
    public void The_seal_of_a_published_sample_is_valid(string sample) => SealVerifier.Seal(Load(sample)).Should().Be(SealState.Valid);

    [Theory]
    [MemberData(nameof(Sealed))]
    public void Any_changed_character_of_a_sealed_attribute_makes_the_seal_invalid(string sample)
    {
        var root = Load(sample);
        var attributes = root.DescendantsAndSelf()
            .Where(element => element.Name.Namespace != Schema.Tfd)
            .SelectMany(element => element.Attributes())
            .Where(attribute => !attribute.IsNamespaceDeclaration && !NotSealed.Contains(attribute.Name.LocalName))
            .ToList();
        attributes.Should().HaveCountGreaterThan(20);
        foreach (var attribute in attributes)
        {
            var written = attribute.Value;
            for (var at = 0; at < written.Length; at += Math.Max(1, written.Length / 40))
            {
                attribute.Value = Flip(written, at);
                SealVerifier.Seal(root).Should().Be(SealState.Invalid, "character {0} of {1} changed", at, attribute.Name);
            }

            attribute.Value = written;
        }
    }

    [Fact]
    public void A_document_without_seal_says_so() => SealVerifier.Seal(Load("pago20-unsealed.xml")).Should().Be(SealState.Absent);

    [Fact]
    public void A_stamp_is_recognised_though_the_certificate_of_its_pac_is_not_at_hand() =>
        SealVerifier.Stamp(Load("ingreso-sealed-stamped.xml"), null).Should().Be(StampState.UnknownCertificate);

    [Fact]
    public void A_stamp_of_another_document_is_invalid()
    {
        var root = Load("ingreso-sealed-stamped.xml");
        root.Descendants(Schema.Timbre.Name).Single().SetAttributeValue("SelloCFD", Load("ingreso-sealed-stamped-2.xml").Attribute("Sello")!.Value);

        SealVerifier.Stamp(root, null).Should().Be(StampState.Invalid);
    }

    [Theory]
    [MemberData(nameof(Sealed))]
    public void A_sample_reads_and_writes_back_to_the_same_document_under_the_same_seal(string sample)
    {
        var read = CfdiReader.Read(File.ReadAllBytes(SharedFolder.Sat("samples", sample)));
        read.Findings.Should().BeEmpty();

        var written = CfdiWriter.ToXml(read.Document!);

        SealVerifier.Seal(written).Should().Be(SealState.Valid);
        CfdiReader.Read(CfdiWriter.Write(written)).Document.Should().Be(read.Document);
    }

    private static XElement Load(string sample) => SafeXml.Load(File.ReadAllBytes(SharedFolder.Sat("samples", sample))).Root!;

    private static string Flip(string text, int at) => $"{text[..at]}{(text[at] == 'X' ? 'Y' : 'X')}{text[(at + 1)..]}";
}
