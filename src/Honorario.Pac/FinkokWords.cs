namespace Honorario.Pac;

/// <summary>What Finkok answers to a cancellation, in codes of SAT's, of its own, or in words alone.</summary>
/// <remarks>Source: Finkok, web service cancel: EstatusUUID, EstatusCancelacion and CodEstatus; published clients for what has no code.</remarks>
internal static class FinkokWords
{
    private const string BeforeWaits = "798";
    private const string NotCancellable = "no_cancelable";

    private static readonly (string Words, CancelAnswer Means)[] WithoutCode =
    [
        ("Already Cancelled", new CancelAnswer.Cancelled(null)),
        ("BufferCancellation", new CancelAnswer.PendingAcceptance(null)),
        ("No Encontrado", Refusals.Cancelling("205")!),
        ("no tiene certificado", Person("El emisor no tiene su certificado activo en la cuenta del PAC: cárgalo en su panel.")),
        ("Invalid Passphrase", Person("El PAC no pudo abrir la llave del emisor: carga de nuevo su certificado en el panel del PAC.")),
        ("Incorrect padding", Person("El PAC no pudo leer el certificado del emisor: cárgalo de nuevo en su panel.")),
        ("Invalid Username or Password", Person("El PAC no aceptó el usuario y la contraseña: revísalos en la configuración.")),
    ];

    /// <summary>
    /// What came of asking; <see cref="CancelAnswer.Cancelled"/> and <see cref="CancelAnswer.PendingAcceptance"/> still without their acuse.
    /// </summary>
    /// <param name="state">EstatusUUID of the folio; "" when the answer names no folio.</param>
    /// <param name="words">EstatusCancelacion of the folio, or CodEstatus.</param>
    /// <exception cref="UnreadableAnswerException">It says nothing that is known.</exception>
    public static CancelAnswer OfCancelling(string state, string words)
    {
        var code = state.Length > 0 ? state : Refusals.CodeOf(words) ?? "";
        if (code is Refusals.CancelRequested or Refusals.CancelRequestedBefore or BeforeWaits)
            return new CancelAnswer.PendingAcceptance(null);
        if (code == NotCancellable)
            return Refusals.Cancelling("204")!;
        if (Refusals.Account(code) is { } account)
            return new CancelAnswer.Unavailable(account.Words, account.Wait);
        if (Refusals.Cancelling(Refusals.OfSat(code)) is { } refused)
            return refused;
        var said = $"{state} {words}";
        foreach (var (known, means) in WithoutCode)
        {
            if (said.Contains(known, StringComparison.OrdinalIgnoreCase))
                return means;
        }

        throw new UnreadableAnswerException(said.Trim());
    }

    private static CancelAnswer.Unavailable Person(string reason) => new(reason, PacWait.Person);
}
