using System.Globalization;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;

namespace Honorario.Pac;

/// <summary>What SAT asks for to find a document: the words under which its printed form is verified.</summary>
/// <param name="Re">The emisor's RFC.</param>
/// <param name="Rr">The receptor's RFC.</param>
/// <param name="Tt">Total.</param>
/// <param name="Id">Folio fiscal.</param>
/// <param name="Fe">The seal's last eight characters.</param>
/// <remarks>Source: Anexo 20, código de barras bidimensional; SAT, servicio de consulta de CFDI.</remarks>
public sealed record ExpresionImpresa(string Re, string Rr, decimal Tt, Uuid Id, string Fe)
{
    private const int TailOfSeal = 8;

    /// <summary>Of a stamped document.</summary>
    /// <exception cref="ArgumentException">It has no stamp.</exception>
    public static ExpresionImpresa Of(Comprobante document) => document is { Timbre: { } timbre, Sello: { } sello }
        ? new(document.Emisor.Rfc, document.Receptor.Rfc, document.Total, Uuid.Parse(timbre.Uuid), sello[^Math.Min(TailOfSeal, sello.Length)..])
        : throw new ArgumentException("The document has no stamp.", nameof(document));

    /// <summary><c>?re=…&amp;rr=…&amp;tt=…&amp;id=…&amp;fe=…</c>; an &amp; in an RFC is written as <c>&amp;amp;</c>, as SAT wants it.</summary>
    public override string ToString() =>
        $"?re={Escape(Re)}&rr={Escape(Rr)}&tt={Tt.ToString("0.######", CultureInfo.InvariantCulture)}&id={Id.Value}&fe={Fe}";

    private static string Escape(string rfc) => rfc.Replace("&", "&amp;", StringComparison.Ordinal);
}
