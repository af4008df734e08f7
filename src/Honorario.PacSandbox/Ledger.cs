using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Honorario.PacSandbox;

/// <summary>A stamp that was given.</summary>
/// <param name="Key">What was sealed, hashed: the document's identity.</param>
/// <param name="Uuid">Folio fiscal.</param>
/// <param name="Xml">The stamped document.</param>
/// <param name="Emisor">RFC.</param>
/// <param name="Receptor">RFC.</param>
/// <param name="Total">The document's total.</param>
/// <param name="Fe">The seal's last eight characters.</param>
/// <param name="Asked">How often the stamp was asked for.</param>
internal sealed record Stamp(string Key, string Uuid, byte[] Xml, string Emisor, string Receptor, decimal Total, string Fe, long Asked = 1);

/// <summary>A relation that a stamped document has to another.</summary>
/// <param name="Uuid">Whose relation it is.</param>
/// <param name="Related">To which document.</param>
/// <param name="Kind">c_TipoRelacion, or "pago" for a document that it pays.</param>
internal sealed record Relation(string Uuid, string Related, string Kind);

/// <summary>A request to cancel.</summary>
/// <param name="Uuid">Of which document.</param>
/// <param name="Requested">When.</param>
/// <param name="NeedsAcceptance">Whether the receptor has a word.</param>
/// <param name="Accepted">Its word; null while it is silent.</param>
/// <param name="Acuse">What was answered.</param>
internal sealed record Cancellation(string Uuid, DateTimeOffset Requested, bool NeedsAcceptance, bool? Accepted, byte[] Acuse);

/// <summary>Every stamp and cancellation ever given, in a SQLite file: a restart, or a second process, knows them all.</summary>
internal sealed class Ledger : IDisposable
{
    private readonly string _connection;

    public Ledger(SandboxOptions options)
    {
        var file = Path.Combine(Directory.CreateDirectory(options.Data).FullName, "sandbox.db");
        _connection = new SqliteConnectionStringBuilder { DataSource = file }.ToString();
        Run("PRAGMA journal_mode = WAL");
        Run("""
            CREATE TABLE IF NOT EXISTS stamps (
                key TEXT PRIMARY KEY, uuid TEXT NOT NULL UNIQUE, xml BLOB NOT NULL, emisor TEXT NOT NULL, receptor TEXT NOT NULL,
                total TEXT NOT NULL, fe TEXT NOT NULL, asked INTEGER NOT NULL);
            CREATE INDEX IF NOT EXISTS stamps_receptor ON stamps (receptor);
            CREATE TABLE IF NOT EXISTS keys (customid TEXT PRIMARY KEY, key TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS relations (uuid TEXT NOT NULL, related TEXT NOT NULL, kind TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS relations_uuid ON relations (uuid);
            CREATE INDEX IF NOT EXISTS relations_related ON relations (related);
            CREATE TABLE IF NOT EXISTS cancellations (
                uuid TEXT PRIMARY KEY, requested TEXT NOT NULL, needs_acceptance INTEGER NOT NULL, accepted INTEGER, acuse BLOB NOT NULL);
            CREATE TABLE IF NOT EXISTS taxpayers (rfc TEXT PRIMARY KEY, nombre TEXT, codigo_postal TEXT NOT NULL, regimenes TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS csds (rfc TEXT PRIMARY KEY, cer BLOB NOT NULL, key BLOB NOT NULL, password TEXT NOT NULL, active INTEGER NOT NULL);
            """);
    }

    public long Count => Query("SELECT count(*) FROM stamps", row => row.GetInt64(0)).Single();

    public Stamp? Find(string key) => Query($"{SelectStamps} WHERE key = $key", ReadStamp, ("$key", key)).SingleOrDefault();

    public Stamp? FindByUuid(string uuid) => Query($"{SelectStamps} WHERE uuid = $uuid", ReadStamp, ("$uuid", uuid.ToUpperInvariant())).SingleOrDefault();

    /// <summary>Of which document an idempotency key is, if any.</summary>
    public Stamp? FindByCustomId(string customId) =>
        Query($"{SelectStamps} WHERE key = (SELECT key FROM keys WHERE customid = $id)", ReadStamp, ("$id", customId)).SingleOrDefault();

    public List<Stamp> Page(int skip, int take) =>
        Query($"{SelectStamps} ORDER BY rowid DESC LIMIT $take OFFSET $skip", ReadStamp, ("$take", take), ("$skip", skip));

    public List<Stamp> OfEmisor(string rfc) => Query($"{SelectStamps} WHERE emisor = $rfc", ReadStamp, ("$rfc", rfc));

    public List<Stamp> OfReceptor(string rfc) => Query($"{SelectStamps} WHERE receptor = $rfc", ReadStamp, ("$rfc", rfc));

    /// <summary>Writes a stamp down unless the document has one already.</summary>
    /// <returns>Whether this one counts.</returns>
    public bool TryAdd(Stamp stamp, string? customId, IEnumerable<Relation> relations)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction();
        var added = Run(
            connection,
            "INSERT INTO stamps VALUES ($key, $uuid, $xml, $emisor, $receptor, $total, $fe, 1) ON CONFLICT (key) DO NOTHING",
            ("$key", stamp.Key),
            ("$uuid", stamp.Uuid),
            ("$xml", stamp.Xml),
            ("$emisor", stamp.Emisor),
            ("$receptor", stamp.Receptor),
            ("$total", stamp.Total.ToString(CultureInfo.InvariantCulture)),
            ("$fe", stamp.Fe));
        if (added == 0)
            return false;
        if (customId is not null)
            Run(connection, "INSERT INTO keys VALUES ($id, $key) ON CONFLICT DO NOTHING", ("$id", customId), ("$key", stamp.Key));
        foreach (var relation in relations)
            Run(
                connection,
                "INSERT INTO relations VALUES ($uuid, $related, $kind)",
                ("$uuid", relation.Uuid),
                ("$related", relation.Related),
                ("$kind", relation.Kind));
        transaction.Commit();
        return true;
    }

    public void CountAsked(string key) => Run("UPDATE stamps SET asked = asked + 1 WHERE key = $key", ("$key", key));

    /// <summary>Relations of a document to others.</summary>
    public List<Relation> RelationsOf(string uuid) => Query("SELECT uuid, related, kind FROM relations WHERE uuid = $uuid", ReadRelation, ("$uuid", uuid));

    /// <summary>Relations of others to a document.</summary>
    public List<Relation> RelationsTo(string uuid) => Query("SELECT uuid, related, kind FROM relations WHERE related = $uuid", ReadRelation, ("$uuid", uuid));

    public Cancellation? CancellationOf(string uuid) => Query(
        "SELECT uuid, requested, needs_acceptance, accepted, acuse FROM cancellations WHERE uuid = $uuid",
        row => new Cancellation(
            row.GetString(0),
            DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture),
            row.GetBoolean(2),
            row.IsDBNull(3) ? null : row.GetBoolean(3),
            row.GetFieldValue<byte[]>(4)),
        ("$uuid", uuid)).SingleOrDefault();

    /// <summary>Writes a request down unless the document has one that was not refused.</summary>
    public void Add(Cancellation cancellation) => Run(
        """
        INSERT INTO cancellations VALUES ($uuid, $requested, $needs, NULL, $acuse)
        ON CONFLICT (uuid) DO UPDATE SET requested = excluded.requested, needs_acceptance = excluded.needs_acceptance, accepted = NULL, acuse = excluded.acuse
        WHERE accepted = 0
        """,
        ("$uuid", cancellation.Uuid),
        ("$requested", cancellation.Requested.ToString("O", CultureInfo.InvariantCulture)),
        ("$needs", cancellation.NeedsAcceptance),
        ("$acuse", cancellation.Acuse));

    public void Answer(string uuid, bool accepted) =>
        Run("UPDATE cancellations SET accepted = $accepted WHERE uuid = $uuid", ("$accepted", accepted), ("$uuid", uuid));

    public void Dispose()
    {
        using var connection = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(connection);
    }

    private const string SelectStamps = "SELECT key, uuid, xml, emisor, receptor, total, fe, asked FROM stamps";

    private static Stamp ReadStamp(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetFieldValue<byte[]>(2),
        row.GetString(3),
        row.GetString(4),
        decimal.Parse(row.GetString(5), CultureInfo.InvariantCulture),
        row.GetString(6),
        row.GetInt64(7));

    private static Relation ReadRelation(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    internal static int Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        return command.ExecuteNonQuery();
    }

    internal void Run(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = Open();
        Run(connection, sql, parameters);
    }

    internal List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }
}
