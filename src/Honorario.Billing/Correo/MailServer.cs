using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Correo;

/// <summary>How the connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>STARTTLS, as port 587 (or 143 of IMAP) asks; without it nothing is sent.</summary>
    StartTls,

    /// <summary>TLS from the first byte, as port 465 (or 993 of IMAP) asks.</summary>
    Tls,

    /// <summary>None: only for a server on the same machine or network.</summary>
    Ninguna,
}

internal static class MailSecurities
{
    /// <summary>As MailKit calls it.</summary>
    public static SecureSocketOptions Options(this MailSecurity security) => security switch
    {
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.Ninguna => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };
}

/// <summary>The practice's outgoing mail server (SMTP); one a practice.</summary>
public sealed class MailServer : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Host { get; set; }
    public int Port { get; set; }
    public MailSecurity Security { get; set; }

    /// <summary>"" when the server asks for none.</summary>
    public string User { get; set; } = "";

    /// <summary>Encrypted; null when the server asks for none.</summary>
    public byte[]? Password { get; set; }

    public required string FromAddress { get; set; }
    public required string FromName { get; set; }
}

/// <summary>The recipients that an insurer's invoices were last sent to.</summary>
public sealed class InsurerRecipients : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid InsurerId { get; init; }

    /// <summary>Addresses, separated by ", ".</summary>
    public required string Addresses { get; set; }

    /// <summary>Those of an insurer; "" when nothing was sent to it yet.</summary>
    public static async Task<string> OfAsync(HonorarioDb db, Guid insurerId, CancellationToken ct) =>
        await db.InsurerRecipients().Where(row => row.InsurerId == insurerId).Select(row => row.Addresses).SingleOrDefaultAsync(ct) ?? "";

    /// <summary>Keeps them for the next message, in the caller's transaction.</summary>
    public static async Task RememberAsync(HonorarioDb db, Guid insurerId, string addresses, CancellationToken ct)
    {
        if (await db.InsurerRecipients().SingleOrDefaultAsync(row => row.InsurerId == insurerId, ct) is { } remembered)
            remembered.Addresses = addresses;
        else
            db.InsurerRecipients().Add(new InsurerRecipients { InsurerId = insurerId, Addresses = addresses });
    }
}
