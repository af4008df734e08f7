using System.Collections.Concurrent;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>
/// The line of those who want an emisor's next folio: within this process without holding a connection meanwhile, among
/// processes by a lock in the database.
/// </summary>
public sealed class FolioTurns : IDisposable
{
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _lines = new();

    /// <returns>The turn; disposing it lets the next one in.</returns>
    public async Task<IDisposable> WaitAsync(Guid emisorId, CancellationToken ct)
    {
        var line = _lines.GetOrAdd(emisorId, _ => new SemaphoreSlim(1));
        await line.WaitAsync(ct);
        return new Turn(line);
    }

    /// <summary>Until the caller's transaction ends no other process takes a folio. The emisor is read after this, not before.</summary>
    public static Task<int> TakeAsync(HonorarioDb db, Guid emisorId, CancellationToken ct) =>
        db.Emisores().Where(row => row.Id == emisorId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), ct);

    public void Dispose()
    {
        foreach (var line in _lines.Values)
            line.Dispose();
    }

    private sealed class Turn(SemaphoreSlim line) : IDisposable
    {
        public void Dispose() => line.Release();
    }
}
