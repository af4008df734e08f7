using System.Collections.Frozen;
using System.Globalization;

namespace Honorario.Cfdi.Catalogs;

/// <summary>All catalogues in use at one time.</summary>
internal sealed class CatalogSet
{
    private static readonly string[] PlainOnes =
    [
        "MetodoPago", "TipoDeComprobante", "Exportacion", "ObjetoImp", "Impuesto", "TipoFactor", "TipoRelacion", "Periodicidad", "Meses",
        "ClaveUnidad",
    ];

    private static readonly Lazy<CatalogSet> LazyEmbedded = new(() => new CatalogSet());

    private readonly FrozenDictionary<string, Lazy<FrozenDictionary<string, CatalogEntry>>> _plain = PlainOnes.ToFrozenDictionary(
        name => name, name => new Lazy<FrozenDictionary<string, CatalogEntry>>(() => EmbeddedTables.Plain(name)));

    private readonly Lazy<IReadOnlyDictionary<string, Validity>> _products = new(EmbeddedTables.ProductKeys);

    private readonly Lazy<FrozenDictionary<string, PaisEntry>> _pais = new(() => EmbeddedTables.Read(
        "Pais",
        row => new PaisEntry(row["id"], row["texto"], row["patron_codigo_postal"], row["patron_identidad_tributaria"], row["agrupaciones"])));

    private CatalogSet()
    {
        FormaPago = EmbeddedTables.Read("FormaPago", row => new FormaPagoEntry(
            row["id"],
            row["texto"],
            EmbeddedTables.Day(row["vigencia_desde"]),
            EmbeddedTables.Day(row["vigencia_hasta"]),
            EmbeddedTables.Yes(row["es_bancarizado"]),
            EmbeddedTables.Yes(row["permite_banco_ordenante_rfc"]),
            EmbeddedTables.Yes(row["permite_cuenta_ordenante"]),
            row["patron_cuenta_ordenante"],
            EmbeddedTables.Yes(row["permite_banco_beneficiario_rfc"]),
            EmbeddedTables.Yes(row["permite_cuenta_beneficiario"]),
            row["patron_cuenta_beneficiario"],
            EmbeddedTables.Yes(row["permite_tipo_cadena_pago"]),
            EmbeddedTables.Yes(row["requiere_banco_ordenante_nombre_ext"])));
        Moneda = EmbeddedTables.Read("Moneda", row => new MonedaEntry(
            row["id"],
            row["texto"],
            EmbeddedTables.Day(row["vigencia_desde"]),
            EmbeddedTables.Day(row["vigencia_hasta"]),
            int.Parse(row["decimales"], CultureInfo.InvariantCulture),
            int.TryParse(row["porcentaje_variacion"], CultureInfo.InvariantCulture, out var variation) ? variation : null));
        RegimenFiscal = EmbeddedTables.Read("RegimenFiscal", row => new RegimenEntry(
            row["id"],
            row["texto"],
            EmbeddedTables.Day(row["vigencia_desde"]),
            EmbeddedTables.Day(row["vigencia_hasta"]),
            EmbeddedTables.Yes(row["aplica_fisica"]),
            EmbeddedTables.Yes(row["aplica_moral"])));
        UsoCfdi = EmbeddedTables.Read("UsoCfdi", row => new UsoEntry(
            row["id"],
            row["texto"],
            EmbeddedTables.Day(row["vigencia_desde"]),
            EmbeddedTables.Day(row["vigencia_hasta"]),
            EmbeddedTables.Yes(row["aplica_fisica"]),
            EmbeddedTables.Yes(row["aplica_moral"]),
            row["regimenes_fiscales_receptores"].Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet()));
        TasaOCuota =
        [
            .. EmbeddedTables.Rows("TasaOCuota").Select(row => new TasaEntry(
                row["tipo"] == "Rango",
                row["minimo"] is "" ? 0 : decimal.Parse(row["minimo"], CultureInfo.InvariantCulture),
                decimal.Parse(row["valor"], CultureInfo.InvariantCulture),
                row["impuesto"],
                row["factor"],
                EmbeddedTables.Yes(row["traslado"]),
                EmbeddedTables.Yes(row["retencion"]),
                new Validity(EmbeddedTables.Day(row["vigencia_desde"]), EmbeddedTables.Day(row["vigencia_hasta"])))),
        ];
    }

    private CatalogSet(CatalogSet embedded, CatalogEdition edition)
    {
        Edition = edition.Name;
        PostalCodes = edition.PostalCodes.Count > 0 ? edition.PostalCodes : null;
        _products = edition.Products.Count > 0 ? new(edition.Products) : embedded._products;
        _pais = Rows(edition, "c_Pais") is { } countries
            ? new(countries.Select(row => embedded._pais.Value.GetValueOrDefault(row.Code) ?? new PaisEntry(row.Code, row.Text, "", "", ""))
                .ToFrozenDictionary(row => row.Code))
            : embedded._pais;
        _plain = PlainOnes.ToFrozenDictionary(name => name, name => Rows(edition, $"c_{name}") is { } rows
            ? new(rows.Select(row => new CatalogEntry(row.Code, row.Text, row.Validity.From, row.Validity.To)).ToFrozenDictionary(row => row.Code))
            : embedded._plain[name]);
        RegimenFiscal = Typed(edition, "c_RegimenFiscal", embedded.RegimenFiscal, (row, known) => new RegimenEntry(
            row.Code,
            row.Text,
            row.Validity.From,
            row.Validity.To,
            Says(row, "fisica") ?? known?.Fisica ?? true,
            Says(row, "moral") ?? known?.Moral ?? true));
        UsoCfdi = Typed(edition, "c_UsoCFDI", embedded.UsoCfdi, (row, known) => new UsoEntry(
            row.Code,
            row.Text,
            row.Validity.From,
            row.Validity.To,
            Says(row, "fisica") ?? known?.Fisica ?? true,
            Says(row, "moral") ?? known?.Moral ?? true,
            Cell(row, "regimen") is { } regimenes ? regimenes.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet()
                : known?.Regimenes ?? FrozenSet<string>.Empty));
        Moneda = Typed(edition, "c_Moneda", embedded.Moneda, (row, known) => new MonedaEntry(
            row.Code,
            row.Text,
            row.Validity.From,
            row.Validity.To,
            int.TryParse(Cell(row, "decimales"), CultureInfo.InvariantCulture, out var decimals) ? decimals : known?.Decimals ?? 2,
            int.TryParse(Cell(row, "variacion")?.TrimEnd('%'), CultureInfo.InvariantCulture, out var variation) ? variation : known?.Variation));
        FormaPago = Typed(edition, "c_FormaPago", embedded.FormaPago, (row, known) => known is null
            ? new FormaPagoEntry(row.Code, row.Text, row.Validity.From, row.Validity.To, false, false, false, "", false, false, "", false, false)
            : known with { Text = row.Text, From = row.Validity.From, To = row.Validity.To });
        TasaOCuota = Rows(edition, "c_TasaOCuota") is { } rates && rates.Select(Tasa).OfType<TasaEntry>().ToList() is { Count: > 0 } read
            ? read
            : embedded.TasaOCuota;
    }

    public string? Edition { get; }
    public FrozenDictionary<string, FormaPagoEntry> FormaPago { get; }
    public FrozenDictionary<string, MonedaEntry> Moneda { get; }
    public FrozenDictionary<string, RegimenEntry> RegimenFiscal { get; }
    public FrozenDictionary<string, UsoEntry> UsoCfdi { get; }
    public IReadOnlyList<TasaEntry> TasaOCuota { get; }
    public FrozenDictionary<string, PaisEntry> Pais => _pais.Value;
    public IReadOnlyDictionary<string, Validity> Products => _products.Value;
    public IReadOnlyDictionary<string, PostalFacts>? PostalCodes { get; }

    /// <summary>A catalogue of codes and texts, without the c_ of its name.</summary>
    public FrozenDictionary<string, CatalogEntry> this[string name] => _plain[name].Value;

    public static CatalogSet Embedded() => LazyEmbedded.Value;

    public static CatalogSet Of(CatalogEdition edition) => new(LazyEmbedded.Value, edition);

    private static IReadOnlyList<CatalogRow>? Rows(CatalogEdition edition, string catalog) =>
        edition.Rows.TryGetValue(catalog, out var rows) && rows.Count > 0 ? rows : null;

    private static FrozenDictionary<string, T> Typed<T>(
        CatalogEdition edition, string catalog, FrozenDictionary<string, T> embedded, Func<CatalogRow, T?, T> entry)
        where T : CatalogEntry => Rows(edition, catalog) is { } rows
            ? rows.Select(row => entry(row, embedded.GetValueOrDefault(row.Code))).ToFrozenDictionary(row => row.Code)
            : embedded;

    /// <summary>The cell whose heading has a word; null when there is none or it is empty.</summary>
    private static string? Cell(CatalogRow row, string word)
    {
        foreach (var (heading, cell) in row.Details)
        {
            if (heading.Contains(word, StringComparison.Ordinal) && cell.Length > 0)
                return cell;
        }

        return null;
    }

    private static bool? Says(CatalogRow row, string word) => Cell(row, word)?.ToUpperInvariant() switch
    {
        "SÍ" or "SI" => true,
        "NO" => false,
        _ => null,
    };

    /// <summary>A row of c_TasaOCuota, which has no key: what it says is in its cells.</summary>
    private static TasaEntry? Tasa(CatalogRow row)
    {
        var kind = Cell(row, "rango o fijo");
        var impuesto = Cell(row, "impuesto");
        var factor = Cell(row, "factor");
        if (kind is null || impuesto is null || factor is null || Number(Cell(row, "maximo")) is not { } most)
            return null;
        return new TasaEntry(
            kind.StartsWith("Rango", StringComparison.OrdinalIgnoreCase),
            Number(Cell(row, "minimo")) ?? 0,
            most,
            impuesto,
            factor,
            Says(row, "traslado") == true,
            Says(row, "retencion") == true,
            row.Validity);
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
