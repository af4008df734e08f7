using System.Collections.Frozen;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>Questions to SAT's catalogues that several rules ask.</summary>
internal static class InCatalog
{
    /// <summary>Segments of c_ClaveProdServ: its first two digits.</summary>
    private static readonly FrozenSet<string> Segments = (
        "01 10 11 12 13 14 15 20 21 22 23 24 25 26 27 30 31 32 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 60 64 "
        + "70 71 72 73 76 77 78 80 81 82 83 84 85 86 90 91 92 93 94 95").Split(' ').ToFrozenSet();

    /// <summary>Whether a catalogue lists a key that is in force on a day.</summary>
    public static bool Lists<T>(FrozenDictionary<string, T> catalog, string? key, DateOnly day)
        where T : CatalogEntry => catalog.TryGetValue(key ?? "", out var entry) && entry.IsInForce(day);

    /// <summary>Whether it could be a key of c_ClaveProdServ, which only the imported catalogue lists in full.</summary>
    public static bool MayBeProduct(string? key) => key is { Length: 8 } && key.All(char.IsAsciiDigit) && Segments.Contains(key[..2]);

    /// <summary>Whether c_TasaOCuota has this rate for the tax.</summary>
    public static bool HasRate(TaxView tax, bool withheld)
    {
        var name = tax.Impuesto switch { "001" => "ISR", "002" => "IVA", "003" => "IEPS", _ => null };
        return tax.TasaOCuota.Value is { } rate && name is not null && SatCatalogs.TasaOCuota.Any(entry =>
            entry.Impuesto.StartsWith(name, StringComparison.Ordinal)
            && entry.Factor == tax.TipoFactor
            && (withheld ? entry.Retencion : entry.Traslado)
            && (entry.IsRange ? entry.Least <= rate && rate <= entry.Most : rate == entry.Most));
    }

    /// <summary>Whether c_Impuesto has the tax, for charging or for withholding: ISR is only withheld.</summary>
    public static bool HasTax(string impuesto, bool withheld) =>
        SatCatalogs.Impuesto.ContainsKey(impuesto) && (withheld || impuesto != "001");
}
