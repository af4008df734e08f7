using Honorario.Billing.Storage;

namespace Honorario.Billing.Correo;

/// <summary>What mail can be about, registered by the name that <see cref="Mail.About"/> gives: hands out the files and hears what came of it.</summary>
public interface IMailSubject
{
    /// <summary>The files to attach, made when the message is sent; by default none.</summary>
    Task<IReadOnlyList<Download>> FilesAsync(Guid subjectId, CancellationToken ct) => Task.FromResult<IReadOnlyList<Download>>([]);

    /// <summary>The words as they leave; by default as they were written.</summary>
    Task<string> TextAsync(Mail mail, CancellationToken ct) => Task.FromResult(mail.Text);

    /// <summary>The server took the message; saved in the same transaction as that. By default nothing follows.</summary>
    Task SentAsync(HonorarioDb db, Mail mail, DateTime at, CancellationToken ct) => Task.CompletedTask;
}
