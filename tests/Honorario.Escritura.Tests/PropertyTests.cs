using CsCheck;

namespace Honorario.Escritura.Tests;

/// <summary>What holds for any text and any value.</summary>
public class PropertyTests
{
    private static readonly Gen<decimal> Pesos = Gen.Long[0, 9_999_999_999_999].Select(centavos => centavos / 100m);
    private static readonly Gen<string> Dressing = OneOf("", " ", "\u00a0", "\u200b", "\ufeff", "\u202f");
    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(at => texts[at]);

    private static readonly DateOnly Today = new(2026, 11, 28);

    [Fact]
    public void What_the_money_field_writes_back_it_reads_again() => Pesos.Sample(pesos => TypedMoney.Read(TypedMoney.Write(pesos)).Value == pesos);

    [Fact]
    public void Money_is_read_in_whatever_people_wrap_it() =>
        Gen.Select(Pesos, Dressing, Dressing, OneOf("", "$", "MXN ", "$ "), OneOf("", " MXN", " M.N.", " pesos")).Sample((pesos, before, after, sign, unit) =>
            TypedMoney.Read($"{before}{sign}{TypedMoney.Write(pesos)}{unit}{after}").Value == pesos);

    [Fact]
    public void A_comma_before_cents_is_never_taken_silently() =>
        Gen.Select(Gen.Int[0, 99_999_999], Gen.Int[0, 99]).Sample((whole, cents) =>
            TypedMoney.Read($"{whole},{cents:00}") is { As: ReadAs.Question } read && read.Proposals[0] == whole + (cents / 100m));

    /// <summary>Whatever is typed: a value has no more than cents, and nothing in it was lost: it is the text's own digits.</summary>
    [Fact]
    public void Money_never_changes_a_digit() => Gen.String[Gen.Char["0123456789.,' $-"], 0, 14].Sample(text =>
    {
        var read = TypedMoney.Read(text);
        if (!read.Ok)
            return;
        var digits = new string([.. text.Where(char.IsAsciiDigit)]);
        (read.Value == decimal.Round(read.Value, 2)).Should().BeTrue();
        TypedMoney.Write(read.Value).Replace(",", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).Trim('0')
            .Should().Be(digits.Trim('0'), text);
    });

    [Fact]
    public void A_question_offers_what_can_be_typed_without_doubt() => Gen.String[Gen.Char["0123456789.,' "], 0, 14].Sample(text =>
        TypedMoney.Read(text) is not { As: ReadAs.Question } read
        || (read.Proposals.Count > 0 && read.Proposals.All(meant => TypedMoney.Read(TypedMoney.Write(meant)).Value == meant)));

    [Fact]
    public void What_the_date_field_writes_back_it_reads_again() =>
        Gen.Int[0, 73_000].Sample(days => TypedDate.Read(TypedDate.Write(new DateOnly(1900, 1, 1).AddDays(days)), Today).Value == new DateOnly(1900, 1, 1)
            .AddDays(days));

    [Fact]
    public void A_day_means_the_same_in_every_form() => Gen.Int[-9000, 7000].Sample(days =>
    {
        var day = Today.AddDays(days);
        string[] forms = [$"{day:d/M/yyyy}", $"{day:dd-MM-yyyy}", $"{day:yyyy-MM-dd}", $"{day:ddMMyyyy}", $"{day:yyyyMMdd}", $"{day:d.M.yy}",
            $"{days:+0;-0;+0}"];
        return forms.All(form => TypedDate.Read(form, Today).Value == day);
    });

    [Fact]
    public void No_text_breaks_a_reader() => Gen.String.Sample(text =>
    {
        TypedMoney.Read(text);
        TypedPercent.Read(text);
        TypedDate.Read(text, Today);
        TypedRfc.Read(text);
        TypedClabe.Read(text);
        TypedPostalCode.Read(text);
        TypedUuid.Read(text);
        TypedEmail.Read(text);
        TypedPhone.Read(text);
        TypedFolio.Read(text);
        TypedName.Read(text);
        Pasted.Lines(text);
    });

    [Fact]
    public void What_is_clean_stays_as_it_is() => Gen.String.Sample(text => Pasted.Name(Pasted.Name(text)) == Pasted.Name(text) && Pasted
        .Line(Pasted.Line(text)) == Pasted.Line(text));
}
