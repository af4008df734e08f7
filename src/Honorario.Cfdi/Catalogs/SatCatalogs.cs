using System.Collections.Frozen;
using System.Globalization;

namespace Honorario.Cfdi.Catalogs;

/// <summary>SAT's small catalogues, embedded; read once, at first use.</summary>
/// <remarks>Source: SAT, catálogos del CFDI 4.0 (<c>catCFDI</c>).</remarks>
public static class SatCatalogs
{
    private static readonly Lazy<FrozenDictionary<string, ProdServEntry>> LazyClaveProdServ = new(
        () => Read(
            "ClaveProdServ",
            row => new ProdServEntry(row["id"], row["texto"], Day(row["vigencia_desde"]), Day(row["vigencia_hasta"]), row["similares"])));

    private static readonly Lazy<FrozenDictionary<string, CatalogEntry>> LazyClaveUnidad = new(() => Plain("ClaveUnidad"));
    private static readonly Lazy<FrozenDictionary<string, PaisEntry>> LazyPais = new(
        () => Read(
            "Pais",
            row => new PaisEntry(row["id"], row["texto"], row["patron_codigo_postal"], row["patron_identidad_tributaria"], row["agrupaciones"])));

    /// <summary>
    /// c_ClaveProdServ as far as a health practice needs it until SAT's catalogue is imported: family 85, the ticket of a factura
    /// global and the concept of a payment.
    /// </summary>
    public static FrozenDictionary<string, ProdServEntry> ClaveProdServ => LazyClaveProdServ.Value;

    /// <summary>c_FormaPago.</summary>
    public static FrozenDictionary<string, FormaPagoEntry> FormaPago { get; } = Read("FormaPago", row => new FormaPagoEntry(
        row["id"],
        row["texto"],
        Day(row["vigencia_desde"]),
        Day(row["vigencia_hasta"]),
        Yes(row["es_bancarizado"]),
        Yes(row["permite_banco_ordenante_rfc"]),
        Yes(row["permite_cuenta_ordenante"]),
        row["patron_cuenta_ordenante"],
        Yes(row["permite_banco_beneficiario_rfc"]),
        Yes(row["permite_cuenta_beneficiario"]),
        row["patron_cuenta_beneficiario"],
        Yes(row["permite_tipo_cadena_pago"]),
        Yes(row["requiere_banco_ordenante_nombre_ext"])));

    /// <summary>c_MetodoPago.</summary>
    public static FrozenDictionary<string, CatalogEntry> MetodoPago { get; } = Plain("MetodoPago");

    /// <summary>c_Moneda.</summary>
    public static FrozenDictionary<string, MonedaEntry> Moneda { get; } = Read("Moneda", row => new MonedaEntry(
        row["id"],
        row["texto"],
        Day(row["vigencia_desde"]),
        Day(row["vigencia_hasta"]),
        int.Parse(row["decimales"], CultureInfo.InvariantCulture),
        int.TryParse(row["porcentaje_variacion"], CultureInfo.InvariantCulture, out var variation) ? variation : null));

    /// <summary>c_RegimenFiscal.</summary>
    public static FrozenDictionary<string, RegimenEntry> RegimenFiscal { get; } = Read("RegimenFiscal", row => new RegimenEntry(
        row["id"], row["texto"], Day(row["vigencia_desde"]), Day(row["vigencia_hasta"]), Yes(row["aplica_fisica"]), Yes(row["aplica_moral"])));

    /// <summary>c_UsoCFDI.</summary>
    public static FrozenDictionary<string, UsoEntry> UsoCfdi { get; } = Read("UsoCfdi", row => new UsoEntry(
        row["id"],
        row["texto"],
        Day(row["vigencia_desde"]),
        Day(row["vigencia_hasta"]),
        Yes(row["aplica_fisica"]),
        Yes(row["aplica_moral"]),
        row["regimenes_fiscales_receptores"].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet()));

    /// <summary>c_TipoDeComprobante.</summary>
    public static FrozenDictionary<string, CatalogEntry> TipoDeComprobante { get; } = Plain("TipoDeComprobante");

    /// <summary>c_Exportacion.</summary>
    public static FrozenDictionary<string, CatalogEntry> Exportacion { get; } = Plain("Exportacion");

    /// <summary>c_ObjetoImp.</summary>
    public static FrozenDictionary<string, CatalogEntry> ObjetoImp { get; } = Plain("ObjetoImp");

    /// <summary>c_Impuesto.</summary>
    public static FrozenDictionary<string, CatalogEntry> Impuesto { get; } = Plain("Impuesto");

    /// <summary>c_TipoFactor.</summary>
    public static FrozenDictionary<string, CatalogEntry> TipoFactor { get; } = Plain("TipoFactor");

    /// <summary>c_TipoRelacion.</summary>
    public static FrozenDictionary<string, CatalogEntry> TipoRelacion { get; } = Plain("TipoRelacion");

    /// <summary>c_Periodicidad.</summary>
    public static FrozenDictionary<string, CatalogEntry> Periodicidad { get; } = Plain("Periodicidad");

    /// <summary>c_Meses.</summary>
    public static FrozenDictionary<string, CatalogEntry> Meses { get; } = Plain("Meses");

    /// <summary>c_TasaOCuota.</summary>
    public static IReadOnlyList<TasaEntry> TasaOCuota { get; } =
    [
        .. Rows("TasaOCuota").Select(row => new TasaEntry(
            row["tipo"] == "Rango",
            row["minimo"] is "" ? 0 : decimal.Parse(row["minimo"], CultureInfo.InvariantCulture),
            decimal.Parse(row["valor"], CultureInfo.InvariantCulture),
            row["impuesto"],
            row["factor"],
            Yes(row["traslado"]),
            Yes(row["retencion"]))),
    ];

    /// <summary>c_ClaveUnidad.</summary>
    public static FrozenDictionary<string, CatalogEntry> ClaveUnidad => LazyClaveUnidad.Value;

    /// <summary>c_Pais.</summary>
    public static FrozenDictionary<string, PaisEntry> Pais => LazyPais.Value;

    private static FrozenDictionary<string, CatalogEntry> Plain(string name) => Read(name, row => new CatalogEntry(
        row["id"], row.GetValueOrDefault("texto", row["id"]), Day(row["vigencia_desde"]), Day(row["vigencia_hasta"])));

    private static FrozenDictionary<string, T> Read<T>(string name, Func<Dictionary<string, string>, T> entry)
        where T : CatalogEntry => Rows(name).Select(entry).ToFrozenDictionary(row => row.Code);

    /// <summary>The rows of an embedded table: tab-separated, the first line names the columns.</summary>
    private static IEnumerable<Dictionary<string, string>> Rows(string name)
    {
        using var stream = typeof(SatCatalogs).Assembly.GetManifestResourceStream($"Honorario.Cfdi.Catalogs.Data.{name}.tsv")!;
        using var reader = new StreamReader(stream);
        var columns = reader.ReadLine()!.Split('\t');
        while (reader.ReadLine() is { } line)
            yield return columns.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static DateOnly? Day(string text) => text is "" ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static bool Yes(string text) => text == "1";
}
