using System.Globalization;
using Honorario.Cfdi.Catalogs;
using Microsoft.Data.Sqlite;

namespace Honorario.Catalogos;

/// <summary>
/// SAT's catalogues in an SQLite file of their own, searched by code or words. Until SAT's spreadsheet is imported it holds the
/// catalogues embedded in the library. May be used from many threads; an import replaces all in one transaction while readers
/// go on with what was there.
/// </summary>
public sealed class CatalogStore
{
    private const long SchemaVersion = 2;

    private const string Schema =
        """
        CREATE TABLE version (name TEXT, imported_at TEXT);
        CREATE TABLE entry (
            id INTEGER PRIMARY KEY, catalog TEXT NOT NULL, code TEXT NOT NULL, text TEXT NOT NULL, similar TEXT NOT NULL, from_day TEXT, to_day TEXT,
            detail TEXT NOT NULL DEFAULT '');
        CREATE UNIQUE INDEX entry_code ON entry (catalog, code);
        CREATE TABLE catalog (name TEXT PRIMARY KEY, first_id INTEGER NOT NULL, last_id INTEGER NOT NULL) WITHOUT ROWID;
        CREATE VIRTUAL TABLE entry_words USING fts5 (
            text, similar, content='entry', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4', detail=column);
        CREATE TABLE word (term TEXT PRIMARY KEY, entries INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE postal_code (
            code TEXT PRIMARY KEY, estado TEXT NOT NULL, municipio TEXT NOT NULL, border INTEGER NOT NULL DEFAULT -1, from_day TEXT, to_day TEXT)
            WITHOUT ROWID;
        CREATE TABLE municipio (estado TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (estado, code)) WITHOUT ROWID;
        CREATE TABLE colonia (postal_code TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (postal_code, code)) WITHOUT ROWID;
        """;

    /// <summary>What brings a store of the first version up to date; an imported edition stays.</summary>
    private const string Upgrade =
        """
        ALTER TABLE entry ADD COLUMN detail TEXT NOT NULL DEFAULT '';
        ALTER TABLE postal_code ADD COLUMN border INTEGER NOT NULL DEFAULT -1;
        ALTER TABLE postal_code ADD COLUMN from_day TEXT;
        ALTER TABLE postal_code ADD COLUMN to_day TEXT;
        """;

    private const string Found = "SELECT e.code, e.text, e.from_day, e.to_day FROM ";

    private static readonly Lock FreshLock = new();
    private static WeakReference<byte[]>? _fresh;

    private readonly string _connection;

    private CatalogStore(string connection) => _connection = connection;

    /// <summary>Opens a store, making it with the embedded catalogues if it is not there.</summary>
    /// <param name="file">The SQLite file; its folder is made too.</param>
    public static CatalogStore Open(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        if (!File.Exists(file))
            Place(file);
        var store = new CatalogStore(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30 }.ConnectionString);
        using var db = store.Connect();
        Execute(db, "PRAGMA journal_mode = WAL");
        if (Scalar(db, "PRAGMA user_version") is SchemaVersion)
            return store;

        using var transaction = db.BeginTransaction();
        if (Scalar(db, "PRAGMA user_version") is not SchemaVersion)
        {
            Execute(db, Upgrade);
            if (Scalar(db, "SELECT name FROM version") is not string)
            {
                using var writing = new CatalogWriter(db);
                writing.Finish(new CatalogVersion(null, null));
            }

            Execute(db, $"PRAGMA user_version = {SchemaVersion}");
        }

        transaction.Commit();
        return store;
    }

    /// <summary>Puts a new store in its place, whole or not at all; the bytes are kept for the next one while memory allows.</summary>
    private static void Place(string file)
    {
        var fresh = $"{file}.{Guid.NewGuid():N}";
        lock (FreshLock)
        {
            if (_fresh?.TryGetTarget(out var bytes) == true)
            {
                File.WriteAllBytes(fresh, bytes);
            }
            else
            {
                Make(fresh);
                _fresh = new WeakReference<byte[]>(File.ReadAllBytes(fresh));
            }
        }

        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was faster; its store is the same.
            File.Delete(fresh);
        }
    }

    private static void Make(string file)
    {
        using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString);
        db.Open();
        using var transaction = db.BeginTransaction();
        Execute(db, Schema);
        using (var writing = new CatalogWriter(db))
            writing.Finish(new CatalogVersion(null, null));
        Execute(db, $"PRAGMA user_version = {SchemaVersion}");
        transaction.Commit();
    }

    /// <summary>Which edition it holds.</summary>
    public CatalogVersion Version
    {
        get
        {
            using var db = Connect();
            using var command = Command(db, "SELECT name, imported_at FROM version");
            using var row = command.ExecuteReader();
            return row.Read() && !row.IsDBNull(1)
                ? new CatalogVersion(row.GetString(0), DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture))
                : new CatalogVersion(null, null);
        }
    }

    /// <summary>How many rows each catalogue has, c_CodigoPostal among them.</summary>
    public IReadOnlyDictionary<string, long> Counts()
    {
        using var db = Connect();
        using var command = Command(
            db,
            """
            SELECT catalog, count(*) FROM entry GROUP BY catalog
            UNION ALL SELECT 'c_CodigoPostal', count(*) FROM postal_code
            UNION ALL SELECT 'c_Colonia', count(*) FROM colonia
            """);
        using var row = command.ExecuteReader();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (row.Read())
            counts[row.GetString(0)] = row.GetInt64(1);
        return counts;
    }

    /// <summary>The imported edition, for <see cref="SatCatalogs.Use"/>; null while there is none.</summary>
    public CatalogEdition? Edition()
    {
        if (Version is not { Name: { } name })
            return null;
        using var db = Connect();
        var rows = new Dictionary<string, List<CatalogRow>>();
        var products = new Dictionary<string, Validity>(53_000);
        using (var command = Command(db, "SELECT catalog, code, text, from_day, to_day, detail FROM entry"))
        using (var row = command.ExecuteReader())
        {
            while (row.Read())
            {
                var (catalog, code, validity) = (row.GetString(0), row.GetString(1), new Validity(Day(row, 3), Day(row, 4)));
                if (catalog == "c_ClaveProdServ")
                {
                    products[code] = validity;
                    continue;
                }

                if (!rows.TryGetValue(catalog, out var list))
                    rows[catalog] = list = [];
                list.Add(new CatalogRow(code, row.GetString(2), validity, Details(row.GetString(5))));
            }
        }

        return new CatalogEdition(name, rows.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<CatalogRow>)pair.Value), products, PostalCodes(db));
    }

    /// <summary>
    /// Entries by code or words, the best first: the code itself and those that begin with it, then those whose text has the
    /// words, then those known by similar words. Case and accents do not matter, the last word may be begun only, and when
    /// nothing matches one wrong, missing, doubled or swapped letter a word is forgiven.
    /// </summary>
    /// <param name="catalog">SAT's name of it: <c>c_ClaveProdServ</c>.</param>
    /// <param name="words">What was typed.</param>
    /// <param name="limit">At most so many entries.</param>
    public IReadOnlyList<CatalogEntry> Search(string catalog, string words, int limit = 20)
    {
        using var db = Connect();
        var typed = SearchWords.Split(words);
        if (typed.Count == 0 || Ids(db, catalog) is not { } ids)
            return [];

        var found = new List<CatalogEntry>();
        if (typed.Count == 1)
            found.AddRange(ByCode(db, catalog, typed[0], limit));
        foreach (var query in SearchWords.Queries([.. typed.Select(word => (IReadOnlyList<string>)[word])]))
            AddMatches(db, ids, query, limit, found);
        if (found.Count == 0 && SearchWords.Correct(typed, Vocabulary(db)) is { } corrected)
        {
            foreach (var query in SearchWords.Queries(corrected))
                AddMatches(db, ids, query, limit, found);
        }

        return found;
    }

    /// <summary>The entry with a code, as written; null when there is none.</summary>
    public CatalogEntry? Find(string catalog, string code)
    {
        using var db = Connect();
        using var command = Command(db, Found + "entry e WHERE catalog = $catalog AND code = $code", ("$catalog", catalog), ("$code", code));
        return Read(command).FirstOrDefault();
    }

    /// <summary>
    /// What is known of a postal code: SAT's state and municipality once its catalogue is imported, and by ranges until then.
    /// Null when it is no postal code, or SAT's catalogue does not have it.
    /// </summary>
    public PostalPlace? PostalCode(string code)
    {
        if (!Cfdi.PostalCode.TryParse(code, out var byRange))
            return null;
        using var db = Connect();
        using var command = Command(
            db,
            """
            SELECT p.estado, COALESCE(e.text, ''), p.municipio, COALESCE(m.name, ''), p.border
            FROM postal_code p
            LEFT JOIN entry e ON e.catalog = 'c_Estado' AND e.code = p.estado
            LEFT JOIN municipio m ON m.estado = p.estado AND m.code = p.municipio
            WHERE p.code = $code
            """,
            ("$code", byRange.Value));
        using var row = command.ExecuteReader();
        if (row.Read())
        {
            var (estado, municipio) = (row.GetString(0), row.GetString(2));
            var zone = municipio.Length > 0 ? Cfdi.PostalCode.TimeZoneOf(estado, municipio) : byRange.TimeZoneId;
            return new PostalPlace(
                byRange.Value, estado, row.GetString(1), municipio, row.GetString(3), zone, row.GetInt32(4) is >= 0 and var border ? border : null);
        }

        return Scalar(db, "SELECT EXISTS (SELECT 1 FROM postal_code)") is 0L
            ? new PostalPlace(byRange.Value, byRange.Estado, "", "", "", byRange.TimeZoneId)
            : null;
    }

    /// <summary>Names of the settlements of a postal code, in order; none until SAT's catalogue is imported.</summary>
    public IReadOnlyList<string> Colonias(string postalCode)
    {
        using var db = Connect();
        using var command = Command(db, "SELECT name FROM colonia WHERE postal_code = $code ORDER BY name", ("$code", postalCode));
        using var row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read())
            names.Add(row.GetString(0));
        return names;
    }

    private static Dictionary<string, PostalFacts> PostalCodes(SqliteConnection db)
    {
        var codes = new Dictionary<string, PostalFacts>(100_000);
        using var command = Command(db, "SELECT code, estado, municipio, border, from_day, to_day FROM postal_code");
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            codes[row.GetString(0)] = new PostalFacts(
                string.Intern(row.GetString(1)), string.Intern(row.GetString(2)), row.GetInt32(3), new Validity(Day(row, 4), Day(row, 5)));
        }

        return codes;
    }

    /// <summary>Headings and cells, a line each, parted by a tabulator.</summary>
    private static Dictionary<string, string> Details(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t', 2))
        .DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1]);

    internal SqliteConnection Connect()
    {
        var db = new SqliteConnection(_connection);
        db.Open();
        return db;
    }

    internal static SqliteCommand Command(SqliteConnection db, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = db.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    internal static void Execute(SqliteConnection db, string sql)
    {
        using var command = Command(db, sql);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection db, string sql)
    {
        using var command = Command(db, sql);
        return command.ExecuteScalar();
    }

    /// <summary>The ids of a catalogue's entries, which are consecutive, in the order in which they are shown.</summary>
    private static (long First, long Last)? Ids(SqliteConnection db, string catalog)
    {
        using var command = Command(db, "SELECT first_id, last_id FROM catalog WHERE name = $catalog", ("$catalog", catalog));
        using var row = command.ExecuteReader();
        return row.Read() ? (row.GetInt64(0), row.GetInt64(1)) : null;
    }

    private static List<CatalogEntry> ByCode(SqliteConnection db, string catalog, string beginning, int limit)
    {
        using var command = Command(
            db,
            Found + "entry e WHERE catalog = $catalog AND code >= $from AND code < $to ORDER BY code LIMIT $limit",
            ("$catalog", catalog),
            ("$from", beginning.ToUpperInvariant()),
            ("$to", beginning.ToUpperInvariant() + char.MaxValue),
            ("$limit", limit));
        return Read(command);
    }

    /// <summary>Adds what a query matches and is not there yet. Ids go from short texts to long, so that the first are the plainest.</summary>
    private static void AddMatches(SqliteConnection db, (long First, long Last) ids, string query, int limit, List<CatalogEntry> found)
    {
        if (found.Count >= limit)
            return;
        using var command = Command(
            db,
            Found + "entry_words w JOIN entry e ON e.id = w.rowid "
                + "WHERE entry_words MATCH $query AND w.rowid BETWEEN $first AND $last ORDER BY w.rowid LIMIT $limit",
            ("$query", query),
            ("$first", ids.First),
            ("$last", ids.Last),
            ("$limit", limit));
        var known = found.Select(entry => entry.Code).ToHashSet();
        found.AddRange(Read(command).Where(entry => known.Add(entry.Code)).Take(limit - found.Count));
    }

    private static List<(string Term, long Entries)> Vocabulary(SqliteConnection db)
    {
        using var command = Command(db, "SELECT term, entries FROM word");
        using var row = command.ExecuteReader();
        var terms = new List<(string Term, long Entries)>();
        while (row.Read())
            terms.Add((row.GetString(0), row.GetInt64(1)));
        return terms;
    }

    private static List<CatalogEntry> Read(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var entries = new List<CatalogEntry>();
        while (row.Read())
            entries.Add(new CatalogEntry(row.GetString(0), row.GetString(1), Day(row, 2), Day(row, 3)));
        return entries;
    }

    private static DateOnly? Day(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateOnly.ParseExact(row.GetString(column), "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
