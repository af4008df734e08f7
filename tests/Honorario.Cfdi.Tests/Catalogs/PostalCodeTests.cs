namespace Honorario.Cfdi.Tests.Catalogs;

public class PostalCodeTests
{
    [Theory]
    [InlineData("01000", "CMX", "America/Mexico_City")]
    [InlineData("21000", "BCN", "America/Tijuana")]
    [InlineData("23000", "BCS", "America/Mazatlan")]
    [InlineData("26070", "COA", "America/Matamoros")]
    [InlineData("26200", "COA", "America/Matamoros")]
    [InlineData("27000", "COA", "America/Mexico_City")]
    [InlineData("31000", "CHH", "America/Chihuahua")]
    [InlineData("31830", "CHH", "America/Ciudad_Juarez")]
    [InlineData("32310", "CHH", "America/Ciudad_Juarez")]
    [InlineData("32800", "CHH", "America/Chihuahua")]
    [InlineData("32881", "CHH", "America/Ojinaga")]
    [InlineData("44100", "JAL", "America/Mexico_City")]
    [InlineData("63735", "NAY", "America/Bahia_Banderas")]
    [InlineData("63160", "NAY", "America/Mazatlan")]
    [InlineData("65000", "NLE", "America/Matamoros")]
    [InlineData("64000", "NLE", "America/Mexico_City")]
    [InlineData("77710", "ROO", "America/Cancun")]
    [InlineData("80000", "SIN", "America/Mazatlan")]
    [InlineData("83000", "SON", "America/Hermosillo")]
    [InlineData("84000", "SON", "America/Hermosillo")]
    [InlineData("87300", "TAM", "America/Matamoros")]
    [InlineData("88500", "TAM", "America/Matamoros")]
    [InlineData("89000", "TAM", "America/Mexico_City")]
    [InlineData("97000", "YUC", "America/Mexico_City")]
    public void A_range_tells_state_and_clock(string code, string estado, string zone)
    {
        var place = PostalCode.Parse(code);

        place.Estado.Should().Be(estado);
        place.TimeZoneId.Should().Be(zone);
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _).Should().BeTrue();
    }

    [Theory]
    [InlineData("CHH", "037", "America/Ciudad_Juarez")]
    [InlineData("CHH", "052", "America/Ojinaga")]
    [InlineData("CHH", "019", "America/Chihuahua")]
    [InlineData("COA", "025", "America/Matamoros")]
    [InlineData("COA", "030", "America/Mexico_City")]
    [InlineData("NAY", "020", "America/Bahia_Banderas")]
    [InlineData("TAM", "027", "America/Matamoros")]
    [InlineData("TAM", "041", "America/Mexico_City")]
    [InlineData("SON", null, "America/Hermosillo")]
    public void The_law_tells_the_clock_of_a_municipality(string estado, string? municipio, string zone) =>
        PostalCode.TimeZoneOf(estado, municipio).Should().Be(zone);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0660")]
    [InlineData("00123")]
    [InlineData("17000")]
    [InlineData("066 0")]
    [InlineData("ABCDE")]
    public void What_no_state_has_is_no_postal_code(string? text) => PostalCode.TryParse(text, out _).Should().BeFalse();
}
