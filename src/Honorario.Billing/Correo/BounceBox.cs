using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Correo;

/// <summary>The practice's IMAP box where the mail comes back that reached nobody, and how far it is read; one a practice.</summary>
public sealed class BounceBox : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Host { get; set; }
    public int Port { get; set; }
    public MailSecurity Security { get; set; }
    public required string User { get; set; }

    /// <summary>Encrypted; null when the master key was lost.</summary>
    public byte[]? Password { get; set; }

    public required string Folder { get; set; }

    /// <summary>UIDVALIDITY of the folder (RFC 3501, 2.3.1.1) that <see cref="LastUid"/> is of; null while it was not read.</summary>
    public long? Validity { get; private set; }

    /// <summary>The last message that was looked at.</summary>
    public long LastUid { get; private set; }

    /// <summary>When it was last read; null while it never was.</summary>
    public DateTime? ReadAt { get; private set; }

    /// <summary>What is wrong with it, in a sentence; null while it can be read.</summary>
    public string? Trouble { get; private set; }

    public DateTime? TroubleSince { get; private set; }
    public int Version { get; set; }

    /// <summary>It is another folder from here on.</summary>
    public void Forget() => (Validity, LastUid, ReadAt) = (null, 0, null);

    /// <summary>What was wrong was mended, or is tried again.</summary>
    public void Mended() => (Trouble, TroubleSince) = (null, null);

    public void WasRead(DateTime at, long validity, long lastUid)
    {
        (ReadAt, Validity, LastUid) = (at, validity, lastUid);
        Mended();
    }

    public void Failed(DateTime at, string why) => (Trouble, TroubleSince) = (why, TroubleSince ?? at);
}
