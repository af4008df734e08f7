using Honorario.Billing.Auditoria;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>Writes down how a request to cancel ended, with all that follows for its services, payments or ticket, in one transaction.</summary>
public sealed class SettleCancellation(IServiceProvider services, Replacing replacing, TimeProvider clock)
{
    /// <summary>SAT cancelled the document. What it let go is saved before whom it replaced takes it back.</summary>
    public async Task CancelledAsync(HonorarioDb db, Cancellation request, string words, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        request.Cancelled(words, now);
        db.Record(request.SubjectId, now, "Cancelación confirmada por el SAT", words);
        await Cancellable(request).CancelledAsync(db, request.SubjectId, now, ct);
        await db.SaveChangesAsync(CancellationToken.None);
        if (await db.Replacements().OfSubjectAsync(request.SubjectId, ct) is { } replacement)
            await replacing.UndoAsync(db, replacement, now, ct);
        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>SAT or the receptor refused.</summary>
    public async Task RefusedAsync(HonorarioDb db, Cancellation request, string words, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        request.Refused(words, now);
        db.Record(request.SubjectId, now, "Cancelación rechazada", words);
        await Cancellable(request).RefusedAsync(db, request.SubjectId, now, ct);
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private ICancellable Cancellable(Cancellation request) => services.GetRequiredKeyedService<ICancellable>(request.Kind);
}
