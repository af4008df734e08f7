using System.Xml.Linq;
using CsCheck;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Tests.Properties;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Tests.Documents;

public class SchemaTests
{
    private static readonly Gen<Comprobante> Plain = Gen.OneOf(Generate.Sale, Generate.Foreign, Generate.Global, Generate.CreditNote, Generate.Payment)
        .Select(document => document with { NoCertificado = "30001000000500003416", Certificado = "QUJD", Sello = "QUJD" });

    /// <summary>What the schema asks for and an unsealed document does not have yet.</summary>
    private static readonly string[] Unsealed = ["'Sello'", "'Certificado'"];

    [Fact]
    public void What_is_written_is_valid_against_the_published_schemas() => Plain.Sample(
        document => SatSchemas.Validate(CfdiWriter.ToXml(document)) is [] ? true : throw new InvalidOperationException(string.Join(
            '\n', SatSchemas.Validate(CfdiWriter.ToXml(document)))),
        iter: 500);

    [Fact]
    public void What_the_published_schemas_refuse_is_found_before_it_is_sent() => Gen.Select(
        Plain,
        Gen.Int[0, 10_000],
        Gen.OneOf<string?>(
            null, "", " ", "x", "-1", "0", "1.0000001", "1e3", "1,000.00", "a|b", "99", "2026-13-01T00:00:00", new string('9', 30),
            new string('A', 1001))).Sample(
        (document, at, value) =>
        {
            var root = CfdiWriter.ToXml(document);
            root.SetAttributeValue("Certificado", null);
            root.SetAttributeValue("Sello", null);
            var attributes = root.DescendantsAndSelf().SelectMany(element => element.Attributes())
                .Where(attribute => !attribute.IsNamespaceDeclaration
                    && attribute.Name.Namespace == XNamespace.None && attribute.Name != "NoCertificado").ToList();
            var spoilt = attributes[at % attributes.Count];
            spoilt.Parent!.SetAttributeValue(spoilt.Name, value);

            var refused = SatSchemas.Validate(root).Any(fault => !Unsealed.Any(name => fault.Contains(name, StringComparison.Ordinal)));

            return !refused || Preflight.Check(root, Generate.Now).Any(finding => finding.Severity == Severity.Error)
                ? true
                : throw new InvalidOperationException($"{spoilt.Name} = {value}\n{string.Join('\n', SatSchemas.Validate(root))}");
        },
        iter: 2_000);
}
