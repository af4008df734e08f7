using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>Reads the rows of a table of movements as the banks of Mexico write them, and names each that it can't read.</summary>
internal sealed partial class StatementRows
{
    private static readonly HashSet<string> Comes = ["A", "ABONO", "ABONOS", "CR", "CREDITO", "DEPOSITO", "DEPOSITOS", "H", "HABER", "ENTRADA", "INGRESO",
        "RECIBIDO"];
    private static readonly HashSet<string> Goes = ["C", "CARGO", "CARGOS", "D", "DB", "DR", "DEBITO", "DEBE", "RETIRO", "RETIROS", "SALIDA", "EGRESO",
        "ENVIADO"];

    private static readonly string[] Totals =
        ["TOTAL", "TOTALES", "SALDO INICIAL", "SALDO ANTERIOR", "SALDO FINAL", "SALDO AL", "SUMA", "SUMAS", "SUBTOTAL", "SALDO PROMEDIO", "FIN DE", "PAGINA",
            "NOTA", "SALDO DISPONIBLE"];

    private const int Told = 3;
    private static readonly CultureInfo Mexico = CultureInfo.GetCultureInfo("es-MX");

    private readonly StatementTable _table;
    private readonly int _date, _time, _credit, _debit, _sign, _reference, _text, _detail, _balance, _key, _payer, _currency, _account, _status;
    private readonly int[] _more;
    private readonly string _defaultCurrency;
    private readonly DayColumn _days;

    /// <summary>A day that can be read two ways, where neither header nor row tells which: it was read as banks write it here, and that is told.</summary>
    private readonly TwoDays? _either;
    private readonly AmountColumn _credits, _debits, _balances;
    private readonly bool _signed, _oneColumn;

    /// <summary>What a lone C of the sign's column means: a crédito beside a D, a cargo beside an A; null where neither stands.</summary>
    private readonly bool? _cComes;
    private readonly Dictionary<string, Pile> _piles = [];

    /// <summary>Columns of which a deposit is made; what fails in another one is told and keeps nothing out.</summary>
    private readonly HashSet<int> _needed;

    private readonly List<string> _faults = [];
    private DateTime? _day;
    private Move? _last;
    private decimal? _balanceBefore;

    public StatementRows(StatementTable table, StatementColumns columns, bool comma)
    {
        _table = table;
        var roles = table.Roles;
        var taken = columns.Named.ToHashSet(StringComparer.Ordinal);
        int Extra(string name) => taken.Contains(name) ? -1 : table.Column(name);
        (_date, _time, _credit, _sign) = (table.Column(columns.Date), table.Column(columns.Time), table.Column(columns.Credit), table.Column(columns.Sign));
        (_reference, _text, _detail) = (table.Column(columns.Reference), table.Column(columns.Text), table.Column(columns.Detail));
        (_debit, _balance, _payer, _currency, _account) = (Extra(roles.Debit), Extra(roles.Balance), Extra(roles.Payer), Extra(roles.Currency),
            Extra(roles.Account));
        (_key, _status) = (table.Column(roles.Key), Extra(roles.Status));
        _more = [.. roles.More.Select(Extra).Where(column => column >= 0)];
        _oneColumn = roles.Amount.Length > 0 && columns.Credit == roles.Amount && _debit < 0;
        var days = table.DaysOf(columns);
        _days = days.Column(columns.Date, columns.MonthFirst ?? (table.IsOfBank ? false : null));
        _either = columns.MonthFirst is null && table.IsOfBank ? days.Asks(columns.Date) : null;
        (_credits, _debits, _balances) = (AmountsOf(_credit, comma), AmountsOf(_debit, comma), AmountsOf(_balance, comma));
        _signed = _credit >= 0 && table.Cells(_credit).Any(cell => Amounts.Of(cell).Point < 0);
        _cComes = CComes(_sign < 0 ? [] : table.Cells(_sign));
        _defaultCurrency = Titles.Currency(table, columns.Credit);
        _day = _date < 0 ? table.DayAbove : null;
        _needed = [_date, _time, _credit, _debit, _sign, _reference, _text, _detail, _key, _payer, _currency, _account, _status, .. _more];
    }

    /// <summary>Whether a word says that money came (true) or went (false).</summary>
    public static bool? Side(string text)
    {
        var bare = text.Trim().Trim('\'').Trim();
        if (bare is "+" or "-")
            return bare == "+";
        var words = Words.Of(bare).Split(' ');
        return Comes.Contains(words[0]) ? true : Goes.Contains(words[0]) ? false : null;
    }

    private static bool? CComes(IEnumerable<Cell> signs)
    {
        var letters = signs.Select(cell => Words.Of(cell.Text)).Where(word => word.Length == 1).Distinct().ToList();
        return letters.Contains("D") ? true : letters.Contains("A") ? false : null;
    }

    /// <returns>One an account.</returns>
    public IEnumerable<Statement> Read()
    {
        for (var at = _table.HeaderRow; at < _table.Sheet.Rows.Count; at++)
            Take(at + 1, _table.Sheet.Rows[at]);
        if (_piles.Count == 0)
            Of("");
        var title = Titles.Account(_table);
        return _piles.Select((pile, at) => pile.Value.Statement(pile.Key.Length > 0 ? pile.Key : title, _defaultCurrency, at == 0 ? Faulty() : []));
    }

    private AmountColumn AmountsOf(int column, bool comma) => AmountColumn.Of(column < 0 ? [] : _table.Cells(column), comma);

    private void Take(int line, Cell[] row)
    {
        if (row.All(cell => cell.IsEmpty))
        {
            // What stands below a blank row is no more of the movement above it.
            _last = null;
            return;
        }

        if (IsHeader(row))
            return;
        if (StatementTable.DayAlone(row) is { } day)
        {
            _day = day;
            return;
        }

        var pile = Of(Text(row, _account));
        if (Fault(line, row) is { } fault)
        {
            Bad(pile, line, fault);
            return;
        }

        var (credit, debit, date) = (_credits.Read(At(row, _credit)), _debits.Read(At(row, _debit)), At(row, _date));
        var none = Amounts.SaysNone(At(row, _credit)) && Amounts.SaysNone(At(row, _debit));
        var said = date.IsEmpty || Amounts.SaysNone(date) ? null : _days.Read(date) is var read ? read : (CellReading<DateTime>?)null;
        if (none && said?.Value is null)
            Continue(pile, line, row, date);
        else if (none && (_debit >= 0 || IsTotal(row)))
            pile.Aside.Add(new RowFinding(line, IsTotal(row) ? "es un saldo o un total." : "no dice ningún importe."));
        else if (NotYet().Match(Words.Of(Text(row, _status))) is { Success: true })
            Aside(pile, line, $"el banco dice que está «{Short(Text(row, _status))}».");
        else if (IsTotal(row) && said?.Value is null)
            pile.Aside.Add(new RowFinding(line, "es un saldo o un total."));
        else if (said?.Value is null && (_day is null || said is not null && _date >= 0))
            Bad(pile, line, said?.Why ?? "no dice el día.");
        else
            Judge(pile, line, row, said?.Value ?? _day!.Value, credit, debit);
        _balanceBefore = _balances.Read(At(row, _balance)).Value ?? _balanceBefore;
    }

    /// <summary>What keeps a row from being read; what fails beside it is kept for the end.</summary>
    private string? Fault(int line, Cell[] row)
    {
        string? needed = null;
        for (var column = 0; column < row.Length; column++)
        {
            if (!row[column].IsFault)
                continue;
            var clause = Faults.Clause(row[column], line, column, _table.Sheet.Name);
            if (_needed.Contains(column))
                needed ??= clause;
            else
                _faults.Add(clause);
        }

        return needed;
    }

    /// <summary>What tells a movement from others; a number that lost digits tells it no more.</summary>
    private string Mark(int line, Cell[] row, int column)
    {
        if (Faults.LostDigits(At(row, column)) is not { } lost)
            return Text(row, column);
        _faults.Add($"la celda {Faults.Place(line, column, _table.Sheet.Name)}: {lost}");
        return "";
    }

    private List<string> Faulty() =>
    [
        .. _faults.Take(Told).Select(clause => char.ToUpperInvariant(clause[0]) + clause[1..]),
        .. _either is { } day ? [string.Create(Mexico, $"Las fechas se leyeron día/mes/año, como escriben los bancos de México: {day.Written} es el "
            + $"{day.DayFirst:d 'de' MMMM}. Ninguna fila dice otra cosa.")] : Array.Empty<string>(),
        .. _faults.Count > Told ? [$"Otras {_faults.Count - Told:N0} celdas tampoco se pudieron leer."] : Array.Empty<string>(),
    ];

    private void Judge(Pile pile, int line, Cell[] row, DateTime day, CellReading<decimal> credit, CellReading<decimal> debit)
    {
        _last = null;
        var sign = At(row, _sign).Text.Trim('\'').Trim();
        var side = sign.Length == 0 ? null : Words.Of(sign) == "C" ? _cComes : Side(sign);
        if (Text(row, _currency) is { Length: > 0 } named && Currencies.Of(named) is var currency && currency != Statement.Pesos)
        {
            Bad(pile, line, currency.Length == 0 ? $"la moneda «{Short(named)}» no se entiende."
                : $"está en {currency}: un depósito en otra moneda no paga una factura en pesos.");
        }
        else if (sign.Length > 0 && side is null)
            Bad(pile, line, $"«{Short(sign)}» no dice si el dinero llegó o salió.");
        else if (side == false)
            Debit(pile, line, row, -Math.Abs(credit.Value ?? debit.Value ?? 0));
        else if (credit.Why is { } why)
            Bad(pile, line, why);
        else if (credit.Value is null or 0)
            Debit(pile, line, row, -Math.Abs(debit.Value ?? 0), debit.Why);
        else if (debit.Value is { } also && also != 0 && credit.Value is > 0)
            Bad(pile, line, "dice un cargo y un abono a la vez.");
        else if (credit.Value < 0)
            Debit(pile, line, row, credit.Value.Value);
        else if (side is null && _oneColumn && !_signed && !CameBy(pile, row, credit.Value.Value))
            Debit(pile, line, row, -credit.Value.Value);
        else
            Deposit(pile, line, row, day, credit.Value.Value);
    }

    private void Deposit(Pile pile, int line, Cell[] row, DateTime day, decimal amount)
    {
        var hour = At(row, _time);
        var parts = _more.Prepend(_detail).Prepend(_text).Select(column => Text(row, column)).Where(part => part.Length > 0).Distinct();
        var time = Hours.Read(hour);
        if (!hour.IsEmpty && !Amounts.SaysNone(hour) && time is null && _time >= 0 && Days.Readings(hour) is (null, null))
        {
            Bad(pile, line, $"la hora «{Short(hour.Text)}» no se entiende.");
            return;
        }

        var text = string.Join(" · ", parts);
        var spei = SpeiText.Of(text);
        var key = Mark(line, row, _key) is { Length: > 0 } own ? SpeiText.KeyOf(own) : spei.TrackingKey;
        var payer = Text(row, _payer) is { Length: > 0 } name ? name : spei.Payer;
        var moment = time ?? (day.TimeOfDay == TimeSpan.Zero ? spei.Time : TimeOnly.FromDateTime(day));
        _last = new Move(pile, pile.Deposits.Count);
        pile.Deposits.Add(new Deposit(line, DateOnly.FromDateTime(day), moment, amount, Bare(Mark(line, row, _reference)), key, payer, text,
            _balances.Read(At(row, _balance)).Value));
        Follow(pile, line, row, amount);
    }

    private void Debit(Pile pile, int line, Cell[] row, decimal signed, string? why = null)
    {
        if (why is not null)
        {
            Bad(pile, line, why);
            return;
        }

        _last = new Move(pile, -1);
        pile.Debits++;
        Follow(pile, line, row, signed);
    }

    private void Follow(Pile pile, int line, Cell[] row, decimal signed) => pile.Links.Add(new Link(line, signed, _balances.Read(At(row, _balance)).Value));

    /// <summary>Of an amount without a sign: what the balances on its two sides say, else the words that open its text.</summary>
    private bool CameBy(Pile pile, Cell[] row, decimal amount)
    {
        if (_balanceBefore is { } before && _balances.Read(At(row, _balance)).Value is { } after && Math.Abs(after - before) == amount)
            return after > before;
        if (Side(Text(row, _text)) is { } side)
            return side;
        var words = Words.Of($"{Text(row, _text)} {Text(row, _detail)}");
        if (words.Contains("RECIBID", StringComparison.Ordinal) || words.Contains("ABONO", StringComparison.Ordinal)
            || words.Contains("DEPOSITO", StringComparison.Ordinal))
            return true;
        if (words.Contains("COMISION", StringComparison.Ordinal) || words.Contains("ENVIAD", StringComparison.Ordinal)
            || words.Contains("CARGO", StringComparison.Ordinal) || words.StartsWith("IVA", StringComparison.Ordinal))
            return false;
        pile.Unsigned = true;
        return true;
    }

    /// <summary>A row without a day or an amount goes on with the text of the movement above it.</summary>
    private void Continue(Pile pile, int line, Cell[] row, Cell date)
    {
        var more = string.Join(' ', row.Where((cell, column) => !cell.IsEmpty && !Amounts.SaysNone(cell) && column != _balance).Select(cell => cell.Text));
        if (more.Length == 0)
            return;
        var inItsPlace = !At(row, _text).IsEmpty || !At(row, _detail).IsEmpty || _text < 0;
        if (_last is not { } last || IsTotal(row) || !inItsPlace || (!date.IsEmpty && !Amounts.SaysNone(date) && _date != _text && _date != _detail))
            pile.Aside.Add(new RowFinding(line, $"«{Short(more)}» no es un movimiento: no tiene día ni importe."));
        else if (last.At >= 0)
            last.Pile.Deposits[last.At] = With(last.Pile.Deposits[last.At], more);
    }

    private static Deposit With(Deposit deposit, string more)
    {
        var text = $"{deposit.Text} {more}".Trim();
        var spei = SpeiText.Of(text);
        return deposit with
        {
            Text = text,
            TrackingKey = deposit.TrackingKey.Length > 0 ? deposit.TrackingKey : spei.TrackingKey,
            Payer = deposit.Payer.Length > 0 ? deposit.Payer : spei.Payer,
            Time = deposit.Time ?? spei.Time,
        };
    }

    private bool IsHeader(Cell[] row) => _table.HeaderRow > 0 && row.AsSpan().SequenceEqual(_table.Sheet.Rows[_table.HeaderRow - 1]);

    private static bool IsTotal(Cell[] row) => row.Where(cell => cell.Kind == CellKind.Text).Take(3).Select(cell => Words.Of(cell.Text))
        .Any(words => Totals.Any(total => words == total || words.StartsWith($"{total} ", StringComparison.Ordinal)));

    private void Bad(Pile pile, int line, string why)
    {
        _last = new Move(pile, -1);
        pile.Bad.Add(new RowFinding(line, why));
    }

    private void Aside(Pile pile, int line, string why)
    {
        _last = new Move(pile, -1);
        pile.Aside.Add(new RowFinding(line, why));
    }

    private Pile Of(string account)
    {
        var bare = Bare(account);
        // A row that says no account is of the one above.
        if (bare.Length == 0 && _account >= 0 && _last is { } last)
            return last.Pile;
        return _piles.TryGetValue(bare, out var pile) ? pile : _piles[bare] = new Pile();
    }

    private static Cell At(Cell[] row, int column) => column >= 0 && column < row.Length ? row[column] : Cell.Empty;

    /// <summary>Without the marks by which some banks keep a spreadsheet from touching a number.</summary>
    private static string Text(Cell[] row, int column) => Amounts.SaysNone(At(row, column)) ? "" : At(row, column).Text.Trim('\'').Trim();

    private static string Bare(string text) => text.Trim().TrimStart('_', '\'').Trim();

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";

    /// <summary>What a bank calls a movement that did not come to pass, or not yet.</summary>
    [GeneratedRegex("CANCEL|RECHAZ|DEVUEL|REVERS|PENDIENTE|PROCESO|PROGRAMAD|NO APLICAD|FALLID|REJECT|PENDING|FAILED")]
    private static partial Regex NotYet();

    private sealed record Move(Pile Pile, int At);

    private sealed class Pile
    {
        public List<Deposit> Deposits { get; } = [];
        public List<RowFinding> Bad { get; } = [];
        public List<RowFinding> Aside { get; } = [];
        public List<Link> Links { get; } = [];
        public int Debits { get; set; }
        public bool Unsigned { get; set; }

        public Statement Statement(string account, string currency, IReadOnlyList<string> faults)
        {
            var notes = Bad.Count == 0 ? Chain.Check(Links) : [];
            notes.AddRange(faults);
            if (Unsigned)
                notes.Add("De algunas filas el archivo no dice si el dinero llegó o salió: se tomaron como depósitos. Revísalas.");
            return new Statement(account.Length > 0 ? [account] : [], currency, Deposits, Debits, Bad, Aside, notes);
        }
    }
}
