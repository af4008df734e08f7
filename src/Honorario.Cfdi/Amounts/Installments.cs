using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>
/// Instalments of an invoice: what each settles and its share of the invoice's taxes. The shares of all instalments add up to the
/// taxes of the invoice's root, to the last unit.
/// </summary>
/// <remarks>
/// An instalment takes what the invoice's taxes amount to once it is paid, less what they amounted to before it, so that nothing is
/// lost between roundings. Bases have six decimals; amounts have those of the currency, because SAT's interval for ImporteDR
/// (CRP20254, CRP20261) narrows with the decimals written, and the root's amounts, being rounded, would fall outside a narrower one.
/// Source: guía de llenado del complemento de pagos 2.0, nodo DoctoRelacionado.
/// </remarks>
public static class Installments
{
    private const string Taxed = "02";
    private const string Exento = "Exento";

    /// <summary>Half a unit of a base's last decimal.</summary>
    private const decimal Half = 0.0000005m;

    /// <summary>The next instalment of an invoice.</summary>
    /// <param name="invoice">The invoice, as issued.</param>
    /// <param name="uuid">Its folio fiscal.</param>
    /// <param name="number">Which instalment it is, from 1 to 999.</param>
    /// <param name="owedBefore">What is owed of its Total, in its currency.</param>
    /// <param name="paid">What is paid now, in its currency: more than zero and at most what is owed.</param>
    /// <param name="equivalencia">Units of its currency for one of the payment's, up to ten decimals; 1 when they are the same.</param>
    /// <exception cref="ArgumentOutOfRangeException">More is paid than is owed, or owed than invoiced, or nothing is paid.</exception>
    public static DoctoRelacionado Next(Comprobante invoice, string uuid, int number, decimal owedBefore, decimal paid, decimal equivalencia = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(paid);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(paid, owedBefore);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(owedBefore, invoice.Total);
        var decimals = SatCatalogs.Moneda[invoice.Moneda].Decimals;
        var share = new Share(invoice.Total, invoice.Total - owedBefore, invoice.Total - owedBefore + paid, decimals);
        return new DoctoRelacionado
        {
            IdDocumento = uuid,
            Serie = invoice.Serie,
            Folio = invoice.Folio,
            MonedaDR = invoice.Moneda,
            EquivalenciaDR = equivalencia,
            NumParcialidad = number,
            ImpSaldoAnt = Amount.Round(owedBefore, decimals),
            ImpPagado = Amount.Round(paid, decimals),
            ImpSaldoInsoluto = Amount.Round(owedBefore - paid, decimals),
            ObjetoImpDR = ObjetoOf(invoice),
            TrasladosDR = Charged(invoice).Select(share.Of).Where(tax => tax.Base > 0).ToValueList(),
            RetencionesDR = Withheld(invoice, decimals)
                .Select(share.Of)
                .Where(tax => tax.Base > 0)
                .Select(tax => new Retencion(tax.Base, tax.Impuesto, tax.TipoFactor, tax.TasaOCuota!.Value, tax.Importe!.Value))
                .ToValueList(),
        };
    }

    /// <summary>
    /// What a credit note leaves of an invoice, as an invoice whose instalments begin anew: a note of one service takes that service's taxes
    /// off, not a share of all. Note, instalments before it and instalments after it add up to the invoice's taxes.
    /// </summary>
    /// <param name="invoice">As issued, or what earlier notes left of it.</param>
    /// <param name="paid">What was paid of it before the note, in its currency.</param>
    /// <param name="note">The credit note, in the same currency.</param>
    public static Comprobante After(Comprobante invoice, decimal paid, Comprobante note)
    {
        var decimals = SatCatalogs.Moneda[invoice.Moneda].Decimals;
        var share = new Share(invoice.Total, 0, paid, decimals);
        var (charged, withheld) = (Charged(note).ToList(), Withheld(note, decimals).ToList());
        Traslado Rest(Traslado tax, List<Traslado> credited)
        {
            var settled = credited.Where(one => (one.Impuesto, one.TipoFactor, one.TasaOCuota) == (tax.Impuesto, tax.TipoFactor, tax.TasaOCuota))
                .Append(share.Of(tax)).ToList();
            return tax with
            {
                Base = Math.Max(0, tax.Base - settled.Sum(one => one.Base)),
                Importe = tax.Importe is { } importe ? Math.Max(0, importe - settled.Sum(one => one.Importe ?? 0)) : null,
            };
        }

        decimal Left(decimal amount, decimal credited) => amount - Amount.Round(amount * paid / invoice.Total, decimals) - credited;
        return invoice with
        {
            SubTotal = Left(Net(invoice), Net(note)),
            Descuento = null,
            Total = invoice.Total - paid - note.Total,
            ImpuestosLocales = invoice.ImpuestosLocales is { } local
                ? local with
                {
                    TotaldeRetenciones = Left(local.TotaldeRetenciones, note.ImpuestosLocales?.TotaldeRetenciones ?? 0),
                    TotaldeTraslados = Left(local.TotaldeTraslados, note.ImpuestosLocales?.TotaldeTraslados ?? 0),
                }
                : null,
            Impuestos = invoice.Impuestos is { } taxes ? taxes with { Traslados = taxes.Traslados.Select(tax => Rest(tax, charged)).ToValueList() } : null,
            Conceptos =
            [
                invoice.Conceptos[0] with
                {
                    ObjetoImp = ObjetoOf(invoice),
                    Retenciones = Withheld(invoice, decimals).Select(tax => Rest(tax, withheld))
                        .Select(tax => new Retencion(tax.Base, tax.Impuesto, tax.TipoFactor, tax.TasaOCuota!.Value, tax.Importe!.Value)).ToValueList(),
                },
            ],
        };
    }

    private static decimal Net(Comprobante document) => document.SubTotal - (document.Descuento ?? 0);

    private static string ObjetoOf(Comprobante invoice) =>
        invoice.Conceptos.Any(concepto => concepto.ObjetoImp == Taxed) ? Taxed : invoice.Conceptos[0].ObjetoImp;

    private static ValueList<Traslado> Charged(Comprobante invoice) => invoice.Impuestos?.Traslados ?? [];

    /// <summary>The concepts' withholdings by rate, rounded so that those of one tax add up to the root's.</summary>
    private static IEnumerable<Traslado> Withheld(Comprobante invoice, int decimals)
    {
        foreach (var tax in invoice.Conceptos.SelectMany(concepto => concepto.Retenciones).GroupBy(tax => tax.Impuesto))
        {
            var (exact, written) = (0m, 0m);
            foreach (var rate in tax.GroupBy(one => (one.TipoFactor, one.TasaOCuota)))
            {
                exact += rate.Sum(one => one.Importe);
                var importe = Amount.Round(exact, decimals) - written;
                written += importe;
                yield return new Traslado(Amount.Round(rate.Sum(one => one.Base), decimals), tax.Key, rate.Key.TipoFactor, rate.Key.TasaOCuota, importe);
            }
        }
    }

    /// <summary>From how much to how much of an invoice is paid.</summary>
    private sealed record Share(decimal Total, decimal Before, decimal After, int Decimals)
    {
        public Traslado Of(Traslado tax)
        {
            var (from, to) = (BaseAt(tax, Before), BaseAt(tax, After));
            if (tax.TipoFactor == Exento || tax.TasaOCuota is not { } rate)
                return tax with { Base = to - from };
            var importe = AmountAt(tax, After, to * rate) - AmountAt(tax, Before, from * rate);
            return tax with { Base = to - from, Importe = Math.Clamp(importe, Least(to - from, rate), Most(to - from, rate)) };
        }

        private decimal BaseAt(Traslado tax, decimal paid) => Amount.Round(paid == Total ? tax.Base : tax.Base * paid / Total, Amount.MostDecimals);

        /// <summary>What the tax amounts to once so much is paid: in the end, what the invoice says, whatever its own rounding was.</summary>
        private decimal AmountAt(Traslado tax, decimal paid, decimal exact) => Amount.Round(paid == Total ? tax.Importe ?? 0 : exact, Decimals);

        private decimal Least(decimal taxBase, decimal rate) =>
            decimal.Round(Math.Max(0, taxBase - Half) * rate, Decimals, MidpointRounding.ToZero) + Amount.Round(0, Decimals);

        private decimal Most(decimal taxBase, decimal rate) =>
            decimal.Round((taxBase + Half - 0.000000000001m) * rate, Decimals, MidpointRounding.ToPositiveInfinity) + Amount.Round(0, Decimals);
    }
}
