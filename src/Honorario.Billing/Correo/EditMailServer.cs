using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Honorario.Billing.Correo;

/// <summary>The settings as typed. A null password keeps the stored one; "" removes it.</summary>
public sealed record MailServerForm(
    string Host = "", int Port = 587, MailSecurity Security = MailSecurity.StartTls, string User = "", string? Password = null, string FromAddress = "",
        string FromName = "");

/// <summary>Reads, saves and tries ("Probar") the practice's mail server.</summary>
public sealed class EditMailServer(HonorarioStorage storage, SecretBox secrets, OpenMailServer servers, ISendMail sender, TimeProvider clock)
{
    /// <returns>What is stored, without the password; an empty form when nothing is.</returns>
    public async Task<MailServerForm> LoadAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        return Stored(await db.MailServers().AsNoTracking().SingleOrDefaultAsync(ct));
    }

    /// <param name="form">How mail is to be sent.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seen">What stood when the form was opened; what another changed since is told, not overwritten.</param>
    public async Task<Result<Guid>> SaveAsync(MailServerForm form, CancellationToken ct, MailServerForm? seen = null)
    {
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.KeepKeys);
        var server = await db.MailServers().SingleOrDefaultAsync(ct);
        if (Meanwhile.Changes(seen, Stored(server), form with { Password = null }) is { Count: > 0 } changed)
            return changed;
        if (server is null)
            db.MailServers().Add(server = new MailServer { Host = "", FromAddress = "", FromName = "" });
        // A password is only ever sent to the server and user it was typed for.
        if (form.Password is null && server.Password is not null && (server.Host, server.User) != (form.Host.Trim(), form.User.Trim()))
            return new Problem(nameof(form.Password), "Al cambiar de servidor o de usuario escribe otra vez la contraseña.");
        (server.Host, server.Port, server.Security) = (form.Host.Trim(), form.Port, form.Security);
        (server.User, server.FromAddress, server.FromName) = (form.User.Trim(), form.FromAddress.Trim(), form.FromName.Trim());
        if (form.Password is { } password)
            server.Password = password.Length == 0 ? null : secrets.Encrypt(Encoding.UTF8.GetBytes(password), server.Id);
        var now = clock.GetUtcNow().UtcDateTime;
        db.Record(server.Id, now, "Servidor de correo guardado", $"{server.Host}:{server.Port}");
        await db.SaveChangesAsync(ct);
        // What waits goes out by the new settings at once; if this is lost, at its own time.
        await db.Outbox().Where(row => row.Kind == DeliverMail.Kind && row.DoneAt == null && row.DueAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), ct);
        return server.Id;
    }

    /// <summary>Sends a short message to an address through the stored server, at once.</summary>
    /// <returns>The address, or why it did not go.</returns>
    public async Task<Result<string>> TryAsync(string address, CancellationToken ct)
    {
        if (!QueueMail.IsAddress(address.Trim()))
            return new Problem(FieldNames.Address, "Escribe el correo al que se envía la prueba.");
        if (await servers.RunAsync(ct) is not var (account, from))
            return new Problem("", "Guarda primero el servidor de correo.");
        var message = new MimeMessage { Subject = "Prueba de correo de Honorario",
            Body = new TextPart("plain") { Text = "Tu servidor de correo quedó bien configurado." } };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(address.Trim()));
        return await sender.SendAsync(account, message, ct) switch
        {
            MailAnswer.SentToSome some => new Problem("", $"La prueba no llegó a {some.Reason}."),
            MailAnswer.Refused refused => new Problem("", $"La prueba falló porque {refused.Reason}."),
            MailAnswer.Later later => new Problem("", $"La prueba falló porque {later.Reason}."),
            _ => address.Trim(),
        };
    }

    private static MailServerForm Stored(MailServer? server) => server is null ? new MailServerForm()
        : new MailServerForm(server.Host, server.Port, server.Security, server.User, null, server.FromAddress, server.FromName);

    private static List<Problem> Check(MailServerForm form)
    {
        var problems = new List<Problem>();
        if (Uri.CheckHostName(form.Host.Trim()) == UriHostNameType.Unknown)
            problems.Add(new Problem(nameof(form.Host), "Escribe el servidor, por ejemplo smtp.consultorio.mx."));
        if (form.Port is < 1 or > 65535)
            problems.Add(new Problem(nameof(form.Port), "El puerto va de 1 a 65535; los usuales son 587 y 465."));
        if (!QueueMail.IsAddress(form.FromAddress.Trim()))
            problems.Add(new Problem(nameof(form.FromAddress), "Escribe el correo del remitente."));
        if (string.IsNullOrWhiteSpace(form.FromName))
            problems.Add(new Problem(nameof(form.FromName), "Escribe el nombre del remitente."));
        return problems;
    }
}
