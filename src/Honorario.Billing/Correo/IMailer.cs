namespace Honorario.Billing.Correo;

/// <summary>A message with its files.</summary>
public sealed record Mail(string To, string Subject, string Text, IReadOnlyList<Facturacion.Download> Files);

/// <summary>Sends mail.</summary>
public interface IMailer
{
    /// <returns>Null when the server took it, or how long to wait before trying again.</returns>
    Task<TimeSpan?> SendAsync(Mail mail, int attempt, CancellationToken cancellation);
}
