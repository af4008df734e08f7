using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>A bank's file, opened: its statements, or a table whose header was found and whose columns are to be told.</summary>
public sealed class StatementFile
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int Offered = 12;
    private readonly BankFile _file;
    private readonly StatementTable? _table;

    private StatementFile(string name, BankFile file, StatementTable? table) => (Name, _file, _table) = (name, file, table);

    public string Name { get; }

    /// <summary>"" for a table; else a format that needs no columns: MT940, camt.053.</summary>
    public string Format => _file.Format;

    /// <summary>A table, whose columns must be known.</summary>
    public bool NeedsColumns => _table is not null;

    /// <summary>The names of the columns that hold anything, each once.</summary>
    public IReadOnlyList<string> Header => _table is null ? [] : [.. _table.Header.Where(name => name.Length > 0)];

    /// <summary>Where the header stands, from 1; 0 when the file has none.</summary>
    public int HeaderRow => _table?.HeaderRow ?? 0;

    /// <summary>The header and some of the rows below, to look at while columns are chosen.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Sample => _table?.Sample ?? [];

    /// <summary>Rows that may be the header, with what they say.</summary>
    public IReadOnlyList<(int Row, string Says)> HeaderChoices => _table is null
        ? []
        : [.. _table.Sheet.Rows.Take(TableLimits.Titles)
            .Select((row, at) => (Row: at + 1, Says: string.Join(" · ", row.Where(cell => !cell.IsEmpty).Select(cell => cell.Text))))
            .Where(row => row.Says.Length > 0).Take(Math.Max(Offered, HeaderRow + 2))];

    /// <summary>The file's best guess of what its columns mean.</summary>
    public StatementColumns Guess => _table?.Guess ?? new StatementColumns("", "");

    /// <summary>The guess says all that is needed and nothing in it is doubtful: the file may be read without asking.</summary>
    public bool Sure => _table is null || (_table.Sure && Problems(Guess).Count == 0);

    public static Read<StatementFile> Of(string name, BankFile file)
    {
        if (file.Book is null)
            return new StatementFile(name, file, null);
        return StatementTable.Find(file.Book) is { } table
            ? new StatementFile(name, file, table)
            : new Read<StatementFile>(null, $"{name} no tiene movimientos: ninguna fila dice un día y un importe. "
                + "Descarga del banco el estado de cuenta en CSV, Excel, MT940 o camt.053.");
    }

    /// <summary>The same file, with another row for its header.</summary>
    public StatementFile WithHeader(int row) => _table is null ? this : new StatementFile(Name, _file, StatementTable.At(_table.Sheet, row));

    /// <summary>What is missing before it can be read with these columns: a field of <see cref="StatementColumns"/>, "" for the whole, and a
    /// sentence.</summary>
    public IReadOnlyList<(string Field, string Message)> Problems(StatementColumns columns)
    {
        if (_table is null)
            return [];
        var problems = new List<(string, string)>();
        if (columns.Date.Length == 0 && !_table.HasDayRows)
            problems.Add((nameof(StatementColumns.Date), "Elige la columna que dice el día."));
        if (columns.Credit.Length == 0)
            problems.Add((nameof(StatementColumns.Credit), "Elige la columna con lo que llegó: abonos, depósitos o importe."));
        problems.AddRange(columns.Named.Where(name => !Header.Contains(name)).Select(name => ("", $"El archivo no tiene la columna «{name}».")));
        return problems;
    }

    /// <summary>All amounts of the column could have a decimal comma and some nothing else: a person must say before it is read so.</summary>
    public bool AsksComma(StatementColumns columns) => _table?.AsksComma(columns) ?? false;

    /// <summary>It needs no columns, or its header is in a bank's words: its days begin with the day unless a person says otherwise.</summary>
    public bool IsOfBank => _table?.IsOfBank ?? true;

    /// <summary>A day that can be read two ways, where nothing in the file tells which; goes through all rows.</summary>
    public TwoDays? EitherDays(StatementColumns columns) => _table?.EitherDays(columns);

    /// <summary>A person must say how its days are read.</summary>
    public bool AsksDays(StatementColumns columns) => columns.MonthFirst is null && !IsOfBank && EitherDays(columns) is not null;

    /// <summary>Reads it: the account's own statement, in pesos, when the file holds several.</summary>
    /// <param name="columns">Which column says what; not looked at where none are needed.</param>
    /// <param name="clabe">The account that it is for.</param>
    /// <param name="comma">A person said that a comma separates the centavos.</param>
    public Read<Statement> Read(StatementColumns columns, string clabe, bool comma = false)
    {
        IReadOnlyList<Statement> statements = _table is null ? _file.Statements : [.. _table.Read(columns, comma)];
        if (_table is null && statements.Count == 0)
            return Refuse($"{Name} no tiene ningún movimiento: pide al banco el periodo otra vez.");
        var own = statements.Where(one => one.Accounts.Any(account => Statement.IsOf(account, clabe))).ToList();
        if (own.Count == 0 && statements.Count == 1)
            own = [.. statements];
        if (own.Count == 0)
        {
            var brought = string.Join(", ", statements.SelectMany(one => one.Accounts).Distinct());
            return Refuse($"{Name} trae las cuentas {brought} y ninguna es la elegida: elige la cuenta a la que pertenece.");
        }

        var pesos = own.Where(one => one.IsOfPesos).ToList();
        if (pesos.Count == 0)
            return Refuse($"{Name} está en {own[0].Currency} y aquí se cargan pesos: un depósito en otra moneda no paga una factura en pesos.");
        return Together(pesos, statements.Count - pesos.Count, clabe);
    }

    private static Read<Statement> Refuse(string sentence) => new(null, sentence);

    private static Statement Together(List<Statement> statements, int others, string clabe)
    {
        var notes = statements.SelectMany(one => one.Notes).ToList();
        var accounts = statements.SelectMany(one => one.Accounts).Distinct().ToList();
        // Of a number that is there in full a person is asked before.
        if (Statement.IsUnknown(accounts, clabe) && !accounts.Exists(Statement.IsInFull))
            notes.Insert(
                0, $"El archivo dice ser de la cuenta {string.Join(", ", accounts)}, que no se reconoce en la CLABE elegida: revisa que sea la misma.");
        if (others > 0)
            notes.Add(others == 1 ? "El archivo trae otra cuenta o moneda, que no se cargó."
                : $"El archivo trae {others} cuentas o monedas más, que no se cargaron.");
        return new Statement(
            accounts, statements[0].Currency, [.. statements.SelectMany(one => one.Deposits)], statements.Sum(one => one.Debits),
            [.. statements.SelectMany(one => one.Bad)], [.. statements.SelectMany(one => one.Aside)], notes);
    }
}
