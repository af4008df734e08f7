using Honorario.Cfdi.Documents;

namespace Honorario.Pac;

/// <summary>
/// An authorised certification provider: stamps a sealed CFDI. Every adapter keeps one promise: the same sealed bytes are
/// stamped at most once, however often they are sent.
/// </summary>
public interface IPac
{
    /// <summary>The provider's name as shown on screen and in the audit log.</summary>
    string Name { get; }

    /// <summary>Whether what it stamps has no fiscal value: a test environment.</summary>
    bool SinValidezFiscal { get; }

    /// <summary>
    /// Stamps the document, or returns the stamp it already has. Never throws for what a network or a PAC can do: that is
    /// <see cref="StampAnswer.Unavailable"/>.
    /// </summary>
    Task<StampAnswer> StampAsync(StampRequest request, CancellationToken cancellation);
}

/// <summary>A sealed document on its way to the PAC.</summary>
/// <param name="SealedXml">The bytes as stored before the first call, UTF-8.</param>
/// <param name="Key">Idempotency key of this document, up to 100 characters, the same at every attempt.</param>
/// <param name="SentBefore">An earlier attempt may have reached the PAC: ask for its stamp before sending anew.</param>
public sealed record StampRequest(ReadOnlyMemory<byte> SealedXml, string Key, bool SentBefore);

/// <summary>What came of asking for a stamp.</summary>
public abstract record StampAnswer
{
    private StampAnswer()
    {
    }

    /// <summary>It is stamped, now or by an earlier attempt.</summary>
    /// <param name="Xml">The stamped document, UTF-8.</param>
    /// <param name="Timbre">Its stamp.</param>
    public sealed record Stamped(byte[] Xml, TimbreFiscalDigital Timbre) : StampAnswer;

    /// <summary>The PAC read it and will not stamp it as it is: the document must change.</summary>
    /// <param name="Code">SAT's or the PAC's code, e.g. 305 or CFDI40119.</param>
    /// <param name="Message">The PAC's own words, in Spanish.</param>
    public sealed record Rejected(string Code, string Message) : StampAnswer
    {
        /// <summary>
        /// The PAC has said that no earlier attempt was stamped. Without it, a refusal that follows an attempt without an answer proves nothing of
        /// that one.
        /// </summary>
        public bool NeverStamped { get; init; }
    }

    /// <summary>No answer that says either way (down, slow, credentials, out of stamps): send the same bytes again later.</summary>
    /// <param name="Reason">One Spanish sentence for who runs the practice; it may speak of the account with the PAC.</param>
    /// <param name="Wait">Whether waiting alone can mend it.</param>
    public sealed record Unavailable(string Reason, PacWait Wait = PacWait.Minutes) : StampAnswer
    {
        /// <summary>This attempt certainly was not stamped: it did not reach the PAC, or the PAC turned it away unread.</summary>
        public bool NotSent { get; init; }
    }
}
