using System.Text;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>People as Identity keeps them, with the keys of their second step and their recovery codes sealed under the master key.</summary>
internal sealed class SealedTokens(HonorarioDb db, SecretBox secrets, IdentityErrorDescriber describer)
    : UserOnlyStore<User, HonorarioDb, Guid>(db, describer)
{
    /// <summary>How a sealed value begins; neither a key nor a code has a dot.</summary>
    private const string Mark = "v1.";

    public override Task SetTokenAsync(User user, string loginProvider, string name, string? value, CancellationToken cancellationToken) =>
        base.SetTokenAsync(user, loginProvider, name, value is null ? null : Seal(secrets, user.Id, value), cancellationToken);

    public override async Task<string?> GetTokenAsync(User user, string loginProvider, string name, CancellationToken cancellationToken) =>
        await base.GetTokenAsync(user, loginProvider, name, cancellationToken) is not { } kept ? null
            : kept.StartsWith(Mark, StringComparison.Ordinal) ? Encoding.UTF8.GetString(secrets.Decrypt(Convert.FromBase64String(kept[Mark.Length..]), user.Id))
            : kept;

    /// <summary>Seals what an earlier version kept as it was.</summary>
    public static async Task SealPlainAsync(HonorarioDb db, SecretBox secrets, CancellationToken ct)
    {
        foreach (var token in await db.UserTokens.Where(row => row.Value != null && !row.Value.StartsWith(Mark)).ToListAsync(ct))
            token.Value = Seal(secrets, token.UserId, token.Value!);
        await db.SaveChangesAsync(ct);
    }

    private static string Seal(SecretBox secrets, Guid owner, string value) =>
        Mark + Convert.ToBase64String(secrets.Encrypt(Encoding.UTF8.GetBytes(value), owner));
}
