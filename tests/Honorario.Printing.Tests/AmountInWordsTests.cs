using CsCheck;
using Honorario.Printing.Content;

namespace Honorario.Printing.Tests;

public class AmountInWordsTests
{
    [Theory]
    [InlineData("0", "(CERO PESOS 00/100 M.N.)")]
    [InlineData("0.01", "(CERO PESOS 01/100 M.N.)")]
    [InlineData("1", "(UN PESO 00/100 M.N.)")]
    [InlineData("1.99", "(UN PESO 99/100 M.N.)")]
    [InlineData("16", "(DIECISÉIS PESOS 00/100 M.N.)")]
    [InlineData("21", "(VEINTIÚN PESOS 00/100 M.N.)")]
    [InlineData("22", "(VEINTIDÓS PESOS 00/100 M.N.)")]
    [InlineData("31", "(TREINTA Y UN PESOS 00/100 M.N.)")]
    [InlineData("100", "(CIEN PESOS 00/100 M.N.)")]
    [InlineData("101", "(CIENTO UN PESOS 00/100 M.N.)")]
    [InlineData("555.55", "(QUINIENTOS CINCUENTA Y CINCO PESOS 55/100 M.N.)")]
    [InlineData("1000", "(UN MIL PESOS 00/100 M.N.)")]
    [InlineData("1200.50", "(UN MIL DOSCIENTOS PESOS 50/100 M.N.)")]
    [InlineData("21000", "(VEINTIÚN MIL PESOS 00/100 M.N.)")]
    [InlineData("100000", "(CIEN MIL PESOS 00/100 M.N.)")]
    [InlineData("731026", "(SETECIENTOS TREINTA Y UN MIL VEINTISÉIS PESOS 00/100 M.N.)")]
    [InlineData("1000000", "(UN MILLÓN DE PESOS 00/100 M.N.)")]
    [InlineData("1000001", "(UN MILLÓN UN PESOS 00/100 M.N.)")]
    [InlineData("2000000", "(DOS MILLONES DE PESOS 00/100 M.N.)")]
    [InlineData("1001000", "(UN MILLÓN UN MIL PESOS 00/100 M.N.)")]
    [InlineData("21000000", "(VEINTIÚN MILLONES DE PESOS 00/100 M.N.)")]
    [InlineData("1000000000", "(UN MIL MILLONES DE PESOS 00/100 M.N.)")]
    [InlineData(
        "999999999999.99",
        "(NOVECIENTOS NOVENTA Y NUEVE MIL NOVECIENTOS NOVENTA Y NUEVE MILLONES NOVECIENTOS NOVENTA Y NUEVE MIL NOVECIENTOS NOVENTA Y NUEVE PESOS 99/100 M.N.)"
    )]
    public void Pesos_are_written_as_mexican_invoices_write_them(string total, string words) =>
        AmountInWords.Of(decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture), "MXN").Should().Be(words);

    [Theory]
    [InlineData("USD", "(UN MIL DOSCIENTOS DÓLARES 50/100 USD)")]
    [InlineData("CHF", "(UN MIL DOSCIENTOS 50/100 CHF)")]
    [InlineData("EUR", "(UN MIL DOSCIENTOS 50/100 EUR)")]
    public void Other_currencies_are_named_by_their_code(string moneda, string words) =>
        AmountInWords.Of(1200.50m, moneda).Should().Be(words);

    [Fact]
    public void Fractions_of_a_cent_are_rounded_half_away_from_zero_and_carry_into_the_pesos() =>
        AmountInWords.Of(99.995m, "MXN").Should().Be("(CIEN PESOS 00/100 M.N.)");

    [Fact]
    public void What_has_no_name_is_refused()
    {
        var negative = () => AmountInWords.Of(-0.01m, "MXN");
        var tooLarge = () => AmountInWords.Of(1_000_000_000_000m, "MXN");
        negative.Should().Throw<ArgumentOutOfRangeException>();
        tooLarge.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Reading_the_words_gives_the_amount_back() =>
        Gen.OneOf(Gen.Long[0, 99_999_999_999_999], Gen.Long[0, 200_000_000], Gen.Long[0, 200_000]).Sample(cents =>
        {
            var words = AmountInWords.Of(cents / 100m, "MXN");
            return Cents(words) == cents && !words.Contains("  ", StringComparison.Ordinal);
        });

    private static readonly Dictionary<string, long> Values = new()
    {
        ["CERO"] = 0, ["UN"] = 1, ["DOS"] = 2, ["TRES"] = 3, ["CUATRO"] = 4, ["CINCO"] = 5, ["SEIS"] = 6, ["SIETE"] = 7, ["OCHO"] = 8, ["NUEVE"] = 9,
        ["DIEZ"] = 10, ["ONCE"] = 11, ["DOCE"] = 12, ["TRECE"] = 13, ["CATORCE"] = 14, ["QUINCE"] = 15, ["DIECISÉIS"] = 16, ["DIECISIETE"] = 17,
        ["DIECIOCHO"] = 18, ["DIECINUEVE"] = 19, ["VEINTE"] = 20, ["VEINTIÚN"] = 21, ["VEINTIDÓS"] = 22, ["VEINTITRÉS"] = 23, ["VEINTICUATRO"] = 24,
        ["VEINTICINCO"] = 25, ["VEINTISÉIS"] = 26, ["VEINTISIETE"] = 27, ["VEINTIOCHO"] = 28, ["VEINTINUEVE"] = 29, ["TREINTA"] = 30, ["CUARENTA"] = 40,
        ["CINCUENTA"] = 50, ["SESENTA"] = 60, ["SETENTA"] = 70, ["OCHENTA"] = 80, ["NOVENTA"] = 90, ["CIEN"] = 100, ["CIENTO"] = 100, ["DOSCIENTOS"] = 200,
        ["TRESCIENTOS"] = 300, ["CUATROCIENTOS"] = 400, ["QUINIENTOS"] = 500, ["SEISCIENTOS"] = 600, ["SETECIENTOS"] = 700, ["OCHOCIENTOS"] = 800,
        ["NOVECIENTOS"] = 900, ["Y"] = 0, ["DE"] = 0, ["PESO"] = 0, ["PESOS"] = 0, ["M.N."] = 0,
    };

    /// <summary>Reads the words the way a person does, knowing nothing of how they were written.</summary>
    private static long Cents(string words)
    {
        long millions = 0, group = 0, cents = 0;
        foreach (var word in words.Trim('(', ')').Split(' '))
        {
            if (word.EndsWith("/100", StringComparison.Ordinal))
                cents = long.Parse(word[..2], System.Globalization.CultureInfo.InvariantCulture);
            else if (word == "MIL")
                group *= 1_000;
            else if (word is "MILLÓN" or "MILLONES")
                (millions, group) = (group, 0);
            else
                group += Values[word];
        }

        return (((millions * 1_000_000) + group) * 100) + cents;
    }
}
