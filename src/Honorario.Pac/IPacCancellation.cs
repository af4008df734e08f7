using Honorario.Cfdi;

namespace Honorario.Pac;

/// <summary>Cancels stamped documents through a PAC.</summary>
public interface IPacCancellation
{
    /// <summary>
    /// Asks SAT to cancel a document; asking again answers the same. Never throws for what a network, a PAC or SAT can do:
    /// that is <see cref="CancelAnswer.Unavailable"/>.
    /// </summary>
    Task<CancelAnswer> CancelAsync(CancelRequest request, CancellationToken cancellation);
}

/// <summary>A document to cancel and why.</summary>
/// <param name="Document">The stamped document.</param>
/// <param name="Motivo">01 with a replacement, 02 without, 03 the operation did not happen, 04 in a factura global.</param>
/// <param name="FolioSustitucion">The replacement's folio fiscal; with motive 01, and only then.</param>
/// <param name="Csd">Signs the request; null when the PAC keeps the emisor's CSD itself.</param>
public sealed record CancelRequest(ExpresionImpresa Document, string Motivo, Uuid? FolioSustitucion, CsdFiles? Csd);

/// <summary>A CSD on its way to a PAC that signs with it. Not a record, so that no log prints it.</summary>
public sealed class CsdFiles(byte[] cer, byte[] key, string password)
{
    /// <summary>The .cer file.</summary>
    public byte[] Cer { get; } = cer;

    /// <summary>The .key file, encrypted.</summary>
    public byte[] Key { get; } = key;

    /// <summary>Opens the key.</summary>
    public string Password { get; } = password;
}

/// <summary>What came of asking to cancel.</summary>
public abstract record CancelAnswer
{
    private CancelAnswer()
    {
    }

    /// <summary>It is cancelled, now or since before.</summary>
    /// <param name="Acuse">SAT's acknowledgement, XML; null when the PAC no longer has it.</param>
    public sealed record Cancelled(byte[]? Acuse) : CancelAnswer;

    /// <summary>
    /// SAT has the request and does not say yet that the document is cancelled: the receptor has three working days to refuse, and
    /// silence is acceptance. <see cref="ConsultaCfdi"/> tells how it goes on.
    /// </summary>
    /// <param name="Acuse">SAT's acknowledgement of the request, XML; null when the PAC no longer has it.</param>
    public sealed record PendingAcceptance(byte[]? Acuse) : CancelAnswer;

    /// <summary>SAT does not cancel it on this request.</summary>
    /// <param name="Code">SAT's code, 203 to 212, or of the CSD, 304 to 310.</param>
    /// <param name="Message">What is wrong and what to do, in Spanish.</param>
    public sealed record Rejected(string Code, string Message) : CancelAnswer;

    /// <summary>No answer that says either way: ask again later.</summary>
    /// <param name="Reason">One Spanish sentence for who runs the practice.</param>
    /// <param name="Wait">Whether waiting alone can mend it.</param>
    public sealed record Unavailable(string Reason, PacWait Wait = PacWait.Minutes) : CancelAnswer;
}
