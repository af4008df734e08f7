using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Rules;

/// <summary>Published documents that are right have nothing held against them.</summary>
public class ValidSampleTests
{
    [Theory]
    [InlineData("ingreso-sealed-stamped.xml")]
    [InlineData("ingreso-sealed-stamped-2.xml")]
    [InlineData("pago20-sealed.xml")]
    [InlineData("pago20-unsealed.xml")]
    public void A_published_sample_has_no_finding_on_the_day_it_was_stamped(string sample)
    {
        var root = Load(sample);

        Preflight.Check(root, IssuedAt(root)).Should().BeEmpty();
    }

    [Theory]
    [InlineData("ingreso-sealed-stamped.xml")]
    [InlineData("ingreso-sealed-stamped-2.xml")]
    public void A_stamped_document_has_no_finding_years_later(string sample) => Preflight.Check(Load(sample), DateTimeOffset.UtcNow).Should().BeEmpty();

    [Fact]
    public void A_document_that_was_never_stamped_is_too_old_after_72_hours() =>
        Preflight.Check(Load("pago20-sealed.xml"), DateTimeOffset.UtcNow).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => finding.Code).Should().Equal("401");

    [Fact]
    public void What_only_SAT_knows_is_told_apart_from_what_is_wrong()
    {
        var asked = Preflight.OnlySatKnows(Load("ingreso-sealed-stamped.xml"));

        asked.Should().OnlyContain(finding => finding.Severity == Severity.OnlySatKnows);
        asked.Select(finding => finding.Code).Should().Contain(["CFDI40139", "CFDI40145", "CFDI40148", "CFDI40159"]);
    }

    private static XElement Load(string sample) => SafeXml.Load(File.ReadAllBytes(SharedFolder.Sat("samples", sample))).Root!;

    private static DateTimeOffset IssuedAt(XElement root)
    {
        var fecha = DateTime.Parse(root.Attribute("Fecha")!.Value, CultureInfo.InvariantCulture);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(PostalCode.Parse(root.Attribute("LugarExpedicion")!.Value).TimeZoneId);
        return new DateTimeOffset(fecha, zone.GetUtcOffset(fecha)).AddHours(1);
    }
}
