using Honorario.Billing.Facturacion;

namespace Honorario.Billing.Correo;

/// <summary>Sends mail.</summary>
public interface IMailer
{
    /// <returns>Null when the server took it, or how long to wait before trying again.</returns>
    Task<TimeSpan?> SendAsync(string to, string title, string text, IReadOnlyList<Download> files, int attempt, CancellationToken cancellation);
}

/// <summary>Where there is no mail server yet: the messages wait in the outbox.</summary>
public sealed class NoMailServer : IMailer
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    public Task<TimeSpan?> SendAsync(string to, string title, string text, IReadOnlyList<Download> files, int attempt, CancellationToken cancellation) =>
        Task.FromResult<TimeSpan?>(Wait);
}
