using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Rules;

/// <summary>Documents that a real PAC rejected, each under the code that it gave.</summary>
public partial class RejectionTests
{
    private static readonly TimeZoneInfo CentralMexico = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");

    /// <summary>Codes of facts that no document holds: they are said to be SAT's to tell, and no more.</summary>
    private static readonly HashSet<string> OnlySatKnows =
    [
        "CFDI40129", // whether a confirmation key was used before
        "CFDI40139", // the name registered for the emisor's RFC
        "CFDI40143", // whether the receptor's RFC is registered
        "CFDI40145", // the name registered for the receptor's RFC
    ];

    /// <summary>Rejected when c_ObjetoImp had no key 04; it has since, so that today it is only odd beside the payment's date.</summary>
    private static readonly HashSet<string> OnlyDoubtful = ["CRP20245"];

    public static TheoryData<string> Codes => new(Directory.GetFiles(
        SharedFolder.Sat("rejections"), "*.xml").Select(file => Path.GetFileNameWithoutExtension(file)).Order());

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_code_that_the_pac_gave_is_among_the_findings(string code)
    {
        var now = DateTimeOffset.UtcNow;

        var root = Load(code, now);

        var finding = Preflight.Check(root, now).Concat(Preflight.OnlySatKnows(root)).First(finding => finding.Code == code);

        finding.Severity.Should().Be(
            OnlySatKnows.Contains(code) ? Severity.OnlySatKnows : OnlyDoubtful.Contains(code) ? Severity.Warning : Severity.Error);
        finding.Message.Should().NotBeEmpty();
        finding.WhatToChange.Should().EndWith(".");
        finding.Path.Should().StartWith("Comprobante");
    }

    /// <summary>Advice to write what already stands there helps nobody: then something else is to be changed.</summary>
    [Theory]
    [MemberData(nameof(Codes))]
    public void No_hint_proposes_the_value_that_is_there(string code)
    {
        var now = DateTimeOffset.UtcNow;

        var findings = Preflight.Check(Load(code, now), now);

        findings.Where(finding => Said().Match(finding.Message) is { Success: true } said
                && Proposed().Match(finding.WhatToChange) is { Success: true } proposed && said.Groups[1].Value == proposed.Groups[1].Value)
            .Should().BeEmpty();
    }

    [Fact]
    public void A_second_node_of_payments_is_checked_as_the_first()
    {
        XNamespace pagos = "http://www.sat.gob.mx/Pagos20";
        var root = SafeXml.Load(File.ReadAllBytes(SharedFolder.Sat("samples", "pago20-unsealed.xml"))).Root!;
        var then = new DateTimeOffset(DateTime.Parse(root.Attribute("Fecha")!.Value, CultureInfo.InvariantCulture), TimeSpan.FromHours(-6)).AddHours(1);
        var first = root.Descendants(pagos + "Pagos").Single();
        var second = new XElement(first);
        first.AddAfterSelf(second);
        Preflight.Check(root, then).Should().NotContain(finding => finding.Code.StartsWith("CRP"), "both are right");

        second.Element(pagos + "Totales")!.SetAttributeValue("MontoTotalPagos", "1.00");

        Preflight.Check(root, then).Should().ContainSingle(finding => finding.Code == "CRP20211").Which.Path.Should().Contain("Pagos[2]");
    }

    [GeneratedRegex("Dice \"(.*)\"\\.$")]
    private static partial Regex Said();

    [GeneratedRegex("^Escribe (\\S+) en")]
    private static partial Regex Proposed();

    private static XElement Load(string code, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, CentralMexico);
        var xml = File.ReadAllText(SharedFolder.Sat("rejections", $"{code}.xml")).Replace(
            "%fecha-timbrado%", $"{local:yyyy-MM-ddTHH:mm:ss}", StringComparison.Ordinal);
        var loaded = SafeXml.Load(Encoding.UTF8.GetBytes(xml));
        loaded.Fault.Should().BeNull();
        return loaded.Root!;
    }
}
