using System.Globalization;

namespace Honorario.Archivos.Tablas;

/// <summary>A day as it is written, and the two days that it can be.</summary>
public sealed record TwoDays(string Written, DateOnly DayFirst, DateOnly MonthFirst);

/// <summary>A cell's value, or the sentence on why it has none.</summary>
public readonly record struct CellReading<T>(T? Value, string? Why)
    where T : struct;

/// <summary>
/// The days of a column. 05/11/2026 is the fifth of November in a bank's export and in our own layouts, as everybody writes it in Mexico, unless
/// another row of the column can only be read with the month first; in a file of anybody's making where no row tells, a person must say. Where
/// rows of both kinds stand, what can be read both ways is refused. So are a spreadsheet's own days where every text of the column has a day
/// after the twelfth: a program that puts the month first made days of the others, and of the wrong ones.
/// </summary>
public sealed class DayColumn
{
    private static readonly CultureInfo Mexico = CultureInfo.GetCultureInfo("es-MX");
    private readonly bool _monthFirst;
    private readonly bool _mixed;
    private readonly bool _swapped;
    private readonly bool _unsaid;

    private DayColumn(bool monthFirst, bool mixed, bool swapped = false, bool unsaid = false) =>
        (_monthFirst, _mixed, _swapped, _unsaid) = (monthFirst, mixed, swapped, unsaid);

    /// <param name="cells">All of the column, whatever else stands in it.</param>
    /// <param name="header">May say it: "Fecha (DD/MM/AA)".</param>
    public static DayColumn Of(IEnumerable<Cell> cells, string header = "") => Seen.Of(cells).Column(header);

    /// <summary>Looks at the cells of a column one after the other, for who keeps none of them.</summary>
    public sealed class Seen
    {
        private bool _dayFirst, _monthFirst, _lateText, _eitherText, _lateDay, _earlyDay;
        private TwoDays? _either;

        /// <param name="cells">All of the column, whatever else stands in it.</param>
        public static Seen Of(IEnumerable<Cell> cells)
        {
            var seen = new Seen();
            foreach (var cell in cells)
                seen.See(cell);
            return seen;
        }

        public void See(Cell cell)
        {
            var (day, month) = Days.Readings(cell);
            if (day is { } first && month is { } second && first != second)
                _either ??= new TwoDays(Short(cell.Text), DateOnly.FromDateTime(first), DateOnly.FromDateTime(second));
            _dayFirst |= day is not null && month is null;
            _monthFirst |= day is null && month is not null;
            if (cell.Kind == CellKind.Date)
                (_lateDay, _earlyDay) = (_lateDay | day?.Day > 12, _earlyDay | day?.Day <= 12);
            else
                (_lateText, _eitherText) = (
                    _lateText | (day is not null && month is null), _eitherText | (day is not null && month is not null && day != month));
        }

        /// <param name="header">May say it: "Fecha (DD/MM/AA)".</param>
        /// <returns>A day that can be read both ways, where neither the header nor any other row tells; null where one does.</returns>
        public TwoDays? Asks(string header) => _dayFirst || _monthFirst || Order(header) is not null ? null : _either;

        /// <param name="header">May say it: "Fecha (DD/MM/AA)".</param>
        /// <param name="monthFirst">What holds where neither the header nor any row tells; null when nobody said it.</param>
        public DayColumn Column(string header, bool? monthFirst = false)
        {
            if (Asks(header) is not null)
                return new DayColumn(monthFirst == true, false, unsaid: monthFirst is null);
            return Order(header) switch
            {
                true => new DayColumn(true, _dayFirst),
                false => new DayColumn(false, false),
                null => new DayColumn(
                    _monthFirst && !_dayFirst, _monthFirst && _dayFirst, _lateText && _earlyDay && !_eitherText && !_lateDay && !_monthFirst),
            };
        }

        /// <returns>Whether the header says that the month comes first; null when it says no order.</returns>
        private static bool? Order(string header)
        {
            var said = Words.Of(header);
            return said.Contains("DD MM", StringComparison.Ordinal) ? false : said.Contains("MM DD", StringComparison.Ordinal) ? true : null;
        }
    }

    /// <summary>05/11/2026 is the eleventh of May here.</summary>
    public bool MonthFirst => _monthFirst;

    /// <returns>The day, at midnight where the cell says no hour.</returns>
    public CellReading<DateTime> Read(Cell cell)
    {
        var (day, month) = Days.Readings(cell);
        if (day is null && month is null)
            return new CellReading<DateTime>(null, cell.IsEmpty ? "no dice el día." : $"el día «{Short(cell.Text)}» no se entiende.");
        if (_swapped && cell.Kind == CellKind.Date && day is { } own && own.Day <= 12 && own.Day != own.Month)
        {
            return new CellReading<DateTime>(null, string.Create(
                Mexico, $"el día puede ser el {own:d 'de' MMMM} o el {new DateTime(own.Year, own.Day, own.Month):d 'de' MMMM}: ")
                + "Excel tomó unas fechas de la columna como días y otras como texto. Escríbelas todas como AAAA-MM-DD.");
        }

        if ((_mixed || _unsaid) && day is not null && month is not null && day != month)
        {
            return new CellReading<DateTime>(null, string.Create(
                Mexico, $"el día «{Short(cell.Text)}» puede ser el {day:d 'de' MMMM} o el {month:d 'de' MMMM}, ")
                + (_mixed ? "y en la columna hay de los dos órdenes: escribe DD/MM/AAAA." : "y nada en la columna lo dice: escribe AAAA-MM-DD."));
        }

        return new CellReading<DateTime>(_monthFirst ? month ?? day : day ?? (_mixed ? month : null), null) is { Value: not null } read
            ? read
            : new CellReading<DateTime>(null, $"el día «{Short(cell.Text)}» no se entiende.");
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
}
