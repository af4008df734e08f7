using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>A statement that was loaded into an account.</summary>
/// <param name="FileName">As it was called.</param>
/// <param name="LoadedAt">When, in UTC; it names the load.</param>
/// <param name="Movements">How many movements it brought that are still kept.</param>
/// <param name="Amount">Their sum, in pesos.</param>
public sealed record LoadedStatement(string FileName, DateTime LoadedAt, int Movements, decimal Amount);

/// <summary>A payment that came of a loaded movement; in pesos.</summary>
public sealed record PaymentOfMovement(Guid PaymentId, string Insurer, DateOnly Date, decimal Amount);

/// <summary>What undoing a load will do.</summary>
/// <param name="Goes">How many movements are taken out.</param>
/// <param name="Amount">Their sum, in pesos.</param>
/// <param name="Dismissed">How many of them somebody had put aside.</param>
/// <param name="Unlinked">Payments registered before the load, which stay and are only no longer found in the statement.</param>
/// <param name="Stay">Payments that came of the load: they stay with their movements until each is undone on its page.</param>
public sealed record UndoStatementPreview(
    int Goes, decimal Amount, int Dismissed, IReadOnlyList<PaymentOfMovement> Unlinked, IReadOnlyList<PaymentOfMovement> Stay);

/// <summary>
/// "Deshacer carga": a statement that was loaded by mistake, or into the wrong account. Its movements go, except those that are payments by now;
/// once such a payment is undone its movement waits again and may go too.
/// </summary>
public sealed class UndoStatement(HonorarioStorage storage, Turns turns, TimeProvider clock)
{
    /// <summary>No more of the account's loads are listed; the latest are.</summary>
    public const int Most = 20;

    /// <summary>The latest loads of an account.</summary>
    public async Task<IReadOnlyList<LoadedStatement>> ListAsync(Guid emisorId, Clabe account, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return await db.BankMovements().AsNoTracking().Where(row => row.EmisorId == emisorId && row.Account == account)
            .GroupBy(row => new { row.LoadedAt, row.FileName })
            .OrderByDescending(load => load.Key.LoadedAt).ThenBy(load => load.Key.FileName).Take(Most)
            .Select(load => new LoadedStatement(load.Key.FileName, load.Key.LoadedAt, load.Count(), load.Sum(row => row.Amount)))
            .ToListAsync(ct);
    }

    /// <summary>What undoing it will do, and nothing of it yet.</summary>
    public async Task<UndoStatementPreview> LookAsync(Guid emisorId, Clabe account, LoadedStatement load, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        return (await SortAsync(db, emisorId, account, load, ct)).Preview;
    }

    /// <param name="emisorId">Whose account.</param>
    /// <param name="account">Which one.</param>
    /// <param name="load">Which load.</param>
    /// <param name="seen">What was seen of it: if it would do something else by now, nothing is done.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>How many movements went.</returns>
    public Task<Result<int>> RunAsync(Guid emisorId, Clabe account, LoadedStatement load, UndoStatementPreview seen, CancellationToken ct) =>
        turns.TakeAsync<int>(storage, Right.RegisterPayments, NumberLine.Instalments(emisorId), async turn =>
        {
            var db = turn.Db;
            var (preview, going) = await SortAsync(db, emisorId, account, load, ct);
            if (going.Count == 0)
                return new Problem("", "De esa carga ya no queda nada que quitar.");
            if (!Same(preview, seen))
                return new Problem("", "Mientras lo veías cambió qué movimientos son pagos: revisa otra vez qué pasará.");
            var now = clock.GetUtcNow().UtcDateTime;
            var ids = going.ConvertAll(row => row.Id);
            foreach (var payment in await db.Payments().Where(row => row.BankMovementId != null && ids.Contains(row.BankMovementId.Value)).ToListAsync(ct))
            {
                payment.BankMovementId = null;
                db.Record(payment.Id, now, "Ya no está en un estado de cuenta", $"se deshizo la carga de {load.FileName}");
            }

            await db.SaveChangesAsync(ct);
            db.BankMovements().RemoveRange(going);
            db.Record(emisorId, now, "Carga de estado de cuenta deshecha",
                $"{load.FileName}: {preview.Goes} movimientos por {Pesos.Text(preview.Amount)}; {preview.Stay.Count} se quedan porque ya son pagos");
            await db.SaveChangesAsync(ct);
            return going.Count;
        }, ct);

    private static bool Same(UndoStatementPreview now, UndoStatementPreview seen) =>
        (now.Goes, now.Amount) == (seen.Goes, seen.Amount) && now.Stay.SequenceEqual(seen.Stay) && now.Unlinked.SequenceEqual(seen.Unlinked);

    /// <summary>A payment from before the load only came to be found in it; one from after came of it.</summary>
    private static async Task<(UndoStatementPreview Preview, List<BankMovement> Going)> SortAsync(
        HonorarioDb db, Guid emisorId, Clabe account, LoadedStatement load, CancellationToken ct)
    {
        var rows = await (
            from movement in db.BankMovements()
            where movement.EmisorId == emisorId && movement.Account == account && movement.LoadedAt == load.LoadedAt && movement.FileName == load.FileName
            from payment in db.Payments().Where(row => row.BankMovementId == movement.Id && row.UndoneAt == null).DefaultIfEmpty()
            orderby movement.Date, movement.Ordinal, movement.Id
            select new { Movement = movement, Payment = payment, Insurer = payment == null ? "" : payment.Insurer.Name }).ToListAsync(ct);
        var (unlinked, stay, going) = (new List<PaymentOfMovement>(), new List<PaymentOfMovement>(), new List<BankMovement>());
        foreach (var row in rows)
        {
            var made = row.Payment is not null && row.Payment.RegisteredAt >= row.Movement.LoadedAt;
            if (!made)
                going.Add(row.Movement);
            if (row.Payment is { } payment)
                (made ? stay : unlinked).Add(new PaymentOfMovement(payment.Id, row.Insurer, row.Movement.Date, row.Movement.Amount));
        }

        return (new UndoStatementPreview(going.Count, going.Sum(row => row.Amount), going.Count(row => row.DismissedAt is not null), unlinked, stay), going);
    }
}
