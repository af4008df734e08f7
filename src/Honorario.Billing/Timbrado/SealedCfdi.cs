using Honorario.Billing.Cuentas;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.Timbrado;

/// <summary>Where a sealed document stands with the PAC.</summary>
public enum PacState
{
    /// <summary>Sealed and stored; not known to be stamped.</summary>
    Pending,

    /// <summary>Stamped: fiscal from here on.</summary>
    Stamped,

    /// <summary>The PAC refused it for good; it stays as history and another may be sealed.</summary>
    Rejected,
}

/// <summary>
/// A sealed document: the bytes as stored before the PAC was first called, re-sent as they are until there is an answer. A
/// unique index on <see cref="SubjectId"/> (while not rejected) makes a second live sealing of the same thing impossible.
/// </summary>
public sealed class SealedCfdi : IOwned, IOfEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    public DocumentKind Kind { get; init; }

    /// <summary>What it documents: the id of an invoice, a ticket, a complement…</summary>
    public Guid SubjectId { get; init; }

    public Guid EmisorId { get; init; }
    public required string Serie { get; init; }
    /// <summary>The emisor's next number; null of a document made elsewhere, which numbers itself.</summary>
    public int? Folio { get; init; }

    /// <summary>Its Fecha's day, local at the place of issue.</summary>
    public DateOnly IssuedOn { get; init; }

    /// <summary>Its Total, in its currency.</summary>
    public decimal Total { get; init; }

    /// <summary>The receptor's name.</summary>
    public string Receptor { get; init; } = "";

    public required byte[] SealedXml { get; init; }
    public DateTime SealedAt { get; init; }
    public PacState State { get; private set; }

    /// <summary>When it was first sent; from then on the PAC may have stamped it.</summary>
    public DateTime? SentAt { get; private set; }

    public byte[]? StampedXml { get; private set; }

    /// <summary>The printed form that came with a document made elsewhere.</summary>
    public byte[]? Pdf { get; private init; }

    public Uuid? Uuid { get; private set; }
    public DateTime? AnsweredAt { get; private set; }
    public bool SinValidezFiscal { get; private set; }

    /// <summary>The PAC's code and words when it refused.</summary>
    public string? RejectionCode { get; private set; }

    public string? RejectionMessage { get; private set; }

    /// <summary>Why there is no answer yet, in words for the person waiting.</summary>
    public string? WaitingBecause { get; private set; }

    /// <summary>
    /// Since when the PAC refuses it although an earlier attempt, which it left without an answer, may have been stamped. It is sent no
    /// more and no other is sealed in its place until a person says what came of it.
    /// </summary>
    public DateTime? DoubtfulSince { get; private set; }

    public int Version { get; set; }

    /// <summary>It came with its stamp: it was never sent from here.</summary>
    public bool IsMadeElsewhere => State == PacState.Stamped && SentAt is null;

    /// <summary>A document sealed and stamped elsewhere, kept as it came.</summary>
    public static SealedCfdi MadeElsewhere(
        DocumentKind kind, Guid subjectId, Guid emisorId, Comprobante original, byte[] xml, byte[]? pdf, bool sinValidezFiscal, DateTime at)
    {
        var document = new SealedCfdi
        {
            Kind = kind,
            SubjectId = subjectId,
            EmisorId = emisorId,
            Serie = original.Serie ?? "",
            IssuedOn = DateOnly.FromDateTime(original.Fecha),
            Total = decimal.Round(original.Total, 2),
            Receptor = original.Receptor.Nombre,
            SealedXml = xml,
            SealedAt = at,
            Pdf = pdf,
        };
        document.Stamped(xml, Uuid.Parse(original.Timbre!.Uuid), sinValidezFiscal, at);
        return document;
    }

    /// <summary>Notes that it is about to be sent. Saved before the call, so that a crash leaves the trace.</summary>
    /// <returns>Whether it was sent before.</returns>
    public bool Sending(DateTime at)
    {
        var before = SentAt is not null;
        SentAt ??= at;
        return before;
    }

    public void Stamped(byte[] xml, Uuid uuid, bool sinValidezFiscal, DateTime at)
    {
        (State, StampedXml, Uuid, SinValidezFiscal, AnsweredAt, WaitingBecause) = (PacState.Stamped, xml, uuid, sinValidezFiscal, at, null);
        (RejectionCode, RejectionMessage, DoubtfulSince) = (null, null, null);
    }

    public void Rejected(string code, string message, DateTime at)
    {
        (State, RejectionCode, RejectionMessage, AnsweredAt, WaitingBecause, DoubtfulSince) = (PacState.Rejected, code, message, at, null, null);
    }

    public void Waiting(string because) => WaitingBecause = because;

    /// <summary>The last attempt did not reach the PAC; when it was the first, nothing was ever sent.</summary>
    public void NotSent() => SentAt = null;

    /// <summary>Refused, but perhaps stamped before.</summary>
    public void Doubtful(string code, string message, DateTime at)
    {
        (RejectionCode, RejectionMessage, DoubtfulSince) = (code, message, DoubtfulSince ?? at);
        WaitingBecause = $"El PAC no contestó un intento y al repetirlo respondió {code}: {message}. Puede que ya esté timbrada: no se sella otra hasta "
            + "saberlo.";
    }
}
