using System.Xml.Linq;
using CsCheck;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Tests.Rules;

namespace Honorario.Cfdi.Tests.Properties;

/// <summary>The rules answer about any XML that calls itself a CFDI, however mangled.</summary>
public class HostileProperties
{
    private static readonly string[] Shapes = ["honorarios", "dolares", "global", "extranjero", "terceros", "pago", "pago-dolares"];

    private static readonly Gen<string?> Value = Gen.OneOf<string?>(
        null,
        "",
        " ",
        "x",
        "-1",
        "0",
        "0.0000000000000000000000000001",
        "1e400",
        "99",
        "79228162514264337593543950335",
        "NaN",
        "٣",
        "\uFFFD",
        "2026-03-17T11:00:00",
        new string('9', 4000),
        $"0.{new string('9', 4000)}");

    private static readonly Gen<(int Kind, int At, string? Value)> Blow = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 100_000], Value);

    [Fact]
    public void Mangled_documents_get_findings_and_never_an_exception() => Gen.Select(Gen.OneOf(Shapes), Blow.Array[1, 12]).Sample(
        (shape, blows) =>
        {
            var root = ValidDocuments.Make(shape);
            foreach (var (kind, at, value) in blows)
                Strike(root, kind, at, value);
            return Preflight.Check(root, Generate.Now).All(finding => finding.Message.Length > 0 && finding.WhatToChange.Length > 0)
                && Preflight.OnlySatKnows(root).All(finding => finding.Severity == Severity.OnlySatKnows);
        },
        iter: 5_000);

    [Fact]
    public void What_is_broken_ten_thousand_times_is_told_a_few_times()
    {
        var root = ValidDocuments.Make("iva");
        var concepto = root.Descendants().First(element => element.Name.LocalName == "Concepto");
        concepto.SetAttributeValue("Importe", "1");
        concepto.Parent!.Add(Enumerable.Range(0, 10_000).Select(_ => new XElement(concepto)));

        Preflight.Check(root, Generate.Now).Count(finding => finding.Code == "CFDI40167").Should().BeInRange(1, 100);
    }

    private static void Strike(XElement root, int kind, int at, string? value)
    {
        var elements = root.DescendantsAndSelf().ToList();
        var element = elements[at % elements.Count];
        switch (kind)
        {
            case 0 when element != root:
                element.Remove();
                break;
            case 1 when element != root:
                element.AddAfterSelf(new XElement(element));
                break;
            case 2 when element != root:
                element.AddFirst(new XElement(elements[at / 7 % elements.Count].Name));
                break;
            default:
                var attributes = element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration).ToList();
                if (attributes.Count > 0)
                    element.SetAttributeValue(attributes[at / 3 % attributes.Count].Name, value);
                break;
        }
    }
}
