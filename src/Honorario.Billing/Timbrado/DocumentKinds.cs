using System.Collections.Frozen;

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
}
