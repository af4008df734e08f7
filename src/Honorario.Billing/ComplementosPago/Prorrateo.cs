using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.ComplementosPago;

/// <summary>The taxes of an invoice in proportion to what an instalment settles, and their sums.</summary>
/// <remarks>Source: guía de llenado del complemento para recepción de pagos 2.0.</remarks>
internal static class Prorrateo
{
    /// <summary>One instalment of an invoice. The bases of all its instalments add up to the invoice's own, to the cent.</summary>
    public static DoctoRelacionado Of(Comprobante invoice, int parcialidad, decimal saldoAnterior, decimal pagado)
    {
        var before = invoice.Total - saldoAnterior;
        decimal Part(decimal whole) =>
            Amount.Round(whole * (before + pagado) / invoice.Total, 2) - Amount.Round(whole * before / invoice.Total, 2);
        var retenciones = invoice.Conceptos.SelectMany(concepto => concepto.Retenciones)
            .GroupBy(tax => (tax.Impuesto, tax.TipoFactor, tax.TasaOCuota))
            .Select(group => (group.Key, Base: Part(group.Sum(tax => tax.Base))))
            .Where(tax => tax.Base > 0)
            .Select(tax => new Retencion(tax.Base, tax.Key.Impuesto, tax.Key.TipoFactor, tax.Key.TasaOCuota, Amount.Round(tax.Base * tax.Key.TasaOCuota, 6)))
            .ToValueList();
        var traslados = (invoice.Impuestos?.Traslados ?? [])
            .Select(tax => tax with { Base = Part(tax.Base) })
            .Where(tax => tax.Base > 0)
            .Select(tax => tax with { Importe = tax.TasaOCuota is { } rate ? Amount.Round(tax.Base * rate, 6) : null })
            .ToValueList();
        return new DoctoRelacionado
        {
            IdDocumento = invoice.Timbre!.Uuid,
            Serie = invoice.Serie,
            Folio = invoice.Folio,
            MonedaDR = invoice.Moneda,
            EquivalenciaDR = 1,
            NumParcialidad = parcialidad,
            ImpSaldoAnt = Amount.Round(saldoAnterior, 2),
            ImpPagado = Amount.Round(pagado, 2),
            ImpSaldoInsoluto = Amount.Round(saldoAnterior - pagado, 2),
            ObjetoImpDR = retenciones.Count + traslados.Count > 0 ? "02" : "01",
            RetencionesDR = retenciones,
            TrasladosDR = traslados,
        };
    }

    /// <summary>The payment with the sums of its invoices' taxes, and the totals of a complement that has only this payment.</summary>
    public static Pagos Complete(Pago pago)
    {
        var doctos = pago.DoctosRelacionados;
        var complete = pago with
        {
            RetencionesP = doctos.SelectMany(docto => docto.RetencionesDR).GroupBy(tax => tax.Impuesto)
                .Select(group => new RetencionTotal(group.Key, Sum(group.Select(tax => tax.Importe)))).ToValueList(),
            TrasladosP = doctos.SelectMany(docto => docto.TrasladosDR).GroupBy(tax => (tax.Impuesto, tax.TipoFactor, tax.TasaOCuota))
                .Select(group => new Traslado(
                    Sum(group.Select(tax => tax.Base)), group.Key.Impuesto, group.Key.TipoFactor, group.Key.TasaOCuota,
                    group.Key.TasaOCuota is null ? null : Sum(group.Select(tax => tax.Importe ?? 0)))).ToValueList(),
        };
        Traslado? Iva(decimal? rate) => complete.TrasladosP.SingleOrDefault(tax => tax.Impuesto == "002" && tax.TasaOCuota == rate);
        decimal? Withheld(string impuesto) => complete.RetencionesP.SingleOrDefault(tax => tax.Impuesto == impuesto)?.Importe;
        return new Pagos(
            new TotalesPagos
            {
                TotalRetencionesIva = Withheld("002"),
                TotalRetencionesIsr = Withheld("001"),
                TotalTrasladosBaseIva16 = Iva(0.16m)?.Base,
                TotalTrasladosImpuestoIva16 = Iva(0.16m)?.Importe,
                TotalTrasladosBaseIvaExento = Iva(null)?.Base,
                MontoTotalPagos = complete.Monto,
            },
            [complete]);
    }

    private static decimal Sum(IEnumerable<decimal> values) => Amount.Round(values.Sum(), 2);
}
