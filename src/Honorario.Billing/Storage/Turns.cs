using System.Collections.Concurrent;
using System.Data;
using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>What is numbered, and by whom: everyone who wants the next number of the same thing stands in the same line.</summary>
/// <param name="What">The kind of number.</param>
/// <param name="Of">The emisor or the practice that numbers.</param>
public readonly record struct NumberLine(string What, Guid Of)
{
    /// <summary>An emisor's folios (Serie and Folio of every CFDI that it seals).</summary>
    public static NumberLine Folios(Guid emisorId) => new("folios", emisorId);

    /// <summary>An emisor's No de Control Interno.</summary>
    public static NumberLine ControlNumbers(Guid emisorId) => new("control", emisorId);

    /// <summary>A practice's tickets, the charges of its services and the shifts that they belong to.</summary>
    public static NumberLine Charges(Guid practiceId) => new("cobros", practiceId);

    /// <summary>The folios that a practice gives its own services.</summary>
    public static NumberLine ServiceFolios(Guid practiceId) => new("servicios", practiceId);

    /// <summary>The equal movements of a day in an emisor's bank statements.</summary>
    public static NumberLine Movements(Guid emisorId) => new("movimientos", emisorId);

    /// <summary>The instalments (NumParcialidad) of an emisor's invoices.</summary>
    public static NumberLine Instalments(Guid emisorId) => new("parcialidades", emisorId);
}

/// <summary>
/// The one way to the next number of anything. Callers wait in line, without a connection, for their turn within this process;
/// then a lock in the database, which ends with the transaction, keeps the other processes out. Nobody races, so nobody loses.
/// </summary>
public sealed class Turns : IDisposable
{
    private readonly ConcurrentDictionary<NumberLine, SemaphoreSlim> _lines = new();

    /// <summary>Does the work when its turn has come, in a transaction that is kept only if the work succeeds.</summary>
    /// <param name="storage">Where; what was read before the turn may be old.</param>
    /// <param name="right">What the work needs.</param>
    /// <param name="line">In which line.</param>
    /// <param name="work">Reads, decides and saves in <see cref="Turn.Db"/>; done again when somebody changed a row meanwhile.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<T>> TakeAsync<T>(
        HonorarioStorage storage, Right right, NumberLine line, Func<Turn, Task<Result<T>>> work, CancellationToken ct)
    {
        var waiting = _lines.GetOrAdd(await HereAsync(storage, right, line), _ => new SemaphoreSlim(1));
        await waiting.WaitAsync(ct);
        try
        {
            return await Races.RetryAsync(() => InTransactionAsync(storage, right, line, work, ct));
        }
        finally
        {
            waiting.Release();
        }
    }

    public void Dispose()
    {
        foreach (var line in _lines.Values)
            line.Dispose();
    }

    private static async Task<Result<T>> InTransactionAsync<T>(
        HonorarioStorage storage, Right right, NumberLine line, Func<Turn, Task<Result<T>>> work, CancellationToken ct)
    {
        await using var db = storage.Open(right);
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Unspecified, ct);
        if (db.Database.IsNpgsql())
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({line.What + line.Of:N}, 0))", ct);
        var result = await work(new Turn(db, line));
        if (result.Ok)
            await transaction.CommitAsync(ct);
        return result;
    }

    /// <summary>SQLite has one writer at a time and a transaction begins as that one: its line is one for the whole database.</summary>
    private static async Task<NumberLine> HereAsync(HonorarioStorage storage, Right right, NumberLine line)
    {
        await using var db = storage.Open(right);
        return db.Database.IsSqlite() ? new NumberLine("", Guid.Empty) : line;
    }
}

/// <summary>A turn that has come; only <see cref="Turns"/> gives one.</summary>
public sealed class Turn
{
    internal Turn(HonorarioDb db, NumberLine line) => (Db, Line) = (db, line);

    /// <summary>The context of the turn's transaction.</summary>
    public HonorarioDb Db { get; }

    public NumberLine Line { get; }
}
