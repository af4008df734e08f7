using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>The root's amounts from the concepts' as written.</summary>
/// <remarks>Source: Anexo 20, matriz de validaciones: CFDI40108, CFDI40119, CFDI40201–CFDI40225.</remarks>
public static class Totals
{
    /// <summary>
    /// The document with SubTotal, Descuento, Impuestos and Total: each the rounding, to the currency's decimals, of the sum of
    /// the concepts' written values; the Total takes the local taxes into account.
/// An Importe gets the zeros that its Descuento's decimals want of it (CFDI40168).
    /// </summary>
    /// <exception cref="KeyNotFoundException">The currency is not in c_Moneda.</exception>
    public static Comprobante Complete(Comprobante document)
    {
        var decimals = SatCatalogs.Moneda[document.Moneda].Decimals;
        decimal Sum(IEnumerable<decimal> values) => Amount.Round(values.Sum(), decimals);

        var conceptos = document.Conceptos.Select(Aligned).ToValueList();
        var subTotal = Sum(conceptos.Select(concepto => concepto.Importe));
        decimal? discount = conceptos.Any(concepto => concepto.Descuento is not null)
            ? Sum(conceptos.Select(concepto => concepto.Descuento ?? 0))
            : null;
        var traslados = conceptos.SelectMany(concepto => concepto.Traslados)
            .GroupBy(tax => (tax.Impuesto, tax.TipoFactor, tax.TasaOCuota))
            .Select(group => new Traslado(
                Sum(group.Select(tax => tax.Base)),
                group.Key.Impuesto,
                group.Key.TipoFactor,
                group.Key.TasaOCuota,
                group.Key.TasaOCuota is null ? null : Sum(group.Select(tax => tax.Importe ?? 0))))
            .ToValueList();
        var retenciones = conceptos.SelectMany(concepto => concepto.Retenciones)
            .GroupBy(tax => tax.Impuesto)
            .Select(group => new RetencionTotal(group.Key, Sum(group.Select(tax => tax.Importe))))
            .ToValueList();
        decimal? charged = traslados.Any(tax => tax.Importe is not null) ? Sum(traslados.Select(tax => tax.Importe ?? 0)) : null;
        decimal? withheld = retenciones.Count > 0 ? Sum(retenciones.Select(tax => tax.Importe)) : null;
        return document with
        {
            Conceptos = conceptos,
            SubTotal = subTotal,
            Descuento = discount,
            Impuestos = traslados.Count + retenciones.Count > 0 ? new Impuestos(retenciones, withheld, traslados, charged) : null,
            Total = subTotal - (discount ?? 0) + (charged ?? 0) - (withheld ?? 0)
                + (document.ImpuestosLocales?.TotaldeTraslados ?? 0) - (document.ImpuestosLocales?.TotaldeRetenciones ?? 0),
        };
    }

    private static Concepto Aligned(Concepto concepto) => concepto.Descuento is { } discount && discount.Scale > concepto.Importe.Scale
        ? concepto with { Importe = Amount.Round(concepto.Importe, discount.Scale) }
        : concepto;
}
