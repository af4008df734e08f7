using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Tests.Rules;

namespace Honorario.Cfdi.Tests.Amounts;

public class TotalsTests
{
    private static readonly Comprobante Sale = CfdiReader.Read(ValidDocuments.Make("iva")).Document!;

    [Fact]
    public void The_root_is_the_rounding_of_the_sum_and_not_the_sum_of_roundings()
    {
        var taxes = new ServiceTaxes(IvaTreatment.Tasa16, null);
        var conceptos = Enumerable.Repeat(taxes.Apply(Service(0.03m, null)), 100);

        var sale = Totals.Complete(Sale with { Conceptos = conceptos.ToValueList() });

        sale.SubTotal.Should().Be(3.00m);
        sale.Impuestos!.TotalImpuestosTrasladados.Should().Be(0.48m);
        sale.Total.Should().Be(3.48m);
    }

    [Fact]
    public void Half_a_cent_rounds_away_from_zero()
    {
        var taxes = new ServiceTaxes(IvaTreatment.Exento, 0.012500m);

        var sale = Totals.Complete(Sale with { Conceptos = [taxes.Apply(Service(1000.40m, null))] });

        sale.Impuestos!.TotalImpuestosRetenidos.Should().Be(12.51m);
        sale.Total.Should().Be(987.89m);
    }

    [Fact]
    public void A_discount_with_more_decimals_than_its_amount_is_written_as_SAT_accepts_it()
    {
        var taxes = new ServiceTaxes(IvaTreatment.Exento, null);

        var sale = Totals.Complete(Sale with { Conceptos = [taxes.Apply(Service(1000m, 10.50m))] });

        sale.Conceptos[0].Importe.Scale.Should().Be(2);
        Preflight.Check(sale, ValidDocuments.Now).Should().BeEmpty();
    }

    [Theory]
    [InlineData("MXN", "1.235", "1.24")]
    [InlineData("JPY", "1.5", "2")]
    [InlineData("KWD", "1.2345", "1.235")]
    public void Amounts_have_the_decimals_of_the_currency(string moneda, string price, string total)
    {
        var concepto = Service(decimal.Parse(price, System.Globalization.CultureInfo.InvariantCulture), null) with { ObjetoImp = "01" };

        Totals
            .Complete(Sale with { Moneda = moneda, Conceptos = [concepto] })
            .Total.ToString(System.Globalization.CultureInfo.InvariantCulture)
            .Should()
            .Be(total);
    }

    private static Concepto Service(decimal price, decimal? discount) => new()
    {
        ClaveProdServ = "85121600",
        Cantidad = 1,
        ClaveUnidad = "E48",
        Descripcion = "Consulta",
        ValorUnitario = price,
        Importe = price,
        Descuento = discount,
        ObjetoImp = "02",
    };
}
