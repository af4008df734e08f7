using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Amounts;

/// <summary>A tax of a state or a municipality on fees, as an issuer has it confirmed.</summary>
/// <param name="Nombre">Its name, such as <c>Impuesto cedular</c>.</param>
/// <param name="Tasa">Its rate in percent, two decimals, as the complement writes it.</param>
/// <param name="IsWithheld">Whether the receiver withholds it, instead of being charged with it.</param>
public sealed record LocalTax(string Nombre, decimal Tasa, bool IsWithheld);

/// <summary>Computes the complement of local taxes.</summary>
/// <remarks>Source: <c>implocal.xsd</c>; LIVA art. 41 to 43 (what a state may levy); CFDI40119 (the Total takes them into account).</remarks>
public static class LocalTaxes
{
    private const int Decimals = 2;

    /// <summary>The document with these taxes, each on SubTotal − Descuento of its concepts; totals are <see cref="Totals.Complete"/>'s.</summary>
    public static Comprobante Apply(Comprobante document, IReadOnlyCollection<LocalTax> taxes)
    {
        if (taxes.Count == 0)
            return document with { ImpuestosLocales = null };
        var taxBase = Amount.Round(document.Conceptos.Sum(concepto => concepto.Importe - (concepto.Descuento ?? 0)), Decimals);
        ValueList<ImpuestoLocal> Of(bool withheld) => taxes
            .Where(tax => tax.IsWithheld == withheld)
            .Select(tax => new ImpuestoLocal(tax.Nombre, Amount.Round(tax.Tasa, Decimals), Amount.Round(taxBase * tax.Tasa / 100, Decimals)))
            .ToValueList();
        var (retenciones, traslados) = (Of(true), Of(false));
        return document with
        {
            ImpuestosLocales = new ImpuestosLocales(retenciones, traslados, Sum(retenciones), Sum(traslados)),
        };
    }

    /// <summary>The taxes that a document was issued with, to be computed anew on another one.</summary>
    public static IReadOnlyList<LocalTax> Of(Comprobante document) => document.ImpuestosLocales is { } locales
        ?
        [
            .. locales.Retenciones.Select(tax => new LocalTax(tax.Nombre, tax.Tasa, true)),
            .. locales.Traslados.Select(tax => new LocalTax(tax.Nombre, tax.Tasa, false)),
        ]
        : [];

    private static decimal Sum(ValueList<ImpuestoLocal> taxes) => Amount.Round(taxes.Sum(tax => tax.Importe), Decimals);
}
