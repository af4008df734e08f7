using Honorario.Archivos.Constancias;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>The patient's form filled in with what a Constancia says.</summary>
public class ReceptorFromConstanciaTests
{
    private static readonly DateOnly Issued = new(2026, 11, 5);

    [Theory]
    [InlineData("612", "612", "D01")]
    [InlineData("616", "616", "S01")]
    [InlineData("626", "626", "S01")]
    [InlineData("626,605", "605", "D01")]
    [InlineData("616,612", "612", "D01")]
    public void Of_its_regimes_one_that_allows_medical_fees_is_proposed_and_the_use_follows_it(string printed, string regimen, string uso)
    {
        var form = ReceptorForm.Empty.With(Of([.. printed.Split(',').Select(code => Regime(code))])).Value!;

        (form.RegimenFiscal, form.UsoCfdi).Should().Be((regimen, uso));
    }

    [Fact]
    public void A_regime_that_ended_is_never_proposed_and_is_told()
    {
        var data = Of(Regime("621", ended: new DateOnly(2021, 12, 31)), Regime("626"));

        ReceptorForm.Empty.With(data).Value!.RegimenFiscal.Should().Be("626");
        ConstanciaNotes.Of(data, Issued).Should().ContainSingle().Which.Should().Contain("31/12/2021");
    }

    [Fact]
    public void What_is_older_than_three_months_and_several_regimes_are_noted()
    {
        ConstanciaNotes.Of(Of(Regime("612")), Issued.AddMonths(3)).Should().BeEmpty();
        ConstanciaNotes.Of(Of(Regime("612")), Issued.AddMonths(3).AddDays(1)).Should().ContainSingle().Which.Should().Contain("tres meses");
        ConstanciaNotes.Of(Of(Regime("612"), Regime("605")), Issued).Should().ContainSingle().Which.Should().Contain("612").And.Contain("605");
    }

    private static ConstanciaRegime Regime(string code, DateOnly? ended = null) => new(code, $"Régimen {code}", new DateOnly(2015, 1, 1), ended);

    private static ConstanciaData Of(params ConstanciaRegime[] regimes) => new(
        "CACX7605101P8", "XOCHILT CASAS CHAVEZ", "", regimes, "06700", "", "", "", "", "", "", "", Issued, "15060123456", "", "ACTIVO", []);
}
