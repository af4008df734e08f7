namespace Honorario.PacSandbox;

/// <summary>Whom SAT's list has, as the sandbox is told.</summary>
/// <param name="Rfc">The RFC.</param>
/// <param name="Nombre">The name as the Constancia says it, without régimen de capital; null when the list has none under that RFC.</param>
/// <param name="CodigoPostal">Of the domicilio fiscal.</param>
/// <param name="Regimenes">Keys of c_RegimenFiscal in force.</param>
internal sealed record Taxpayer(string Rfc, string? Nombre, string CodigoPostal, IReadOnlyList<string> Regimenes);

/// <summary>
/// SAT's list of taxpayers, as far as the sandbox was told. Who is not on it is not checked, so that made-up parties can be billed; who is on
/// it must be named as it says.
/// </summary>
internal sealed class Taxpayers(Ledger ledger)
{
    public void Put(Taxpayer taxpayer) => ledger.Run(
        """
        INSERT INTO taxpayers VALUES ($rfc, $nombre, $cp, $regimenes)
        ON CONFLICT (rfc) DO UPDATE SET nombre = excluded.nombre, codigo_postal = excluded.codigo_postal, regimenes = excluded.regimenes
        """,
        ("$rfc", taxpayer.Rfc),
        ("$nombre", (object?)taxpayer.Nombre ?? DBNull.Value),
        ("$cp", taxpayer.CodigoPostal),
        ("$regimenes", string.Join(' ', taxpayer.Regimenes)));

    public bool Remove(string rfc)
    {
        var known = Find(rfc) is not null;
        ledger.Run("DELETE FROM taxpayers WHERE rfc = $rfc", ("$rfc", rfc));
        return known;
    }

    public Taxpayer? Find(string rfc) => ledger.Query(
        "SELECT rfc, nombre, codigo_postal, regimenes FROM taxpayers WHERE rfc = $rfc",
        row => new Taxpayer(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetString(2), row.GetString(3).Split(' ')),
        ("$rfc", rfc)).SingleOrDefault();
}
