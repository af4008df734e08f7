using System.Collections.Frozen;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>Questions to SAT's catalogues that several rules ask.</summary>
internal static class InCatalog
{
    /// <summary>Whether a catalogue lists a key that is in force on a day.</summary>
    public static bool Lists<T>(FrozenDictionary<string, T> catalog, string? key, DateOnly day)
        where T : CatalogEntry => catalog.TryGetValue(key ?? "", out var entry) && entry.IsInForce(day);

    /// <summary>
    /// Whether c_TasaOCuota has this rate for the tax on the day of the document. Of a factor that is none nothing is said: its own rule tells it.
    /// </summary>
    public static bool HasRate(TaxView tax, bool withheld)
    {
        if (!SatCatalogs.TipoFactor.ContainsKey(tax.TipoFactor))
            return true;
        var name = tax.Impuesto switch { "001" => "ISR", "002" => "IVA", "003" => "IEPS", _ => null };
        return tax.TasaOCuota.Value is { } rate && name is not null && SatCatalogs.TasaOCuota.Any(entry =>
            entry.Impuesto.StartsWith(name, StringComparison.Ordinal)
            && entry.Factor == tax.TipoFactor
            && (withheld ? entry.Retencion : entry.Traslado)
            && (entry.IsRange ? entry.Least <= rate && rate <= entry.Most : rate == entry.Most)
            && entry.Validity.Covers(tax.Day));
    }

    /// <summary>Whether c_Impuesto has the tax, for charging or for withholding: ISR is only withheld.</summary>
    public static bool HasTax(string impuesto, bool withheld) =>
        SatCatalogs.Impuesto.ContainsKey(impuesto) && (withheld || impuesto != "001");
}
