using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>
/// The taxes of what is taken back of an invoice in parts: each part takes what the invoice's taxes amount to for all that is taken back
/// with it, less what the parts before it took, so that the parts add up to the invoice to the last unit, in any order and by any split.
/// </summary>
/// <remarks>
/// A share stays within what SAT allows for its own base (CFDI40180, CFDI40186): the difference of two roundings of a sum is one of the
/// roundings of what was added to it. Amounts have the currency's decimals, as the interval narrows with the decimals written.
/// </remarks>
public static class SharedTaxes
{
    /// <summary>
    /// The document, whose concepts are parts of the invoice's, with its share of the invoice's taxes; totals are <see cref="Totals.Complete"/>'s.
    /// </summary>
    /// <param name="part">What is taken back now: its concepts' bases count, their taxes' amounts are computed anew.</param>
    /// <param name="invoice">The invoice, as issued.</param>
    /// <param name="earlier">What was taken back of it before, as issued, in any order.</param>
    public static Comprobante Apply(Comprobante part, Comprobante invoice, IReadOnlyCollection<Comprobante> earlier)
    {
        var decimals = SatCatalogs.Moneda[invoice.Moneda].Decimals;
        var sums = new Dictionary<string, Sum>();
        Sum Of(string key) => sums.TryGetValue(key, out var sum) ? sum : sums[key] = new Sum(decimals);
        var billed = invoice.Conceptos.ToLookup(concepto => concepto.NoIdentificacion);
        foreach (var document in earlier)
        {
            foreach (var concepto in document.Conceptos)
            {
                foreach (var tax in concepto.Traslados)
                    Of(Key(tax)).Exact += Exact(tax, billed[concepto.NoIdentificacion].SelectMany(one => one.Traslados));
                foreach (var tax in concepto.Retenciones)
                    Of(Key(tax)).Exact += Exact(tax, billed[concepto.NoIdentificacion].SelectMany(one => one.Retenciones));
            }

            foreach (var tax in document.Impuestos?.Traslados ?? [])
                Of(Key(tax)).Written += tax.Importe ?? 0;
            foreach (var tax in document.Impuestos?.Retenciones ?? [])
                Of(tax.Impuesto).Written += tax.Importe;
        }

        var conceptos = part.Conceptos.Select(concepto => concepto with
        {
            Traslados = concepto.Traslados.Select(tax => tax.TasaOCuota is { } rate
                ? tax with { Importe = Of(Key(tax)).Next(Exact(tax, billed[concepto.NoIdentificacion].SelectMany(one => one.Traslados)), tax.Base, rate) }
                : tax).ToValueList(),
            Retenciones = concepto.Retenciones.Select(tax => tax with
            {
                Importe = Of(Key(tax)).Next(
                    Exact(tax, billed[concepto.NoIdentificacion].SelectMany(one => one.Retenciones)), tax.Base, tax.TasaOCuota),
            }).ToValueList(),
        }).ToValueList();
        return WithLocals(part with { Conceptos = conceptos }, invoice, earlier);
    }

    /// <summary>The state's taxes by the same rule; they are on the whole document, not on a concept.</summary>
    private static Comprobante WithLocals(Comprobante part, Comprobante invoice, IReadOnlyCollection<Comprobante> earlier)
    {
        var document = LocalTaxes.Apply(part, LocalTaxes.Of(invoice));
        if (document.ImpuestosLocales is not { } locals || invoice.ImpuestosLocales is not { } whole)
            return document;
        var total = Net(invoice);
        var taken = earlier.Sum(Net) + Net(part);
        ValueList<ImpuestoLocal> Shares(ValueList<ImpuestoLocal> taxes, ValueList<ImpuestoLocal> of, Func<ImpuestosLocales, ValueList<ImpuestoLocal>> those) =>
            taxes.Select((tax, at) => tax with
            {
                Importe = Amount.Round(of[at].Importe * taken / total, 2) - earlier.Sum(
                    one => one.ImpuestosLocales is { } before && those(before).Count > at ? those(before)[at].Importe : 0),
            }).ToValueList();
        var (retenciones, traslados) = (Shares(locals.Retenciones, whole.Retenciones, one => one.Retenciones),
            Shares(locals.Traslados, whole.Traslados, one => one.Traslados));
        return document with
        {
            ImpuestosLocales = new ImpuestosLocales(retenciones, traslados, retenciones.Sum(tax => tax.Importe), traslados.Sum(tax => tax.Importe)),
        };
    }

    private static decimal Net(Comprobante document) => document.Conceptos.Sum(concepto => concepto.Importe - (concepto.Descuento ?? 0));

    private static string Key(Traslado tax) => $"{tax.Impuesto} {tax.TipoFactor} {tax.TasaOCuota:0.000000}";

    private static string Key(Retencion tax) => tax.Impuesto;

    /// <summary>A part's share of what the invoice wrote for its concept, not rounded; by the rate where the invoice has no such concept.</summary>
    private static decimal Exact(Traslado tax, IEnumerable<Traslado> billed) =>
        billed.FirstOrDefault(one => Key(one) == Key(tax) && one.Base > 0) is { } whole
            ? (whole.Importe ?? 0) * tax.Base / whole.Base
            : tax.Base * (tax.TasaOCuota ?? 0);

    private static decimal Exact(Retencion tax, IEnumerable<Retencion> billed) =>
        billed.FirstOrDefault(one => Key(one) == Key(tax) && one.TasaOCuota == tax.TasaOCuota && one.Base > 0) is { } whole
            ? whole.Importe * tax.Base / whole.Base
            : tax.Base * tax.TasaOCuota;

    /// <summary>One tax of all parts so far.</summary>
    private sealed class Sum(int decimals)
    {
        private const int Guard = 12;
        private const decimal Epsilon = 0.000000000001m;

        public decimal Exact { get; set; }
        public decimal Written { get; set; }

        public decimal Next(decimal exact, decimal taxBase, decimal rate)
        {
            Exact += exact;
            var half = new decimal(5, 0, 0, false, (byte)(taxBase.Scale + 1));
            var least = decimal.Round((taxBase - half) * rate, decimals, MidpointRounding.ToZero);
            var most = decimal.Round((taxBase + half - Epsilon) * rate, decimals, MidpointRounding.ToPositiveInfinity);
            var importe = Amount.Round(Math.Clamp(Amount.Round(decimal.Round(Exact, Guard), decimals) - Written, least, most), decimals);
            Written += importe;
            return importe;
        }
    }
}
