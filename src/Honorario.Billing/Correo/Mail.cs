using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Correo;

/// <summary>Where a message stands. <see cref="Mail.StateText"/> says it in words.</summary>
public enum MailState
{
    EnEspera,
    Enviado,
    Fallo,
}

/// <summary>A message to send and what came of it. Its files are not kept twice: <see cref="IMailSubject"/> hands them out when it is sent.</summary>
public sealed class Mail : IOwned
{
    /// <summary>The reason of a message that waits until the practice says which server sends its mail.</summary>
    public const string NoServer = "falta configurar el servidor de correo";

    private const string Between = ", ";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>Names the <see cref="IMailSubject"/> that it is about.</summary>
    public required string About { get; init; }

    /// <summary>Which invoice, ticket…</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Addresses, separated by ", ".</summary>
    public required string Recipients { get; init; }

    public required string Title { get; init; }
    public required string Text { get; init; }
    public DateTime CreatedAt { get; init; }
    public MailState State { get; private set; }
    public DateTime? SentAt { get; private set; }

    /// <summary>Why it failed, or why it still waits, in words for whoever sent it.</summary>
    public string? Reason { get; private set; }

    /// <summary>Of a message that reached some: the addresses that it did not reach, separated by ", "; "" when all or none were reached.</summary>
    public string Unreached { get; private set; } = "";

    /// <summary>Whom it goes to the next time.</summary>
    public string Next => Unreached.Length > 0 ? Unreached : Recipients;

    /// <summary>The server took it and it came back: <see cref="Reason"/> says from whom and why.</summary>
    public bool Returned { get; private set; }

    /// <summary>The keys of the reports (<see cref="DeliveryReport.Key"/>) that were heard, separated by blanks.</summary>
    public string Heard { get; private set; } = "";

    public int Version { get; set; }

    /// <summary>The same for every attempt; a report about it (RFC 3464) names it.</summary>
    public string MessageIdAt(string domain) => $"{Id:N}@{domain}";

    /// <returns>The mail that a Message-Id, or the part of it before the @, names; null when it is not one of ours.</returns>
    public static Guid? IdOf(string? messageId) =>
        messageId is not null && Guid.TryParseExact(messageId.Trim(' ', '<', '>').Split('@')[0], "N", out var id) ? id : null;

    public string StateText => State switch
    {
        MailState.Enviado => Unreached.Length == 0 ? "enviado" : Returned ? $"enviado, pero no llegó a {Reason}" : $"enviado, salvo a {Reason}",
        MailState.Fallo => Returned ? $"no llegó a {Reason}" : $"falló porque {Reason}",
        _ => Reason is null ? "en espera" : $"en espera: {Reason}",
    };

    public void Sent(DateTime at) => (State, SentAt, Reason, Unreached, Returned) = (MailState.Enviado, at, null, "", false);

    /// <summary>The server took it for some: it counts as sent, and who is left is named.</summary>
    /// <param name="at">When.</param>
    /// <param name="unreached">Their addresses.</param>
    /// <param name="reason">Which and why.</param>
    /// <param name="again">It is tried again for them.</param>
    public void SentToSome(DateTime at, IReadOnlyList<string> unreached, string reason, bool again)
    {
        (State, SentAt, Reason, Returned) = (again ? MailState.EnEspera : MailState.Enviado, SentAt ?? at, reason, false);
        Unreached = string.Join(Between, unreached);
    }

    /// <summary>Whom it still had to reach it can't; who has it has it.</summary>
    public void FailedForTheRest(string reason) => (State, Reason, Returned) = (MailState.Enviado, reason, false);

    public void Failed(string reason) => (State, Reason, Returned) = (MailState.Fallo, reason, false);

    public void Waiting(string reason) => Reason = reason;

    public void Again() => (State, SentAt, Reason, Returned) = (MailState.EnEspera, null, null, false);

    /// <summary>What a server says of it after it took it: the same report counts once, and of those alone that it went to.</summary>
    /// <returns>What is new, each with the address as it was written to.</returns>
    public IReadOnlyList<(string Address, RecipientReport Report)> Hear(DeliveryReport report)
    {
        if (Heard.Contains(report.Key, StringComparison.Ordinal))
            return [];
        Heard = $"{Heard} {report.Key}".TrimStart();
        // One that goes out to everybody again, or that failed for everybody, has nobody left to lose.
        if (State != MailState.Enviado && Unreached.Length == 0)
            return [];
        var unreached = Unreached.Split(Between, StringSplitOptions.RemoveEmptyEntries).ToList();
        var news = report.Recipients.Select(one => (Address: Whom(one), Report: one)).Where(one => one.Address is not null && !unreached.Contains(one.Address))
            .DistinctBy(one => one.Address).Select(one => (one.Address!, one.Report)).ToList();
        var lost = news.Where(one => one.Report.Failed).ToList();
        if (lost.Count == 0)
            return news;
        unreached.AddRange(lost.Select(one => one.Item1));
        Reason = string.Join(Between, lost.Select(one => $"{one.Item1}: {one.Report.Why}").Prepend(Reason).OfType<string>());
        Returned = true;
        (State, Unreached) = State == MailState.Enviado && unreached.Count == Everybody.Length
            ? (MailState.Fallo, "") : (State, string.Join(Between, unreached));
        return news;
    }

    private string[] Everybody => Recipients.Split(Between);

    /// <summary>Which of its recipients is meant; a server that forwards may name another address, which is clear where there is one recipient only.</summary>
    private string? Whom(RecipientReport report) =>
        Array.Find(Everybody, address => address.Equals(report.Original, StringComparison.OrdinalIgnoreCase))
        ?? Array.Find(Everybody, address => address.Equals(report.Final, StringComparison.OrdinalIgnoreCase))
        ?? (Everybody is [var only] ? only : null);
}
