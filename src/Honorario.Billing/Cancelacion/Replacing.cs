using Honorario.Billing.Auditoria;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>
/// How a document of any kind takes another's place, each step in the transaction of what it goes with: it is prepared, sealed with
/// relation 04 while the other begins to be cancelled, and once stamped the other is cancelled with motive 01. The
/// <see cref="ICancellable"/> of the kind says what that means for its services, payments or ticket.
/// </summary>
public sealed class Replacing(IServiceProvider services, DocumentKinds kinds) : IAfterStamp
{
    public const string Sustitucion = "04";

    /// <summary>What the new document says of the one it replaces.</summary>
    public static ValueList<CfdiRelacionados> Relation(Uuid replaced) => [new CfdiRelacionados(Sustitucion, [replaced.Value])];

    /// <summary>Whether a document says that it replaces another.</summary>
    public static bool Says(Comprobante document, Uuid replaced) => document.CfdiRelacionados.Any(
        related => related.TipoRelacion == Sustitucion && related.Uuids.Any(text => Uuid.TryParse(text, out var uuid) && uuid == replaced));

    /// <summary>Adds to the caller's transaction that a document to come takes the place of a stamped one.</summary>
    /// <returns>What stands in the way, as for cancelling.</returns>
    public async Task<Result<Replacement>> PrepareAsync(HonorarioDb db, Guid replacedId, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var document = await db.SealedCfdis().AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == replacedId && row.State == PacState.Stamped, ct);
        if (document is null)
            return new Problem("", "Sólo se sustituye un comprobante timbrado.");
        if (await ObstacleAsync(db, document.Kind, replacedId, ct) is { } obstacle)
            return obstacle;
        var earlier = await db.Replacements().OfSubjectAsync(replacedId, ct);
        if (earlier is not null
            && !await db.Cancellations().AnyAsync(row => row.SubjectId == earlier.ReplacedId && row.State == CancellationState.Cancelled, ct))
            return new Problem("", "Este comprobante sustituye a otro que sigue vigente: vuelve a pedir la cancelación de aquél antes de sustituir éste.",
                Link: kinds.Of(document.Kind).Page(earlier.ReplacedId));
        var replacement = new Replacement { Kind = document.Kind, ReplacedId = replacedId, ReplacedUuid = document.Uuid!, SubjectId = subjectId,
            CreatedAt = at };
        db.Replacements().Add(replacement);
        return replacement;
    }

    /// <summary>The new document is being sealed: the replaced one begins to be cancelled, so that nothing else happens to it meanwhile.</summary>
    /// <returns>What stands in the way.</returns>
    public async Task<Problem?> BeginAsync(HonorarioDb db, Replacement replacement, DateTime at, CancellationToken ct)
    {
        var cancellable = Cancellable(replacement.Kind);
        if (await cancellable.ObstacleAsync(db, replacement.ReplacedId, ct) is { } obstacle)
            return obstacle;
        await cancellable.BeginAsync(db, replacement.ReplacedId, at, ct);
        replacement.Move(ReplacementState.Sealed);
        db.Record(replacement.ReplacedId, at, "Sustitución iniciada");
        return null;
    }

    /// <summary>A document has its stamp: what it replaces, if anything, is asked to be cancelled.</summary>
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        if (await FindAsync(db, document.SubjectId, ct) is not { } replacement)
            return;
        replacement.Move(ReplacementState.Stamped);
        var replaced = await db.SealedCfdis().AsNoTracking().SingleAsync(
            row => row.SubjectId == replacement.ReplacedId && row.State == PacState.Stamped, ct);
        Cancellation.Ask(db, replaced, Motivos.ConRelacion, document.Uuid, at);
    }

    /// <summary>A document was refused: what it should have replaced stands as before. A draft may try again; any other document is given up.</summary>
    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        if (await FindAsync(db, document.SubjectId, ct) is not { } replacement)
            return;
        var cancellable = Cancellable(replacement.Kind);
        await cancellable.RefusedAsync(db, replacement.ReplacedId, at, ct);
        if (kinds.Of(document.Kind).StaysDraftWhenRejected)
        {
            replacement.Move(ReplacementState.Prepared);
            return;
        }

        await UndoAsync(db, replacement, at, ct);
    }

    /// <summary>
    /// A document is no more: what it replaced, where it still stands, holds again what it held. Saved by the caller after what the
    /// document held was let go.
    /// </summary>
    public async Task UndoAsync(HonorarioDb db, Replacement replacement, DateTime at, CancellationToken ct)
    {
        replacement.Move(ReplacementState.Undone);
        await Cancellable(replacement.Kind).RestoredAsync(db, replacement.ReplacedId, at, ct);
    }

    /// <summary>Why a document can't be cancelled or replaced now, and the way out; null when it can.</summary>
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, DocumentKind kind, Guid subjectId, CancellationToken ct)
    {
        if (await db.Replacements().OfReplacedAsync(subjectId, ct) is { State: ReplacementState.Prepared or ReplacementState.Sealed } coming)
        {
            return new Problem("", coming.State == ReplacementState.Prepared
                ? "Hay un borrador que lo sustituye: tímbralo y éste se cancela solo, o elimínalo."
                : "Lo sustituye otro que va en camino al PAC: en cuanto tenga su timbre, éste se cancela solo.", Link: kinds.Of(kind).Page(coming.SubjectId));
        }

        if (await db.Replacements().OfSubjectAsync(subjectId, ct) is { } mine && await db.Cancellations().AnyAsync(
            row => row.SubjectId == mine.ReplacedId && (row.State == CancellationState.Requested || row.State == CancellationState.Waiting), ct))
            return new Problem("", "Sustituye a otro cuya cancelación aún no tiene respuesta: espérala.", Link: kinds.Of(kind).Page(mine.ReplacedId));
        return await Cancellable(kind).ObstacleAsync(db, subjectId, ct);
    }

    private static async Task<Replacement?> FindAsync(HonorarioDb db, Guid subjectId, CancellationToken ct) =>
        db.Replacements().Local.SingleOrDefault(row => row.SubjectId == subjectId && row.State != ReplacementState.Undone)
        ?? await db.Replacements().OfSubjectAsync(subjectId, ct);

    private ICancellable Cancellable(DocumentKind kind) => services.GetRequiredKeyedService<ICancellable>(kind);
}
