using CsCheck;
using Honorario.Fuzz;

namespace Honorario.Cfdi.Tests.Fuzz;

/// <summary>A short run of what <c>bench/fuzz</c> does at length.</summary>
public class FuzzTests
{
    private const int XmlCases = 20_000;
    private const int DerCases = 4_000;

    [Fact]
    public void Damaged_XML_never_breaks_a_reader() => Targets.Cases.Sample(Targets.Xml, iter: XmlCases);

    [Fact]
    public void Damaged_certificates_never_break_the_reader() => Targets.Cases.Sample(Targets.Certificate, iter: DerCases);

    [Fact]
    public void Damaged_keys_never_break_the_reader() => Targets.Cases.Sample(Targets.Key, iter: DerCases);
}
