using System.Security.Cryptography;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>Holds a database to the master key that its secrets are encrypted under: with another one nothing of them opens.</summary>
public sealed class BindMasterKey(IDatabase database, SecretBox secrets)
{
    /// <param name="file">Where the key is kept, for the sentence.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Why this key is not the database's, and the way out; null when it is, or has just become it.</returns>
    public async Task<string?> RunAsync(string file, CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        var bound = await db.Installations.AsNoTracking().SingleOrDefaultAsync(ct);
        secrets.TakeKept();
        if (bound is not null)
            return bound.MasterKey == secrets.Fingerprint ? null : Foreign(file);
        if (await db.Llaves().IgnoreQueryFilters().AsNoTracking().OrderBy(row => row.Id).FirstOrDefaultAsync(ct) is { } llave && !Opens(llave))
            return Foreign(file);
        return await BindAsync(db, ct) ? null : await RunAsync(file, ct);
    }

    /// <summary>The row is taken before the file is written: of several processes that start at once one writes, the others wait and take its key.</summary>
    /// <returns>False when another was first.</returns>
    private async Task<bool> BindAsync(HonorarioDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var row = db.Installations.Add(new Installation { MasterKey = secrets.Fingerprint });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException faster) when (faster.IsUniqueViolation())
        {
            return false;
        }

        secrets.Keep();
        row.Entity.MasterKey = secrets.Fingerprint;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    /// <summary>
    /// The way out when the key is lost for good: the database takes this one, and what the lost one encrypted (keys of CSDs, passwords of
    /// mail servers and of boxes of returned mail, secrets of webhooks, sign-in cookies) is removed, to be loaded again.
    /// </summary>
    public async Task ReplaceAsync(CancellationToken ct)
    {
        await using var db = database.Open(Access.Machine());
        secrets.Keep();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Llaves().IgnoreQueryFilters().ExecuteDeleteAsync(ct);
        await db.MailServers().IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(row => row.Password, (byte[]?)null), ct);
        await db.BounceBoxes().IgnoreQueryFilters().ExecuteUpdateAsync(set => set.SetProperty(row => row.Password, (byte[]?)null), ct);
        await db.Webhooks().IgnoreQueryFilters().ExecuteDeleteAsync(ct);
        await db.DataProtectionKeys.ExecuteDeleteAsync(ct);
        await db.Installations.ExecuteDeleteAsync(ct);
        db.Installations.Add(new Installation { MasterKey = secrets.Fingerprint });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private bool Opens(Llave llave)
    {
        try
        {
            secrets.Decrypt(llave.Password, llave.Id);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private string Foreign(string file)
    {
        var wrong = secrets.IsNew
            ? $"No está la llave maestra de esta base de datos ({file})"
            : $"La llave maestra de {file} no es la de esta base de datos";
        return $"""
         {wrong}: con otra no se abren los sellos ni las contraseñas guardadas, y no se tocó nada.
         Copia a {file} la llave de tu respaldo e inicia otra vez. Si se perdió para siempre, ejecuta una vez la aplicación con «llave nueva»
         (los mismos ajustes): quedan las facturas y los datos, y se cargan de nuevo los CSD, la contraseña del correo y los webhooks.
         """;
    }
}
