using System.Collections.Frozen;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Timbrado;

/// <summary>The description of every <see cref="DocumentKind"/>. Opened at start-up: a kind without one keeps the product from starting.</summary>
public sealed class DocumentKinds
{
    private readonly FrozenDictionary<DocumentKind, DocumentDescription> _descriptions;

    /// <exception cref="InvalidOperationException">A kind is not described, or is described twice.</exception>
    public DocumentKinds(IEnumerable<DocumentDescription> descriptions)
    {
        var all = descriptions.ToList();
        foreach (var kind in Enum.GetValues<DocumentKind>())
        {
            if (all.Count(one => one.Kind == kind) is var count and not 1)
                throw new InvalidOperationException($"The kind of document {kind} is described {count} times instead of once.");
        }

        _descriptions = all.ToFrozenDictionary(one => one.Kind);
    }

    public DocumentDescription Of(DocumentKind kind) => _descriptions[kind];

    /// <summary>Whether who opened the context may see documents of that kind, and this one among them.</summary>
    public async Task<bool> MaySeeAsync(HonorarioDb db, DocumentKind kind, Guid subjectId, CancellationToken ct) =>
        db.Actor.May(Of(kind).Sees) && await Of(kind).IsSeen(db, subjectId, ct);
}
