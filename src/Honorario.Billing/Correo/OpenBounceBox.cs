using System.Text;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Correo;

/// <summary>Opens the practice's box of returned mail; the only place where its password leaves its box.</summary>
public sealed class OpenBounceBox(HonorarioStorage storage, SecretBox secrets)
{
    /// <returns>Null when the practice has none.</returns>
    public async Task<(BounceBox Box, ImapAccount Account)?> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.BounceBoxes().AsNoTracking().SingleOrDefaultAsync(ct) is not { } box)
            return null;
        var password = box.Password is null ? "" : Encoding.UTF8.GetString(secrets.Decrypt(box.Password, box.Id));
        return (box, new ImapAccount(box.Host, box.Port, box.Security, box.User, password, box.Folder));
    }
}
