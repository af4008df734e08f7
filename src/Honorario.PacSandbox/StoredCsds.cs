using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>The CSDs that emisores left with the PAC, so that it seals and cancels for them.</summary>
internal sealed class StoredCsds(Ledger ledger, TimeProvider clock)
{
    /// <summary>Keeps one, in place of an earlier one of the same RFC.</summary>
    /// <returns>Why not, in Spanish; null when it is kept.</returns>
    public string? Save(byte[] cer, byte[] key, string password)
    {
        using var opened = Csd.Open(cer, key, password, null, clock.GetUtcNow());
        if (opened.Csd is not { } csd)
            return opened.Findings[0].Message;
        ledger.Run(
            """
            INSERT INTO csds VALUES ($rfc, $cer, $key, $password, 1)
            ON CONFLICT (rfc) DO UPDATE SET cer = excluded.cer, key = excluded.key, password = excluded.password, active = 1
            """,
            ("$rfc", csd.Certificado.Rfc),
            ("$cer", cer),
            ("$key", key),
            ("$password", password));
        return null;
    }

    /// <summary>The emisor's CSD, open; the caller disposes it. Null without one.</summary>
    public Csd? Open(string rfc) => ledger.Query(
        "SELECT cer, key, password FROM csds WHERE rfc = $rfc AND active = 1",
        row => Csd.Open(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1), row.GetString(2), Rfc.Parse(rfc), clock.GetUtcNow()).Csd,
        ("$rfc", rfc)).SingleOrDefault();

    /// <summary>The certificates kept, each to be disposed.</summary>
    public IReadOnlyList<(Certificado Certificado, bool Active)> All() => ledger.Query(
        "SELECT cer, active FROM csds ORDER BY rfc",
        row => (Certificado.Read(row.GetFieldValue<byte[]>(0))!, row.GetBoolean(1)));

    public void Switch(string rfc, bool active) => ledger.Run("UPDATE csds SET active = $active WHERE rfc = $rfc", ("$active", active), ("$rfc", rfc));

    public void Remove(string rfc) => ledger.Run("DELETE FROM csds WHERE rfc = $rfc", ("$rfc", rfc));
}
