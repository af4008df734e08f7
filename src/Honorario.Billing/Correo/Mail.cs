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

    public int Version { get; set; }

    public string StateText => State switch
    {
        MailState.Enviado => Unreached.Length > 0 ? $"enviado, salvo a {Reason}" : "enviado",
        MailState.Fallo => $"falló porque {Reason}",
        _ => Reason is null ? "en espera" : $"en espera: {Reason}",
    };

    public void Sent(DateTime at) => (State, SentAt, Reason, Unreached) = (MailState.Enviado, at, null, "");

    /// <summary>The server took it for some: it counts as sent, and who is left is named.</summary>
    /// <param name="at">When.</param>
    /// <param name="unreached">Their addresses.</param>
    /// <param name="reason">Which and why.</param>
    /// <param name="again">It is tried again for them.</param>
    public void SentToSome(DateTime at, IReadOnlyList<string> unreached, string reason, bool again)
    {
        (State, SentAt, Reason) = (again ? MailState.EnEspera : MailState.Enviado, SentAt ?? at, reason);
        Unreached = string.Join(", ", unreached);
    }

    /// <summary>Whom it still had to reach it can't; who has it has it.</summary>
    public void FailedForTheRest(string reason) => (State, Reason) = (MailState.Enviado, reason);

    public void Failed(string reason) => (State, Reason) = (MailState.Fallo, reason);

    public void Waiting(string reason) => Reason = reason;

    public void Again() => (State, SentAt, Reason) = (MailState.EnEspera, null, null);
}
