using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago.Banco;

/// <summary>What loading a statement did.</summary>
/// <param name="New">Movements that were not there yet.</param>
/// <param name="Known">Movements that an earlier statement had brought.</param>
/// <param name="Debits">Movements that took money away; not kept.</param>
/// <param name="Bad">Rows that could not be read, by their number.</param>
public sealed record StatementLoaded(int New, int Known, int Debits, IReadOnlyList<Problem> Bad);

/// <summary>Loads the bank statement of an account: what arrived waits to be told which invoices it pays. Its columns are remembered.</summary>
public sealed class LoadStatement(HonorarioStorage storage, TimeProvider clock)
{
    /// <summary>The columns by which the account's statements were last read, or the best guess.</summary>
    /// <returns>Also whether they can be used without asking: they are remembered and all there.</returns>
    public async Task<(StatementColumns Columns, bool Remembered)> ColumnsAsync(Guid emisorId, Clabe account, StatementFile file, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        var layout = await db.StatementLayouts().AsNoTracking().SingleOrDefaultAsync(row => row.EmisorId == emisorId && row.Account == account, ct);
        return layout is not null && layout.Columns.Problems(file.Header).Count == 0
            ? (layout.Columns, true)
            : (StatementColumns.Guess(file.Header), false);
    }

    /// <param name="emisorId">Whose account.</param>
    /// <param name="account">Which one.</param>
    /// <param name="file">The statement.</param>
    /// <param name="columns">Which column says what.</param>
    public async Task<Result<StatementLoaded>> RunAsync(Guid emisorId, Clabe account, StatementFile file, StatementColumns columns, CancellationToken ct)
    {
        var read = file.Read(columns);
        return read.Value is { } statement
            ? await Races.RetryAsync(() => KeepAsync(emisorId, account, file, columns, statement, ct))
            : read.Problems.ToList();
    }

    private async Task<Result<StatementLoaded>> KeepAsync(
        Guid emisorId, Clabe account, StatementFile file, StatementColumns columns, Statement statement, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        if (!await db.BankAccounts().AnyAsync(row => row.EmisorId == emisorId && row.Clabe == account, ct))
            return new Problem("Account", "La cuenta no existe en esta cuenta de Honorario: agrégala en los datos bancarios del emisor.",
                Link: $"/configuracion/datos-fiscales/{emisorId}");
        if (file.Mt940 is null)
            await RememberAsync(db, emisorId, account, columns, ct);
        var (from, to) = (statement.Credits.Select(one => one.Date).DefaultIfEmpty().Min(), statement.Credits.Select(one => one.Date).DefaultIfEmpty().Max());
        var kept = (await db.BankMovements().AsNoTracking()
            .Where(row => row.EmisorId == emisorId && row.Account == account && row.Date >= from && row.Date <= to)
            .ToListAsync(ct)).ToLookup(row => (row.Date, row.Amount));
        var now = clock.GetUtcNow().UtcDateTime;
        var added = 0;
        foreach (var equal in statement.Credits.GroupBy(one => (one.Date, one.Amount)))
        {
            var ordinal = kept[equal.Key].Select(row => row.Ordinal).DefaultIfEmpty().Max();
            foreach (var credit in Unseen([.. equal], [.. kept[equal.Key]]))
            {
                db.BankMovements().Add(new BankMovement
                {
                    EmisorId = emisorId, Account = account, Date = credit.Date, Time = credit.Time, Amount = credit.Amount, Ordinal = ++ordinal,
                    Reference = credit.Reference, Text = credit.Text, FileName = StatementRows.Short(file.Name, 200), LoadedAt = now,
                });
                added++;
            }
        }

        db.Record(emisorId, now, "Estado de cuenta cargado", $"{file.Name}: {added} movimientos nuevos de {statement.Credits.Count}");
        await db.SaveChangesAsync(ct);
        return new StatementLoaded(added, statement.Credits.Count - added, statement.Debits, statement.Bad);
    }

    /// <summary>
    /// Of a day's equal amounts, as many as the file has more than are kept. Those that say what a kept one says are that one; of the
    /// others, which another kind of file may word differently, the last ones are taken for new.
    /// </summary>
    private static IEnumerable<StatementCredit> Unseen(List<StatementCredit> file, List<BankMovement> kept)
    {
        var more = file.Count - kept.Count;
        foreach (var row in kept)
        {
            if (file.FindIndex(one => one.Reference == row.Reference && one.Text == row.Text) is >= 0 and var at)
                file.RemoveAt(at);
        }

        return more <= 0 ? [] : file.TakeLast(more);
    }

    private static async Task RememberAsync(HonorarioDb db, Guid emisorId, Clabe account, StatementColumns columns, CancellationToken ct)
    {
        if (await db.StatementLayouts().SingleOrDefaultAsync(row => row.EmisorId == emisorId && row.Account == account, ct) is { } layout)
            layout.Columns = columns;
        else
            db.StatementLayouts().Add(new StatementLayout
            {
                EmisorId = emisorId, Account = account, Date = columns.Date, Time = columns.Time, Credit = columns.Credit,
                Sign = columns.Sign, Reference = columns.Reference, Text = columns.Text, Detail = columns.Detail,
            });
    }
}
