using System.Text;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>Opens the practice's mail server for one message; the only place where its password leaves its box.</summary>
public sealed class OpenMailServer(HonorarioStorage storage, SecretBox secrets)
{
    /// <returns>Null when the practice has none.</returns>
    public async Task<(SmtpAccount Account, MailboxAddress From)?> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.MailServers().AsNoTracking().SingleOrDefaultAsync(ct) is not { } server)
            return null;
        var password = server.Password is null ? null : Encoding.UTF8.GetString(secrets.Decrypt(server.Password, server.Id));
        return (new SmtpAccount(server.Host, server.Port, server.Security, server.User, password), new MailboxAddress(server.FromName, server.FromAddress));
    }
}
