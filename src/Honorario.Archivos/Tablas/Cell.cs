using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Honorario.Archivos.Tablas;

/// <summary>What a cell holds.</summary>
public enum CellKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>As somebody wrote it.</summary>
    Text,

    /// <summary>A spreadsheet's number, in invariant digits.</summary>
    Number,

    /// <summary>A spreadsheet's day, hour or both: yyyy-MM-dd, HH:mm:ss, or one after the other with a space between.</summary>
    Date,

    /// <summary>A formula that gave an error, or whose value no program stored.</summary>
    Fault,
}

/// <summary>A cell of a table: what it says, trimmed.</summary>
[JsonConverter(typeof(CellJson))]
public readonly record struct Cell(CellKind Kind, string Text)
{
    public static Cell Empty { get; } = new(CellKind.Empty, "");

    public bool IsEmpty => Kind == CellKind.Empty;

    public bool IsFault => Kind == CellKind.Fault;

    public static Cell Of(string? text) => Visible(text)?.Trim(Blanks) is { Length: > 0 } words
        ? new Cell(Faults.Is(words) ? CellKind.Fault : CellKind.Text, words) : Empty;

    /// <summary>A whole number is what it is; of a fraction a double has about fifteen digits that mean anything: 0.30000000000000004 is 0.3.</summary>
    public static Cell Of(double number) => Math.Abs(number) < LastWhole && Math.Truncate(number) == number
        ? new Cell(CellKind.Number, ((long)number).ToString(CultureInfo.InvariantCulture))
        : double.IsFinite(number) && Math.Abs(number) < 1e28
        ? new Cell(CellKind.Number, ((decimal)number).ToString("0.############################", CultureInfo.InvariantCulture))
        : new Cell(CellKind.Fault, "#NUM!");

    public static Cell Of(DateTime moment)
    {
        var second = new DateTime((moment.Ticks + (TimeSpan.TicksPerSecond / 2)) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond);
        var format = second.Year < 1901 ? "HH:mm:ss" : second.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss";
        return new Cell(CellKind.Date, second.ToString(format, CultureInfo.InvariantCulture));
    }

    /// <summary>Up to here a double tells each whole number from the next.</summary>
    private const double LastWhole = 1L << 53;

    /// <summary>White space of every kind and what else can't be seen.</summary>
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n', '\v', '\f', '\u00A0', '\u2007', '\u202F', '\u200B', '\u200E', '\uFEFF'];

    /// <summary>Composed letters (NFC), without what can't be seen between them: zero-width characters, soft hyphens, byte order marks.</summary>
    private static string? Visible(string? text) => text is null || text.All(char.IsAscii)
        ? text
        : new string([.. Words.Whole(text).Where(letter => char.GetUnicodeCategory(letter) != UnicodeCategory.Format)]).Normalize(NormalizationForm.FormC);

    private sealed class CellJson : JsonConverter<Cell>
    {
        private const string Marks = "-tndf";

        public override Cell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { Length: > 0 } text && Marks.IndexOf(text[0], StringComparison.Ordinal) is >= 0 and var kind
                ? new Cell((CellKind)kind, text[1..]) : Empty;

        public override void Write(Utf8JsonWriter writer, Cell value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.IsEmpty ? "" : Marks[(int)value.Kind] + value.Text);
    }
}
