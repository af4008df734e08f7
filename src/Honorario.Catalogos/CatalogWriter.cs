using System.Globalization;
using Honorario.Cfdi.Catalogs;
using Microsoft.Data.Sqlite;

namespace Honorario.Catalogos;

/// <summary>
/// Replaces everything in a store, inside the caller's transaction: rows are taken in any order, then laid out so that each
/// catalogue's entries are consecutive, the plainest first.
/// </summary>
internal sealed class CatalogWriter : IDisposable
{
    private readonly SqliteConnection _db;
    private readonly SqliteCommand _entry;
    private readonly SqliteCommand _postalCode;
    private readonly SqliteCommand _municipio;
    private readonly SqliteCommand _colonia;

    public CatalogWriter(SqliteConnection db)
    {
        _db = db;
        CatalogStore.Execute(
            db,
            """
            DROP TABLE IF EXISTS temp.incoming;
            CREATE TEMP TABLE incoming (
                catalog TEXT NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL, similar TEXT NOT NULL, from_day TEXT, to_day TEXT,
                detail TEXT NOT NULL, PRIMARY KEY (catalog, code)) WITHOUT ROWID;
            DELETE FROM version; DELETE FROM postal_code; DELETE FROM municipio; DELETE FROM colonia;
            """);
        _entry = Insert("temp.incoming", 7);
        _postalCode = Insert("postal_code", 6);
        _municipio = Insert("municipio", 3);
        _colonia = Insert("colonia", 3);
    }

    /// <returns>False when the catalogue has the code already.</returns>
    public bool Entry(string catalog, string code, string text, string similar, DateOnly? from, DateOnly? to, string detail = "") =>
        Run(_entry, catalog, code, text, similar, Iso(from), Iso(to), detail);

    /// <returns>False when it is there already.</returns>
    public bool PostalCode(string code, string estado, string municipio, int? border, DateOnly? from, DateOnly? to) => Run(
        _postalCode, code, estado, municipio, (border ?? -1).ToString(CultureInfo.InvariantCulture), Iso(from), Iso(to));

    /// <returns>False when it is there already.</returns>
    public bool Municipio(string estado, string code, string name) => Run(_municipio, estado, code, name);

    /// <returns>False when it is there already.</returns>
    public bool Colonia(string postalCode, string code, string name) => Run(_colonia, postalCode, code, name);

    /// <summary>Fills up with the embedded catalogues and lays everything out.</summary>
    public void Finish(CatalogVersion version)
    {
        FillUp();
        CatalogStore.Execute(
            _db,
            """
            DELETE FROM entry; DELETE FROM catalog; DELETE FROM word;
            INSERT INTO entry (catalog, code, text, similar, from_day, to_day, detail)
                SELECT * FROM temp.incoming
                ORDER BY catalog, catalog <> 'c_ClaveProdServ' OR substr(code, 1, 2) <> '85', length(text), code;
            INSERT INTO catalog SELECT catalog, min(id), max(id) FROM entry GROUP BY catalog;
            INSERT INTO entry_words (entry_words) VALUES ('rebuild');
            CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, entry_words, row);
            INSERT INTO word SELECT term, doc FROM temp.vocabulary WHERE length(term) > 2;
            DROP TABLE temp.vocabulary; DROP TABLE temp.incoming;
            """);
        using var command = CatalogStore.Command(
            _db,
            "INSERT INTO version VALUES ($name, $at)",
            ("$name", (object?)version.Name ?? DBNull.Value),
            ("$at", (object?)version.ImportedAt?.ToString("O", CultureInfo.InvariantCulture) ?? DBNull.Value));
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _entry.Dispose();
        _postalCode.Dispose();
        _municipio.Dispose();
        _colonia.Dispose();
    }

    /// <summary>
    /// The embedded catalogues that the spreadsheet lacks, and the words by which physicians look for health keys, which SAT
    /// does not list.
    /// </summary>
    private void FillUp()
    {
        using var known = CatalogStore.Command(_db, "SELECT EXISTS (SELECT 1 FROM temp.incoming WHERE catalog = $catalog)", ("$catalog", ""));
        foreach (var (catalog, entries) in Embedded())
        {
            known.Parameters[0].Value = catalog;
            if (known.ExecuteScalar() is not 0L)
                continue;
            foreach (var entry in entries)
                Entry(catalog, entry.Code, entry.Text, (entry as ProdServEntry)?.Similar ?? "", entry.From, entry.To);
            if (catalog == "c_ClaveProdServ")
                return;
        }

        AddHealthWords();
    }

    /// <summary>The words by which a health practice looks for its keys, beside those of SAT's spreadsheet.</summary>
    private void AddHealthWords()
    {
        using var similar = CatalogStore.Command(
            _db,
            "UPDATE temp.incoming SET similar = similar || ' ' || $similar WHERE catalog = 'c_ClaveProdServ' AND code = $code",
            ("$similar", ""),
            ("$code", ""));
        foreach (var entry in SatCatalogs.ClaveProdServ.Values.Where(entry => entry.Code.StartsWith('8') && entry.Similar.Length > 0))
        {
            similar.Parameters[0].Value = entry.Similar;
            similar.Parameters[1].Value = entry.Code;
            similar.ExecuteNonQuery();
        }
    }

    private static IEnumerable<(string Catalog, IEnumerable<CatalogEntry> Entries)> Embedded() =>
    [
        ("c_ClaveUnidad", SatCatalogs.ClaveUnidad.Values),
        ("c_FormaPago", SatCatalogs.FormaPago.Values),
        ("c_MetodoPago", SatCatalogs.MetodoPago.Values),
        ("c_Moneda", SatCatalogs.Moneda.Values),
        ("c_RegimenFiscal", SatCatalogs.RegimenFiscal.Values),
        ("c_UsoCFDI", SatCatalogs.UsoCfdi.Values),
        ("c_Pais", SatCatalogs.Pais.Values),
        ("c_TipoRelacion", SatCatalogs.TipoRelacion.Values),
        ("c_ObjetoImp", SatCatalogs.ObjetoImp.Values),
        ("c_Exportacion", SatCatalogs.Exportacion.Values),
        ("c_Periodicidad", SatCatalogs.Periodicidad.Values),
        ("c_Meses", SatCatalogs.Meses.Values),
        ("c_Impuesto", SatCatalogs.Impuesto.Values),
        ("c_TipoFactor", SatCatalogs.TipoFactor.Values),
        ("c_TipoDeComprobante", SatCatalogs.TipoDeComprobante.Values),
        ("c_ClaveProdServ", SatCatalogs.ClaveProdServ.Values),
    ];

    private SqliteCommand Insert(string table, int columns)
    {
        var names = Enumerable.Range(0, columns).Select(column => $"$c{column}").ToArray();
        var command = CatalogStore.Command(_db, $"INSERT OR IGNORE INTO {table} VALUES ({string.Join(", ", names)})");
        foreach (var name in names)
            command.Parameters.AddWithValue(name, "");
        return command;
    }

    private static bool Run(SqliteCommand command, params ReadOnlySpan<string?> values)
    {
        for (var column = 0; column < values.Length; column++)
            command.Parameters[column].Value = (object?)values[column] ?? DBNull.Value;
        return command.ExecuteNonQuery() == 1;
    }

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
