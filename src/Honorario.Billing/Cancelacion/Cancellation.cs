using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Rules;

namespace Honorario.Billing.Cancelacion;

/// <summary>Where a request to cancel stands.</summary>
public enum CancellationState
{
    /// <summary>Written down; not known to have reached SAT.</summary>
    Requested,

    /// <summary>SAT has it; the document is not cancelled yet: as a rule, its receptor must accept.</summary>
    Waiting,

    Cancelled,

    /// <summary>SAT or the receptor refused; another may be asked.</summary>
    Refused,
}

/// <summary>A request to cancel a stamped document, written down before the PAC is called; a document has one under way at most.</summary>
public sealed class Cancellation : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public DocumentKind Kind { get; init; }
    public Guid SubjectId { get; init; }
    public Guid SealedCfdiId { get; init; }
    public required string Motivo { get; init; }

    /// <summary>What takes its place; with motive 01 only.</summary>
    public Uuid? Replacement { get; init; }

    public CancellationState State { get; private set; }
    public DateTime RequestedAt { get; init; }

    /// <summary>When it was first sent; from then on SAT may have it.</summary>
    public DateTime? SentAt { get; private set; }

    /// <summary>When SAT took it; the receptor has three working days from then, and its silence is acceptance (RMF 2.7.1.34, CFF 12).</summary>
    public DateTime? AcceptedAt { get; private set; }

    public DateTime? SettledAt { get; private set; }

    /// <summary>SAT's acknowledgement as it came.</summary>
    public byte[]? Acuse { get; private set; }

    /// <summary>What SAT or the PAC last said, in words for the user.</summary>
    public string? Message { get; private set; }

    public int Version { get; set; }

    /// <summary>Adds to the caller's transaction that SAT is to be asked to cancel a document, and the intent to ask.</summary>
    public static Cancellation Ask(HonorarioDb db, SealedCfdi document, string motivo, Uuid? replacement, DateTime at)
    {
        var request = new Cancellation
        {
            Kind = document.Kind,
            SubjectId = document.SubjectId,
            SealedCfdiId = document.Id,
            Motivo = motivo,
            Replacement = replacement,
            RequestedAt = at,
        };
        db.Cancellations().Add(request);
        db.Outbox().Add(new OutboxMessage { Kind = CancelStampedCfdi.Kind, SubjectId = request.Id, Line = document.EmisorId, CreatedAt = at, DueAt = at });
        db.Record(document.SubjectId, at, "Cancelación solicitada", $"motivo {motivo}{(replacement is { } by ? $", la sustituye {by}" : "")}");
        return request;
    }

    /// <summary>The end of the third working day, on the clock of central Mexico.</summary>
    public DateTime? SilenceAcceptsAt => AcceptedAt is { } at
        ? PlaceClock.StartOf(
            WorkingDays.After(DateOnly.FromDateTime(PlaceClock.At(at, PlaceClock.Centre)), CancellationTerms.DaysToAnswer).AddDays(1), PlaceClock.Centre)
        : null;

    /// <returns>Whether it was sent before.</returns>
    public bool Sending(DateTime at)
    {
        var before = SentAt is not null;
        SentAt ??= at;
        return before;
    }

    public void Accepted(byte[]? acuse, DateTime at)
    {
        State = CancellationState.Waiting;
        (AcceptedAt, Acuse, Message) = (AcceptedAt ?? at, Acuse ?? acuse, "Espera la aceptación del receptor.");
    }

    public void Cancelled(string words, DateTime at) => (State, SettledAt, Message) = (CancellationState.Cancelled, at, words);

    public void Refused(string words, DateTime at) => (State, SettledAt, Message) = (CancellationState.Refused, at, words);

    public void Answered(string words) => Message = words;
}
