using CsCheck;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Tests.Properties;

public class AmountProperties
{
    /// <summary>A sale and how it is paid: the share of what is owed, in percent, at each instalment but the last.</summary>
    private static readonly Gen<(Comprobante Sale, int[] Shares)> PaidSale = Gen.Select(
        Generate.Sale.Where(sale => sale.Total > 1 && IsPlain(sale)), Gen.Int[1, 99].Array[0, 11]);

    [Fact]
    public void Totals_reconcile_to_the_last_unit_of_the_currency() => Generate.Sale.Sample(
        sale =>
        {
            var decimals = SatCatalogs.Moneda[sale.Moneda].Decimals;
            var taxes = sale.Impuestos ?? new Impuestos([], null, [], null);
            var local = (sale.ImpuestosLocales?.TotaldeTraslados ?? 0) - (sale.ImpuestosLocales?.TotaldeRetenciones ?? 0);
            return sale.Total == sale.SubTotal - (sale.Descuento ?? 0) + (taxes.TotalImpuestosTrasladados ?? 0) - (taxes.TotalImpuestosRetenidos ?? 0) + local
                && sale.SubTotal == decimal.Round(sale.Conceptos.Sum(concepto => concepto.Importe), decimals, MidpointRounding.AwayFromZero)
                && (taxes.TotalImpuestosTrasladados ?? 0) == taxes.Traslados.Sum(tax => tax.Importe ?? 0)
                && (taxes.TotalImpuestosRetenidos ?? 0) == taxes.Retenciones.Sum(tax => tax.Importe)
                && new[] { sale.SubTotal, sale.Total, sale.Descuento, taxes.TotalImpuestosRetenidos, taxes.TotalImpuestosTrasladados }
                    .All(amount => amount is null || amount.Value.Scale == decimals);
        },
        iter: 5_000);

    [Fact]
    public void The_order_of_services_never_changes_the_totals() => Gen.Select(Generate.Sale, Gen.Int[0, 1000]).Sample(
        (sale, seed) =>
        {
            var shuffled = sale.Conceptos.ToArray();
            new Random(seed).Shuffle(shuffled);
            var other = Totals.Complete(sale with { Conceptos = shuffled.ToValueList() });
            return (other.SubTotal, other.Descuento, other.Total) == (sale.SubTotal, sale.Descuento, sale.Total) && Alike(other.Impuestos, sale.Impuestos);
        },
        iter: 2_000);

    [Fact]
    public void Instalments_pay_the_total_and_the_last_leaves_nothing() => PaidSale.Sample(
        (sale, shares) =>
        {
            var instalments = Pay(sale, shares);
            return instalments.Sum(one => one.ImpPagado) == sale.Total
                && instalments[^1].ImpSaldoInsoluto == 0
                && instalments[0].ImpSaldoAnt == sale.Total
                && instalments.All(one => one.ImpSaldoAnt - one.ImpPagado == one.ImpSaldoInsoluto)
                && instalments.Zip(instalments.Skip(1)).All(pair => pair.First.ImpSaldoInsoluto == pair.Second.ImpSaldoAnt);
        },
        iter: 3_000);

    [Fact]
    public void The_taxes_of_all_instalments_add_up_to_those_of_the_invoice() => PaidSale.Sample(
        (sale, shares) =>
        {
            var instalments = Pay(sale, shares);
            var charged = instalments.SelectMany(one => one.TrasladosDR).ToList();
            var withheld = instalments.SelectMany(one => one.RetencionesDR).ToList();
            return sale.Impuestos!.Traslados.All(tax =>
                    Same(charged, tax).Sum(one => one.Base) == tax.Base && Same(charged, tax).Sum(one => one.Importe ?? 0) == (tax.Importe ?? 0))
                && sale.Impuestos.Retenciones.All(tax => withheld.Where(one => one.Impuesto == tax.Impuesto).Sum(one => one.Importe) == tax.Importe);
        },
        iter: 3_000);

    [Fact]
    public void The_taxes_of_an_instalment_are_in_proportion_to_what_is_paid() => PaidSale.Sample(
        (sale, shares) => Pay(sale, shares).All(one => one.TrasladosDR.All(tax =>
            Math.Abs(tax.Base - (Same(sale.Impuestos!.Traslados, tax).Single().Base * one.ImpPagado / sale.Total)) <= 0.000001m)),
        iter: 2_000);

    [Fact]
    public void The_totals_of_a_complement_are_the_payments_in_pesos() => Generate.Payment.Sample(
        document =>
        {
            var pagos = document.Pagos!;
            return pagos.Totales.MontoTotalPagos == decimal.Round(
                pagos.Items.Sum(payment => payment.Monto * payment.TipoCambioP!.Value), 2, MidpointRounding.AwayFromZero)
                && pagos.Items.All(payment => payment.MonedaP != "MXN" || payment.TipoCambioP == 1)
                && pagos.Items.All(payment => payment.TrasladosP.Count == payment.DoctosRelacionados.SelectMany(one => one.TrasladosDR).Select(tax => (
                    tax.Impuesto, tax.TasaOCuota)).Distinct().Count());
        },
        iter: 1_000);

    [Fact]
    public void More_than_is_owed_cannot_be_paid() => Generate.Sale.Where(sale => sale.Total > 1).Sample(
        sale =>
        {
            var pay = () => Installments.Next(sale, "5BD612EA-DB91-441D-BF85-37F442796EC1", 1, sale.Total, sale.Total + 1);
            pay.Should().Throw<ArgumentOutOfRangeException>();
        },
        iter: 20);

    [Fact]
    public void A_discount_of_the_invoice_is_what_its_concepts_get_of_it_and_no_concept_gets_more_than_it_is() =>
        Gen.Select(Generate.Sale, Gen.Int[0, 100]).Sample(
            (sale, percent) =>
            {
                var all = sale.Conceptos.Sum(one => one.Importe - (one.Descuento ?? 0));
                var discount = decimal.Round(all * percent / 100, 2, MidpointRounding.ToZero);
                var spread = Discounts.Spread([.. sale.Conceptos], discount);
                return spread.Sum(one => one.Descuento ?? 0) - sale.Conceptos.Sum(one => one.Descuento ?? 0) == discount
                    && spread.All(one => (one.Descuento ?? 0) <= one.Importe && (one.Descuento ?? 0) >= 0);
            },
            iter: 3_000);

    private static bool Alike(Impuestos? one, Impuestos? other) =>
        (one?.TotalImpuestosRetenidos, one?.TotalImpuestosTrasladados) == (other?.TotalImpuestosRetenidos, other?.TotalImpuestosTrasladados)
        && (one?.Traslados ?? []).ToHashSet().SetEquals(other?.Traslados ?? [])
        && (one?.Retenciones ?? []).ToHashSet().SetEquals(other?.Retenciones ?? []);

    /// <summary>Whether the root's taxes are its bases by their rates: concepts with more decimals than the currency may round apart.</summary>
    private static bool IsPlain(Comprobante sale)
    {
        var decimals = SatCatalogs.Moneda[sale.Moneda].Decimals;
        bool Follows(decimal taxBase, decimal rate, decimal importe) => Amount.Round(taxBase * rate, decimals) == importe;
        return sale.Impuestos is not null && sale.Impuestos.Traslados.All(tax => tax.TasaOCuota is not { } rate || Follows(tax.Base, rate, tax.Importe!.Value))
            && sale.Conceptos.SelectMany(concepto => concepto.Retenciones).GroupBy(one => (one.Impuesto, one.TasaOCuota)).All(rate => Follows(
                Amount.Round(rate.Sum(one => one.Base), decimals), rate.Key.TasaOCuota, Amount.Round(rate.Sum(one => one.Importe), decimals)))
            && sale.Impuestos.Retenciones.All(tax => tax.Importe == sale.Conceptos.SelectMany(concepto => concepto.Retenciones)
                .Where(one => one.Impuesto == tax.Impuesto).GroupBy(one => one.TasaOCuota)
                .Sum(rate => Amount.Round(rate.Sum(one => one.Importe), decimals)));
    }

    private static List<DoctoRelacionado> Pay(Comprobante sale, int[] shares)
    {
        var decimals = SatCatalogs.Moneda[sale.Moneda].Decimals;
        var instalments = new List<DoctoRelacionado>();
        var owed = sale.Total;
        foreach (var share in shares)
        {
            var paid = decimal.Round(owed * share / 100, decimals, MidpointRounding.ToZero);
            if (paid > 0)
                Add(paid);
        }

        Add(owed);
        return instalments;

        void Add(decimal paid)
        {
            instalments.Add(Installments.Next(sale, "5BD612EA-DB91-441D-BF85-37F442796EC1", instalments.Count + 1, owed, paid));
            owed -= paid;
        }
    }

    private static IEnumerable<Traslado> Same(IEnumerable<Traslado> taxes, Traslado tax) =>
        taxes.Where(one => (one.Impuesto, one.TipoFactor, one.TasaOCuota) == (tax.Impuesto, tax.TipoFactor, tax.TasaOCuota));
}
