using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Correo;

/// <summary>The settings as typed. A null password keeps the stored one.</summary>
public sealed record BounceBoxForm(
    string Host = "", int Port = 993, MailSecurity Security = MailSecurity.Tls, string User = "", string? Password = null, string Folder = "INBOX");

/// <summary>The box as it is stored.</summary>
/// <param name="Form">Without the password.</param>
/// <param name="ReadAt">UTC; null while it was not read.</param>
/// <param name="Trouble">What is wrong with it, in a sentence; null while it can be read.</param>
/// <param name="TroubleSince">UTC.</param>
public sealed record BounceBoxView(BounceBoxForm Form, DateTime? ReadAt, string? Trouble, DateTime? TroubleSince);

/// <summary>Reads, saves, tries ("Probar") and removes the practice's box of returned mail.</summary>
public sealed class EditBounceBox(HonorarioStorage storage, SecretBox secrets, OpenBounceBox boxes, ImapBox imap, TimeProvider clock)
{
    /// <returns>Null when the practice has none.</returns>
    public async Task<BounceBoxView?> LoadAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        return await db.BounceBoxes().AsNoTracking().SingleOrDefaultAsync(ct) is { } box
            ? new BounceBoxView(Stored(box), box.ReadAt, box.Trouble, box.TroubleSince)
            : null;
    }

    /// <param name="form">Which box.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seen">What stood when the form was opened; what another changed since is told, not overwritten.</param>
    public Task<Result<Guid>> SaveAsync(BounceBoxForm form, CancellationToken ct, BounceBoxForm? seen = null) =>
        Races.RetryAsync(() => SaveOnceAsync(Trimmed(form), seen, ct));

    /// <summary>Signs in and opens the folder as the form says it, at once; nothing is kept.</summary>
    /// <returns>The folder, or what to mend.</returns>
    public async Task<Result<string>> TryAsync(BounceBoxForm typed, CancellationToken ct)
    {
        var form = Trimmed(typed);
        var stored = await boxes.RunAsync(ct);
        if (Check(form, stored?.Box) is { Count: > 0 } problems)
            return problems;
        var account = new ImapAccount(form.Host, form.Port, form.Security, form.User, form.Password ?? stored!.Value.Account.Password, form.Folder);
        return await imap.TryAsync(account, ct) is { } trouble ? new Problem(trouble.Field, trouble.Message) : form.Folder;
    }

    /// <summary>What comes back is not looked for any more; what was told of it stays.</summary>
    public Task<bool> RemoveAsync(CancellationToken ct) => Races.RetryAsync(async () =>
    {
        await using var db = storage.Open(Right.KeepKeys);
        if (await db.BounceBoxes().SingleOrDefaultAsync(ct) is not { } box)
            return false;
        db.BounceBoxes().Remove(box);
        db.Record(box.Id, clock.GetUtcNow().UtcDateTime, "Buzón de correos devueltos quitado", $"{box.Host}:{box.Port}");
        await db.SaveChangesAsync(ct);
        return true;
    });

    private async Task<Result<Guid>> SaveOnceAsync(BounceBoxForm form, BounceBoxForm? seen, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var box = await db.BounceBoxes().SingleOrDefaultAsync(ct);
        if (Meanwhile.Changes(seen, Stored(box), form with { Password = null }) is { Count: > 0 } changed)
            return changed;
        if (Check(form, box) is { Count: > 0 } problems)
            return problems;
        var now = clock.GetUtcNow().UtcDateTime;
        if (box is null)
        {
            db.BounceBoxes().Add(box = new BounceBox { Host = "", User = "", Folder = "" });
            db.Outbox().Add(new OutboxMessage { Kind = ReadBounces.Kind, SubjectId = box.Id, CreatedAt = now, DueAt = now });
        }

        if ((box.Host, box.User, box.Folder) != (form.Host, form.User, form.Folder))
            box.Forget();
        box.Mended();
        (box.Host, box.Port, box.Security, box.User, box.Folder) = (form.Host, form.Port, form.Security, form.User, form.Folder);
        if (form.Password is { } password)
            box.Password = secrets.Encrypt(Encoding.UTF8.GetBytes(password), box.Id);
        db.Record(box.Id, now, "Buzón de correos devueltos guardado", $"{box.Host}:{box.Port}");
        await db.SaveChangesAsync(ct);
        // It is read by the new settings at once; if this is lost, at its own time.
        await db.Outbox().Where(row => row.Kind == ReadBounces.Kind && row.DoneAt == null && row.DueAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), ct);
        return box.Id;
    }

    private static BounceBoxForm Stored(BounceBox? box) =>
        box is null ? new BounceBoxForm() : new BounceBoxForm(box.Host, box.Port, box.Security, box.User, null, box.Folder);

    private static BounceBoxForm Trimmed(BounceBoxForm form) => form with
    {
        Host = form.Host.Trim(), User = form.User.Trim(), Folder = form.Folder.Trim(), Password = form.Password is { Length: 0 } ? null : form.Password,
    };

    /// <summary>A password is only ever sent to the server and user it was typed for.</summary>
    private static List<Problem> Check(BounceBoxForm form, BounceBox? stored)
    {
        var problems = new List<Problem>();
        if (Uri.CheckHostName(form.Host) == UriHostNameType.Unknown)
            problems.Add(new Problem(nameof(form.Host), "Escribe el servidor, por ejemplo imap.consultorio.mx."));
        if (form.Port is < 1 or > 65535)
            problems.Add(new Problem(nameof(form.Port), "El puerto va de 1 a 65535; los usuales son 993 y 143."));
        if (form.User.Length == 0)
            problems.Add(new Problem(nameof(form.User), "Escribe el usuario del buzón; suele ser su correo completo."));
        if (form.Folder.Length == 0)
            problems.Add(new Problem(nameof(form.Folder), "Escribe la carpeta; la de entrada se llama INBOX."));
        if (form.Password is null && stored?.Password is null)
            problems.Add(new Problem(nameof(form.Password), "Escribe la contraseña del buzón."));
        else if (form.Password is null && (stored!.Host, stored.User) != (form.Host, form.User))
            problems.Add(new Problem(nameof(form.Password), "Al cambiar de servidor o de usuario escribe otra vez la contraseña."));
        return problems;
    }
}
