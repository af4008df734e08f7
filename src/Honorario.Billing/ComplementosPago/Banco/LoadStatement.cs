using Honorario.Archivos;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Lectura;
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
/// <param name="Doubtful">Of the known ones, those that say something else than what is kept: they may be others.</param>
/// <param name="Bad">Rows that could not be read, by their number.</param>
/// <param name="Aside">Rows that are no movement.</param>
/// <param name="Notes">What is to be known of the whole.</param>
/// <param name="At">When it was loaded, in UTC.</param>
public sealed record StatementLoaded(
    int New, int Known, int Debits, IReadOnlyList<Deposit> Doubtful, IReadOnlyList<Problem> Bad, IReadOnlyList<Problem> Aside, IReadOnlyList<string> Notes,
    DateTime At);

/// <summary>What a person said of a statement.</summary>
/// <param name="Comma">A comma separates its centavos.</param>
/// <param name="Account">It is of the chosen account, whatever number it names.</param>
/// <param name="Again">The file was loaded at this time, in UTC, and is read anew: what came of that and is no payment goes.</param>
public sealed record SaidOfStatement(bool Comma = false, bool Account = false, DateTime? Again = null);

/// <summary>Loads the bank statement of an account: what arrived waits to be told which invoices it pays. Its columns are remembered.</summary>
public sealed class LoadStatement(HonorarioStorage storage, IArchivos archivos, UndoStatement undo, Turns turns, TimeProvider clock)
{
    /// <summary>The code of the question whether a statement that names another account is of the chosen one.</summary>
    public const string AnotherAccount = "OTRA-CUENTA";

    private const int FileNameLength = 200;

    /// <summary>Opens a file and tells what it is.</summary>
    public async Task<Result<StatementFile>> OpenAsync(string fileName, byte[] content, CancellationToken ct)
    {
        if (content.Length > StatementFile.MostBytes)
            return new Problem(FieldNames.File, $"El archivo pesa más de {StatementFile.MostBytes / 1024 / 1024} MB: pide al banco un periodo más corto.");
        var read = await archivos.BankAsync(new BroughtFile(fileName, content), ct);
        if (!read.Ok)
            return new Problem(FieldNames.File, read.Refusal);
        var file = StatementFile.Of(fileName, read.Value);
        return file.Ok ? file.Value : new Problem(FieldNames.File, file.Refusal);
    }

    /// <summary>The columns by which the account's statements were last read, or the file's own guess.</summary>
    /// <returns>Also whether they can be used without asking: they are remembered and all there, or the file's words leave no doubt.</returns>
    public async Task<(StatementColumns Columns, bool Known)> ColumnsAsync(Guid emisorId, Clabe account, StatementFile file, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        var layout = await db.StatementLayouts().AsNoTracking().SingleOrDefaultAsync(row => row.EmisorId == emisorId && row.Account == account, ct);
        return layout is not null && file.Problems(layout.Columns).Count == 0 ? (layout.Columns, !Asks(file, layout.Columns))
            : (file.Guess, file.Sure && !Asks(file, file.Guess));
    }

    private static bool Asks(StatementFile file, StatementColumns columns) => file.AsksComma(columns) || file.AsksDays(columns);

    /// <param name="emisorId">Whose account.</param>
    /// <param name="account">Which one.</param>
    /// <param name="file">The statement.</param>
    /// <param name="columns">Which column says what.</param>
    /// <param name="said">What a person said of it.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<StatementLoaded>> RunAsync(Guid emisorId, Clabe account, StatementFile file, StatementColumns columns, SaidOfStatement said,
        CancellationToken ct)
    {
        if (file.Problems(columns) is { Count: > 0 } problems)
            return problems.Select(problem => new Problem(problem.Field, problem.Message)).ToList();
        if (file.AsksDays(columns))
            return new Problem(nameof(StatementColumns.MonthFirst), "Di cómo se leen las fechas: ninguna fila del archivo lo dice.");
        var read = file.Read(columns, account.Value, said.Comma);
        if (!said.Account && read.Value?.IsOfAnother(account.Value) == true)
        {
            return new Problem(FieldNames.Account, $"El archivo dice ser de la cuenta {string.Join(", ", read.Value.Accounts)}, que no es la de la CLABE "
                + "elegida: elige su cuenta, o di que es de ésta.", AnotherAccount);
        }

        if (!read.Ok)
            return new Problem(FieldNames.File, read.Refusal);
        var again = said.Again is { } at ? new LoadedStatement(Short(file.Name, FileNameLength), at, 0, 0) : null;
        var former = again is null ? null : await undo.LookAsync(emisorId, account, again, ct);
        if (former is { Goes: > 0 } && await undo.RunAsync(emisorId, account, again!, former, ct) is { Ok: false } changed)
            return changed.Problems.ToList();
        var kept = await turns.TakeAsync(
            storage, Right.RegisterPayments, NumberLine.Movements(emisorId), turn => KeepAsync(turn.Db, emisorId, account, file, columns, read.Value, ct), ct);
        return kept.Value is { } loaded && former is { Stay.Count: > 0 and var stay }
            ? loaded with
            {
                Notes = [.. loaded.Notes, $"{Counted.Text(stay, "movimiento", "movimientos")} de la lectura anterior se quedan porque ya son pagos."],
            }
            : kept;
    }

    /// <summary>A person says that a deposit that looked like one that is kept is another one.</summary>
    /// <param name="emisorId">Whose account.</param>
    /// <param name="account">Which one.</param>
    /// <param name="deposit">Which deposit.</param>
    /// <param name="fileName">The statement that says it.</param>
    /// <param name="loadedAt">When that was loaded: it goes with it when the load is undone.</param>
    /// <param name="ct">Stops it.</param>
    public async Task AddAsync(Guid emisorId, Clabe account, Deposit deposit, string fileName, DateTime loadedAt, CancellationToken ct) =>
        await turns.TakeAsync(
            storage, Right.RegisterPayments, NumberLine.Movements(emisorId),
            turn => AddAsync(turn.Db, emisorId, account, deposit, fileName, loadedAt, ct), ct);

    private async Task<Result<Guid>> AddAsync(
        HonorarioDb db, Guid emisorId, Clabe account, Deposit deposit, string fileName, DateTime loadedAt, CancellationToken ct)
    {
        var ordinal = await db.BankMovements()
            .Where(row => row.EmisorId == emisorId && row.Account == account && row.Date == deposit.Date && row.Amount == deposit.Amount)
            .MaxAsync(row => (int?)row.Ordinal, ct) ?? 0;
        var now = clock.GetUtcNow().UtcDateTime;
        var movement = New(emisorId, account, deposit, ordinal + 1, fileName, loadedAt);
        db.BankMovements().Add(movement);
        db.Record(movement.Id, now, "Movimiento agregado", "Se parecía a otro ya cargado");
        await db.SaveChangesAsync(ct);
        return movement.Id;
    }

    private async Task<Result<StatementLoaded>> KeepAsync(
        HonorarioDb db, Guid emisorId, Clabe account, StatementFile file, StatementColumns columns, Statement statement, CancellationToken ct)
    {
        if (!await db.BankAccounts().AnyAsync(row => row.EmisorId == emisorId && row.Clabe == account, ct))
        {
            return new Problem(
                FieldNames.Account, "La cuenta no existe en esta cuenta de Honorario: agrégala en los datos bancarios del emisor.",
                    Link: $"/configuracion/datos-fiscales/{emisorId}");
        }

        if (file.NeedsColumns)
            await RememberAsync(db, emisorId, account, columns, ct);
        var (from, to) = (statement.Deposits.Select(one => one.Date).DefaultIfEmpty().Min(), statement.Deposits
            .Select(one => one.Date).DefaultIfEmpty().Max());
        var kept = (await db.BankMovements().AsNoTracking()
            .Where(row => row.EmisorId == emisorId && row.Account == account && row.Date >= from && row.Date <= to)
            .ToListAsync(ct)).ToLookup(row => (row.Date, row.Amount));
        var now = clock.GetUtcNow().UtcDateTime;
        var (added, doubtful) = (0, new List<Deposit>());
        foreach (var equal in statement.Deposits.GroupBy(one => (one.Date, one.Amount)))
        {
            var ordinal = kept[equal.Key].Select(row => row.Ordinal).DefaultIfEmpty().Max();
            var same = SameMovements.Of([.. equal], [.. kept[equal.Key]]);
            doubtful.AddRange(same.Doubtful);
            foreach (var deposit in same.Unseen)
                db.BankMovements().Add(New(emisorId, account, deposit, ++ordinal, file.Name, now));
            added += same.Unseen.Count;
        }

        db.Record(emisorId, now, "Estado de cuenta cargado", $"{file.Name}: {added} movimientos nuevos de {statement.Deposits.Count}");
        await db.SaveChangesAsync(ct);
        return new StatementLoaded(
            added, statement.Deposits.Count - added, statement.Debits, doubtful, [.. statement.Bad.Select(Told)], [.. statement.Aside.Select(Told)],
                [.. statement.Notes, .. OfTomorrow(statement.Deposits, DateOnly.FromDateTime(now))], now);
    }

    /// <summary>What no bank can know yet is told: most likely day and month were read in the wrong order.</summary>
    private static IEnumerable<string> OfTomorrow(IReadOnlyList<Deposit> deposits, DateOnly today)
    {
        var later = deposits.Where(one => one.Date > today).ToList();
        if (later.Count > 0)
            yield return $"{Counted.Text(later.Count, "depósito tiene", "depósitos tienen")} una fecha posterior a hoy, hasta el "
                + $"{later.Max(one => one.Date):dd/MM/yyyy}: revisa el orden de día y mes en el archivo; «Deshacer carga» los quita.";
    }

    private static Problem Told(RowFinding finding) => new("", $"Fila {finding.Row}: {finding.Message}");

    private static BankMovement New(Guid emisorId, Clabe account, Deposit deposit, int ordinal, string fileName, DateTime now) => new()
    {
        EmisorId = emisorId, Account = account, Date = deposit.Date, Time = deposit.Time, Amount = deposit.Amount, Ordinal = ordinal,
        Reference = Short(deposit.Reference, BankMovement.ReferenceLength), TrackingKey = Short(deposit.TrackingKey, BankMovement.TrackingKeyLength),
        Payer = Short(deposit.Payer, BankMovement.PayerLength), Balance = deposit.Balance, Text = Short(deposit.Text, BankMovement.TextLength),
        FileName = Short(fileName, FileNameLength), LoadedAt = now,
    };

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];

    private static async Task RememberAsync(HonorarioDb db, Guid emisorId, Clabe account, StatementColumns columns, CancellationToken ct)
    {
        if (await db.StatementLayouts().SingleOrDefaultAsync(row => row.EmisorId == emisorId && row.Account == account, ct) is { } layout)
            layout.Columns = columns;
        else
            db.StatementLayouts().Add(new StatementLayout
            {
                EmisorId = emisorId, Account = account, Date = columns.Date, Time = columns.Time, Credit = columns.Credit,
                Sign = columns.Sign, Reference = columns.Reference, Text = columns.Text, Detail = columns.Detail, MonthFirst = columns.MonthFirst,
            });
    }
}
