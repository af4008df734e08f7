using System.Globalization;
using Honorario.Cfdi.Documents;
using Honorario.Printing.Content;

namespace Honorario.Printing.Tests;

public class VerificationUrlTests
{
    [Fact]
    public void It_is_SATs_address_with_the_stamp_the_parties_the_total_and_the_end_of_the_seal()
    {
        var cfdi = Samples.Insurer(1);

        VerificationUrl.Of(cfdi).Should().Be(
            "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"
            + "?id=d3db1e48-4d81-41dd-834a-f43e926626f4&re=CACX7605101P8&rr=GSA010203AB1&tt=765.45&fe=" + cfdi.Sello![^8..]);
    }

    [Theory]
    [InlineData("1200.00", "1200.0")]
    [InlineData("1200.50", "1200.5")]
    [InlineData("0", "0.0")]
    [InlineData("0.123456", "0.123456")]
    [InlineData("999999999999999999.99", "999999999999999999.99")]
    public void The_total_has_no_zeros_that_say_nothing(string total, string written)
    {
        var cfdi = Samples.Stamped with { Total = decimal.Parse(total, CultureInfo.InvariantCulture) };
        VerificationUrl.Of(cfdi).Should().Contain($"&tt={written}&fe=");
    }

    [Fact]
    public void An_RFC_with_special_letters_stays_one_parameter()
    {
        var cfdi = Samples.Stamped with { Emisor = new ComprobanteEmisor("Ñ&A010101AAA", "X", "601") };
        VerificationUrl.Of(cfdi).Should().Contain("&re=%C3%91%26A010101AAA&rr=");
    }

    [Fact]
    public void What_has_no_stamp_has_no_address()
    {
        var address = () => VerificationUrl.Of(Samples.Stamped with { Timbre = null });
        address.Should().Throw<ArgumentException>();
    }
}
