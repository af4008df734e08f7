using Honorario.Billing;
using Honorario.Billing.Facturacion;

namespace Honorario.Web.Components.Facturacion;

/// <summary>One of many invoices made elsewhere, on its way into a draft.</summary>
public sealed class ExternalRow(ExternalMatch match)
{
    public ExternalMatch Match { get; } = match;
    public Guid? DraftId { get; private set; } = match.DraftId;
    public ExternalCheck? Check { get; private set; }
    public IReadOnlyList<Problem> Problems { get; private set; } = match.Problems;
    public string Reason { get; set; } = "";
    public bool Loaded { get; private set; }

    /// <summary>Nothing is wrong with it, and whoever loads it has said why its doubts are accepted.</summary>
    public bool Ready => !Loaded && Check is { Problems.Count: 0 } check && (check.Doubts.Count == 0 || Reason.Trim().Length > 0);

    public void Choose(Guid? draft) => (DraftId, Check, Problems) = (draft, null, Match.Problems);

    public async Task CheckAsync(LoadExternalInvoice external, CancellationToken ct)
    {
        if (DraftId is not { } draft || Match.Problems.Count > 0)
            return;
        var check = await external.CheckAsync(draft, Match.External.Files, ct);
        if (DraftId == draft)
            (Check, Problems) = (check.Value, [.. check.Problems, .. check.Value?.Problems ?? []]);
    }

    public async Task LoadAsync(LoadExternalInvoice external)
    {
        var loaded = await external.RunAsync(DraftId!.Value, Match.External.Files, Reason, CancellationToken.None);
        (Loaded, Problems) = (loaded.Ok, loaded.Problems);
        if (!loaded.Ok && Problems.Any(problem => problem.Field != FieldNames.Reason))
            Check = null;
    }
}
