using Honorario.Billing.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Timbrado;

/// <summary>What follows from the PAC's answer, in the caller's transaction: for the document's kind, then for documents of every kind.</summary>
public sealed class FollowAnswer(IServiceProvider services, IEnumerable<IAfterStamp> followers)
{
    /// <summary>The document has its stamp.</summary>
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        await Outcome(document).StampedAsync(db, document, at, ct);
        foreach (var follower in followers)
            await follower.StampedAsync(db, document, at, ct);
    }

    /// <summary>The PAC refused it; the row that lets go is saved before the one that takes.</summary>
    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        await Outcome(document).RejectedAsync(db, document, at, ct);
        await db.SaveChangesAsync(CancellationToken.None);
        foreach (var follower in followers)
            await follower.RejectedAsync(db, document, at, ct);
    }

    private IStampOutcome Outcome(SealedCfdi document) => services.GetRequiredKeyedService<IStampOutcome>(document.Kind);
}
