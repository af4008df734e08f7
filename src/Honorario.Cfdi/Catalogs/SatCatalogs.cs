using System.Collections.Frozen;

namespace Honorario.Cfdi.Catalogs;

/// <summary>
/// SAT's catalogues: those embedded, read once at first use, until an imported edition of catCFDI takes their place for the whole
/// process (<see cref="Use"/>).
/// </summary>
/// <remarks>Source: SAT, catálogos del CFDI 4.0 (<c>catCFDI</c>).</remarks>
public static class SatCatalogs
{
    private static readonly Lazy<FrozenDictionary<string, ProdServEntry>> LazyClaveProdServ = new(EmbeddedTables.ClaveProdServ);

    private static CatalogSet _current = CatalogSet.Embedded();

    /// <summary>Name of the imported edition; null while the embedded catalogues are in use.</summary>
    public static string? Edition => Current.Edition;

    /// <summary>c_ClaveProdServ as it is embedded: every key, with the words by which a health practice looks for its own.</summary>
    public static FrozenDictionary<string, ProdServEntry> ClaveProdServ => LazyClaveProdServ.Value;

    /// <summary>c_FormaPago.</summary>
    public static FrozenDictionary<string, FormaPagoEntry> FormaPago => Current.FormaPago;

    /// <summary>c_MetodoPago.</summary>
    public static FrozenDictionary<string, CatalogEntry> MetodoPago => Current["MetodoPago"];

    /// <summary>c_Moneda.</summary>
    public static FrozenDictionary<string, MonedaEntry> Moneda => Current.Moneda;

    /// <summary>c_RegimenFiscal.</summary>
    public static FrozenDictionary<string, RegimenEntry> RegimenFiscal => Current.RegimenFiscal;

    /// <summary>c_UsoCFDI.</summary>
    public static FrozenDictionary<string, UsoEntry> UsoCfdi => Current.UsoCfdi;

    /// <summary>c_TipoDeComprobante.</summary>
    public static FrozenDictionary<string, CatalogEntry> TipoDeComprobante => Current["TipoDeComprobante"];

    /// <summary>c_Exportacion.</summary>
    public static FrozenDictionary<string, CatalogEntry> Exportacion => Current["Exportacion"];

    /// <summary>c_ObjetoImp.</summary>
    public static FrozenDictionary<string, CatalogEntry> ObjetoImp => Current["ObjetoImp"];

    /// <summary>c_Impuesto.</summary>
    public static FrozenDictionary<string, CatalogEntry> Impuesto => Current["Impuesto"];

    /// <summary>c_TipoFactor.</summary>
    public static FrozenDictionary<string, CatalogEntry> TipoFactor => Current["TipoFactor"];

    /// <summary>c_TipoRelacion.</summary>
    public static FrozenDictionary<string, CatalogEntry> TipoRelacion => Current["TipoRelacion"];

    /// <summary>c_Periodicidad.</summary>
    public static FrozenDictionary<string, CatalogEntry> Periodicidad => Current["Periodicidad"];

    /// <summary>c_Meses.</summary>
    public static FrozenDictionary<string, CatalogEntry> Meses => Current["Meses"];

    /// <summary>c_ClaveUnidad.</summary>
    public static FrozenDictionary<string, CatalogEntry> ClaveUnidad => Current["ClaveUnidad"];

    /// <summary>c_TasaOCuota.</summary>
    public static IReadOnlyList<TasaEntry> TasaOCuota => Current.TasaOCuota;

    /// <summary>c_Pais.</summary>
    public static FrozenDictionary<string, PaisEntry> Pais => Current.Pais;

    private static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    private static CatalogSet Current => Volatile.Read(ref _current);

    /// <summary>Whether c_ClaveProdServ has a key that is in force on a day.</summary>
    public static bool HasProduct(string? key, DateOnly day) =>
        key is { Length: 8 } && Current.Products.TryGetValue(key, out var validity) && validity.Covers(day);

    /// <summary>
    /// What c_CodigoPostal says of a postal code; null when it has none such in force on the day, or, for all of them, while no edition
    /// has been imported (<see cref="HasPostalCodes"/>).
    /// </summary>
    public static PostalFacts? PostalCode(string? code, DateOnly day) =>
        code is not null && Current.PostalCodes is { } codes && codes.TryGetValue(code, out var facts) && facts.Validity.Covers(day) ? facts : null;

    /// <summary>The keys of a catalogue that are in force on a day, in their order.</summary>
    /// <param name="catalog">One of these.</param>
    /// <param name="day">Today, when none is said.</param>
    public static IEnumerable<T> InForce<T>(FrozenDictionary<string, T> catalog, DateOnly? day = null)
        where T : CatalogEntry =>
        catalog.Values.Where(entry => entry.IsInForce(day ?? Today)).OrderBy(entry => entry.Code, StringComparer.Ordinal);

    /// <summary>Whether a text is a postal code that c_CodigoPostal has on a day; of five digits nothing more is known without an import.</summary>
    /// <param name="code">As written.</param>
    /// <param name="day">Today, when none is said.</param>
    public static bool MayBePostalCode(string? code, DateOnly? day = null) =>
        Cfdi.PostalCode.TryParse(code, out _) && (!HasPostalCodes || PostalCode(code, day ?? Today) is not null);

    /// <summary>Whether c_CodigoPostal is at hand: it comes with an import.</summary>
    public static bool HasPostalCodes => Current.PostalCodes is not null;

    /// <summary>Takes an imported edition for the whole process; what it lacks stays as embedded.</summary>
    /// <param name="edition">Its rows; null for the embedded catalogues again.</param>
    public static void Use(CatalogEdition? edition) =>
        Volatile.Write(ref _current, edition is null ? CatalogSet.Embedded() : CatalogSet.Of(edition));
}
