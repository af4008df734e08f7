using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Printing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>An emisor with all that its page shows; keys and passwords stay closed.</summary>
public sealed record EmisorView(Emisor Emisor, IReadOnlyList<BankAccount> Accounts, Manifiesto? Accepted, bool HasLogo)
{
    /// <summary>Whether the Manifiesto in force is accepted.</summary>
    public bool ManifiestoInForce => Accepted?.TextVersion == ManifiestoText.Version;
}

/// <summary>The account's RFCs, and one of them in full.</summary>
public sealed class ListEmisores(HonorarioStorage storage)
{
    public async Task<IReadOnlyList<Emisor>> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        return await db.Emisores().AsNoTracking().Include(row => row.Llaves).OrderBy(row => row.Nombre).ToListAsync(ct);
    }

    /// <summary>The accepted Manifiesto as a PDF.</summary>
    /// <returns>Null when this account has no such emisor, or it has accepted none.</returns>
    public async Task<byte[]?> ManifiestoPdfAsync(Guid emisorId, CancellationToken ct) =>
        await FindAsync(emisorId, ct) is { Accepted: { } accepted } view
            ? PrintedManifiesto.Render(new SignedText(
                accepted.Text,
                    $"{view.Emisor.Rfc.Value} {view.Emisor.Nombre}", accepted.AcceptedBy, accepted.AcceptedAt, accepted.NoCertificado, accepted.Signature))
            : null;

    /// <returns>The logo's picture; null when this account has no such emisor, or it has none.</returns>
    public async Task<byte[]?> LogoAsync(Guid emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        return await db.Logos().Where(row => row.EmisorId == emisorId).Select(row => row.Picture).SingleOrDefaultAsync(ct);
    }

    /// <returns>Null when this account has no such emisor.</returns>
    public async Task<EmisorView?> FindAsync(Guid emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var emisor = await db.Emisores().AsNoTracking().Include(row => row.Llaves).SingleOrDefaultAsync(row => row.Id == emisorId, ct);
        if (emisor is null)
            return null;
        var accounts = await db.BankAccounts().AsNoTracking().Where(row => row.EmisorId == emisorId)
            .OrderByDescending(row => row.Preferred).ThenBy(row => row.Id).ToListAsync(ct);
        var accepted = await db.Manifiestos().AsNoTracking().Where(row => row.EmisorId == emisorId)
            .OrderByDescending(row => row.AcceptedAt).FirstOrDefaultAsync(ct);
        return new EmisorView(emisor, accounts, accepted, await db.Logos().AnyAsync(row => row.EmisorId == emisorId, ct));
    }
}
