using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>Adds, prefers and removes the bank accounts of an emisor.</summary>
public sealed class EditBankAccounts(HonorarioStorage storage, TimeProvider clock)
{
    public async Task<Result<Guid>> AddAsync(Guid emisorId, string clabe, string alias, CancellationToken ct)
    {
        if (TypedClabe.Read(clabe) is var written && !written.Ok)
            return new Problem(FieldNames.Clabe, written.Message ?? "Escribe la CLABE de 18 dígitos: viene en tu estado de cuenta.");
        var read = written.Value!;
        await using var db = storage.Open(Right.KeepKeys);
        if (!await db.Emisores().AnyAsync(row => row.Id == emisorId, ct))
            return new Problem("", "El emisor no existe en esta cuenta.");
        var account = new BankAccount
        {
            EmisorId = emisorId,
            Clabe = read,
            Alias = string.IsNullOrWhiteSpace(alias) ? read.Bank?.Name ?? "Cuenta" : alias.Trim(),
            Preferred = !await db.BankAccounts().AnyAsync(row => row.EmisorId == emisorId, ct),
        };
        db.BankAccounts().Add(account);
        db.Record(emisorId, clock.GetUtcNow().UtcDateTime, "Cuenta bancaria agregada", $"{account.Alias} …{read.Value[^4..]}");
        try
        {
            await db.SaveChangesAsync(ct);
            return account.Id;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.Clabe, "Esa CLABE ya está en la lista.");
        }
    }

    public async Task PreferAsync(Guid emisorId, Guid accountId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        foreach (var account in await db.BankAccounts().Where(row => row.EmisorId == emisorId).ToListAsync(ct))
            account.Preferred = account.Id == accountId;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Removes an account; when it was the preferred one, the oldest of the others takes its place.</summary>
    public async Task RemoveAsync(Guid accountId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.BankAccounts().SingleOrDefaultAsync(row => row.Id == accountId, ct) is not { } account)
            return;
        db.BankAccounts().Remove(account);
        if (account.Preferred && await db.BankAccounts().Where(row => row.EmisorId == account.EmisorId && row.Id != accountId)
            .OrderBy(row => row.Id).FirstOrDefaultAsync(ct) is { } heir)
            heir.Preferred = true;
        db.Record(account.EmisorId, clock.GetUtcNow().UtcDateTime, "Cuenta bancaria retirada", $"{account.Alias} …{account.Clabe.Value[^4..]}");
        await db.SaveChangesAsync(ct);
    }
}
