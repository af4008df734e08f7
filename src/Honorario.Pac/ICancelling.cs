using Honorario.Cfdi;

namespace Honorario.Pac;

/// <summary>
/// The PAC's way to SAT's cancelling service. Asking again for the same document is harmless: the answer is the same, under
/// another code.
/// </summary>
public interface ICancelling
{
    /// <summary>Asks SAT to cancel. Never throws for what a network or a PAC can do: that is <see cref="CancelAnswer.Unavailable"/>.</summary>
    Task<CancelAnswer> CancelAsync(CancelRequest request, CancellationToken cancellation);
}

/// <summary>The files of a CSD as the emisor loaded them.</summary>
/// <param name="Cer">X.509 in DER.</param>
/// <param name="Key">Encrypted PKCS#8 in DER.</param>
/// <param name="Password">Opens the key.</param>
public sealed record KeyFiles(byte[] Cer, byte[] Key, string Password)
{
    /// <summary>Names nothing secret.</summary>
    public override string ToString() => nameof(KeyFiles);
}

/// <summary>What to cancel and why.</summary>
/// <param name="Emisor">Who issued it.</param>
/// <param name="Uuid">Its folio fiscal.</param>
/// <param name="Motivo">01, 02, 03 or 04.</param>
/// <param name="Replacement">The folio fiscal that takes its place; with 01 only.</param>
/// <param name="Keys">The emisor's CSD, which signs the request; null when the PAC's account keeps it.</param>
public sealed record CancelRequest(Rfc Emisor, Uuid Uuid, string Motivo, Uuid? Replacement, KeyFiles? Keys);

/// <summary>What came of asking to cancel.</summary>
public abstract record CancelAnswer
{
    private CancelAnswer()
    {
    }

    /// <summary>SAT took the request. Whether the document is cancelled or waits for its receptor, <see cref="ISatStatus"/> says.</summary>
    /// <param name="Code">201, or 202 when it was asked before.</param>
    /// <param name="Acuse">SAT's acknowledgement, UTF-8; null when the PAC gave none.</param>
    public sealed record Accepted(string Code, byte[]? Acuse) : CancelAnswer;

    /// <summary>SAT will not cancel it as asked.</summary>
    /// <param name="Code">SAT's code, e.g. 204 or 205.</param>
    /// <param name="Message">Why, in Spanish.</param>
    public sealed record Rejected(string Code, string Message) : CancelAnswer;

    /// <summary>No answer that says either way: ask SAT for the document's status, then ask again.</summary>
    /// <param name="Reason">One Spanish sentence for the person waiting.</param>
    public sealed record Unavailable(string Reason) : CancelAnswer;
}
