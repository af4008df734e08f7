using Honorario.Billing.Cuentas;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>How far a document has come in taking another's place.</summary>
public enum ReplacementState
{
    /// <summary>A draft; the replaced document stands untouched.</summary>
    Prepared,

    /// <summary>Sealed with relation 04; the replaced document is being cancelled and waits for this one's stamp.</summary>
    Sealed,

    /// <summary>Stamped; the replaced document's cancelling, with motive 01, was asked for in the same transaction.</summary>
    Stamped,

    /// <summary>Given up, refused or cancelled: the replaced document may get another.</summary>
    Undone,
}

/// <summary>One document takes another's place. A unique index lets a document have one that is not undone.</summary>
public sealed class Replacement : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public DocumentKind Kind { get; init; }

    /// <summary>The invoice, complement… that is replaced.</summary>
    public Guid ReplacedId { get; init; }

    public required Uuid ReplacedUuid { get; init; }

    /// <summary>What takes its place.</summary>
    public Guid SubjectId { get; init; }

    public DateTime CreatedAt { get; init; }
    public ReplacementState State { get; private set; }
    public int Version { get; set; }

    public void Move(ReplacementState to) => State = to;
}

internal static class ReplacementQueries
{
    public static IQueryable<Replacement> Live(this IQueryable<Replacement> replacements) => replacements.Where(row => row.State != ReplacementState.Undone);

    /// <summary>What takes the place of a document; null when nothing does.</summary>
    public static Task<Replacement?> OfReplacedAsync(this IQueryable<Replacement> replacements, Guid replacedId, CancellationToken ct) =>
        replacements.Live().SingleOrDefaultAsync(row => row.ReplacedId == replacedId, ct);

    /// <summary>Whose place a document takes; null when nobody's.</summary>
    public static Task<Replacement?> OfSubjectAsync(this IQueryable<Replacement> replacements, Guid subjectId, CancellationToken ct) =>
        replacements.Live().SingleOrDefaultAsync(row => row.SubjectId == subjectId, ct);
}
