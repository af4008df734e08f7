using System.Globalization;
using Honorario.Cfdi.Documents;

namespace Honorario.Printing.Content;

/// <summary>The address of SAT's page that tells whether a CFDI is valid; the printed form's QR holds it.</summary>
/// <remarks>
/// Source: Anexo 20 de la RMF, especificación del código de barras bidimensional: <c>tt</c> has up to 18 integer digits, a
/// decimal point and up to 6 decimals without zeros that say nothing; <c>fe</c> is the last 8 characters of the seal, as written.
/// </remarks>
public static class VerificationUrl
{
    /// <summary>The address for a stamped document. The RFCs' <c>&amp;</c> and <c>Ñ</c> are percent-encoded, so that a phone opens it.</summary>
    /// <exception cref="ArgumentException">The document has no stamp.</exception>
    public static string Of(Comprobante stamped)
    {
        ArgumentNullException.ThrowIfNull(stamped);
        if (stamped.Timbre is not { } timbre)
            throw new ArgumentException("Only a stamped document can be verified.", nameof(stamped));

        var sello = stamped.Sello ?? timbre.SelloCfd;
        var total = stamped.Total.ToString("0.0#####", CultureInfo.InvariantCulture);
        return "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx"
            + $"?id={timbre.Uuid}&re={Uri.EscapeDataString(stamped.Emisor.Rfc)}&rr={Uri.EscapeDataString(stamped.Receptor.Rfc)}"
            + $"&tt={total}&fe={sello[^Math.Min(8, sello.Length)..]}";
    }
}
