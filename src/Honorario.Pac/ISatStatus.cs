using System.Globalization;
using Honorario.Cfdi.Documents;

namespace Honorario.Pac;

/// <summary>SAT's public word on any stamped CFDI, ours or not.</summary>
public interface ISatStatus
{
    /// <returns>Null when SAT does not answer, or not in a way that can be read.</returns>
    Task<SatStatus?> AskAsync(SatQuestion question, CancellationToken cancellation);
}

/// <summary>The document asked about: the same fields as its QR carries.</summary>
/// <param name="Emisor">RFC of the issuer.</param>
/// <param name="Receptor">RFC of the receiver.</param>
/// <param name="Total">Its Total.</param>
/// <param name="Uuid">Its folio fiscal.</param>
/// <param name="SelloEnd">Last eight characters of its Sello.</param>
public sealed record SatQuestion(string Emisor, string Receptor, decimal Total, string Uuid, string SelloEnd)
{
    /// <summary>About a stamped document.</summary>
    public static SatQuestion About(Comprobante stamped) => new(
        stamped.Emisor.Rfc, stamped.Receptor.Rfc, stamped.Total, stamped.Timbre!.Uuid, stamped.Sello![^8..]);

    /// <summary>As SAT wants it: <c>?re=…&amp;rr=…&amp;tt=…&amp;id=…&amp;fe=…</c>, with XML's ampersand in the RFCs escaped.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"?re={Uri.EscapeDataString(Emisor)}&rr={Uri.EscapeDataString(Receptor)}&tt={Total:0.00####}&id={Uuid}&fe={SelloEnd}");
}

/// <summary>What SAT says, in its own words.</summary>
/// <param name="CodigoEstatus">"S - Comprobante obtenido satisfactoriamente.", or "N - 601…" or "N - 602…" when it does not know it.</param>
/// <param name="EsCancelable">"Cancelable sin aceptación", "Cancelable con aceptación" or "No cancelable".</param>
/// <param name="Estado">"Vigente", "Cancelado" or "No Encontrado".</param>
/// <param name="EstatusCancelacion">"", "En proceso", "Cancelado sin aceptación", "Cancelado con aceptación", "Plazo vencido" or "Solicitud rechazada".</param>
/// <param name="ValidacionEfos">200: the issuer is in no list of simulated operations.</param>
public sealed record SatStatus(string CodigoEstatus, string EsCancelable, string Estado, string EstatusCancelacion, string ValidacionEfos)
{
    /// <summary>SAT knows it and it is cancelled.</summary>
    public bool IsCancelled => Estado == "Cancelado";

    /// <summary>SAT knows it and it stands.</summary>
    public bool IsVigente => Estado == "Vigente";

    /// <summary>A request to cancel waits for the receptor.</summary>
    public bool WaitsForReceptor => IsVigente && EstatusCancelacion == "En proceso";

    /// <summary>The receptor refused the cancelling.</summary>
    public bool WasRefused => IsVigente && EstatusCancelacion == "Solicitud rechazada";
}
