using System.Net;
using System.Text.Json;
using Polly.Timeout;

namespace Honorario.Pac;

/// <summary>Why a call brought no answer.</summary>
/// <param name="Reason">One Spanish sentence.</param>
/// <param name="Wait">Whether waiting alone can mend it.</param>
/// <param name="NotSent">What was asked was certainly not done: it did not arrive, or was turned away unread.</param>
internal sealed record NoAnswer(string Reason, PacWait Wait = PacWait.Minutes, bool NotSent = false);

/// <summary>Why a call brought no answer, in one Spanish sentence.</summary>
internal static class Unanswered
{
    /// <summary>The sentence and the wait; null when the failure is not the network's or the service's, or the caller gave up.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="who">"El PAC" or "El SAT".</param>
    /// <param name="cancellation">The caller's.</param>
    public static NoAnswer? Why(Exception failure, string who, CancellationToken cancellation) => failure switch
    {
        UnreadableAnswerException { Account: { } known } => new NoAnswer(known.Words, known.Wait, NotSent: true),
        HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } =>
            new NoAnswer($"{who} no aceptó el usuario y la contraseña: revísalos en la configuración.", PacWait.Person, NotSent: true),
        _ => Sentence(failure, who, cancellation) is { } reason ? new NoAnswer(reason, NotSent: NeverArrived(failure)) : null,
    };

    private static bool NeverArrived(Exception failure) => failure is HttpRequestException
    {
        StatusCode: HttpStatusCode.TooManyRequests
    }
    or HttpRequestException
    {
        StatusCode: null, HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
    };

    private static string? Sentence(Exception failure, string who, CancellationToken cancellation) => failure switch
    {
        OperationCanceledException when cancellation.IsCancellationRequested => null,
        OperationCanceledException or TimeoutRejectedException => $"{who} tardó demasiado en contestar.",
        HttpRequestException { StatusCode: HttpStatusCode.TooManyRequests } => $"{who} pide esperar: recibió demasiadas solicitudes.",
        HttpRequestException { StatusCode: { } status } => $"{who} contestó con una falla propia (HTTP {(int)status}).",
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
        } =>
            $"{who} no está disponible: no hay conexión.",
        HttpRequestException or IOException => $"{who} cortó la conexión antes de contestar.",
        UnreadableAnswerException { Words: { Length: > 0 } words } => $"{who} contestó: {words}",
        UnreadableAnswerException or JsonException => $"{who} contestó algo que no se entiende.",
        _ => null,
    };
}

/// <summary>An answer that says nothing that can be used.</summary>
/// <param name="words">What the service said about it, if anything.</param>
internal sealed class UnreadableAnswerException(string? words = null) : Exception(words)
{
    /// <summary>What the service said.</summary>
    public string? Words { get; } = words;

    /// <summary>What it means, when it begins with a code that speaks of the account with the PAC.</summary>
    public (string Words, PacWait Wait)? Account { get; } = Refusals.Account(Refusals.CodeOf(words));
}
