using System.Buffers.Binary;
using System.Text;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tablas;

/// <summary>Cells of an XLS that hold an error, or a formula that gave one: the reader of workbooks gives nothing for either.</summary>
internal static class XlsFaults
{
    private const int Most = 50_000;
    private const int Beginning = 0x809;
    private const int Ending = 0x0A;
    private const int SheetOf = 0x85;
    private const int Error = 0x205;
    private const int Formula = 0x06;
    private const int Encrypted = 0x2F;
    private const int Unicode = 0x600;

    private static readonly Dictionary<byte, string> Codes = new()
    {
        [0x00] = "#NULL!", [0x07] = "#DIV/0!", [0x0F] = "#VALUE!", [0x17] = "#REF!", [0x1D] = "#NAME?", [0x24] = "#NUM!", [0x2A] = "#N/A",
    };

    /// <summary>Of all sheets, by their names, in the order of rows and columns.</summary>
    public static ILookup<string, FaultyCell> Of(byte[] content)
    {
        var found = new List<(string Sheet, FaultyCell Cell)>();
        try
        {
            Read(OleStream.Of(content, "Workbook", "Book"), found);
        }
        catch (Exception odd) when (odd is ArgumentException or IndexOutOfRangeException)
        {
            // What is wrong with the file itself is the reader's to say.
            found.Clear();
        }

        return found.OrderBy(one => one.Cell.Row).ThenBy(one => one.Cell.Column).ToLookup(one => one.Sheet, one => one.Cell);
    }

    private static void Read(byte[] book, List<(string, FaultyCell)> found)
    {
        var sheets = new List<(string Name, int At)>();
        var unicode = true;
        foreach (var (kind, body) in Records(book, 0))
        {
            if (kind == Beginning)
                unicode = Word(body, 0) == Unicode;
            else if (kind == Encrypted)
                return;
            else if (kind == SheetOf && body.Length > 7)
                sheets.Add((Name(body.Span[6..], unicode), BinaryPrimitives.ReadInt32LittleEndian(body.Span)));
        }

        foreach (var (name, at) in sheets)
        {
            foreach (var (kind, body) in Records(book, at))
            {
                if (Code(kind, body.Span) is not { } code)
                    continue;
                if (found.Count == Most)
                    throw new UnreadableException("El libro tiene demasiadas fórmulas con error: corrígelas o guarda sólo sus valores.");
                var text = Codes.GetValueOrDefault(code, "un error");
                found.Add((name, new FaultyCell(Word(body, 0), Word(body, 2), new Cell(CellKind.Fault, text))));
            }
        }
    }

    /// <summary>Of one part of the book, without what is nested in it.</summary>
    private static IEnumerable<(int Kind, ReadOnlyMemory<byte> Body)> Records(byte[] book, int at)
    {
        for (var depth = 0; at >= 0 && at + 4 <= book.Length;)
        {
            var (kind, length) = (Word(book, at), Word(book, at + 2));
            if (at + 4 + length > book.Length)
                yield break;
            depth += kind == Beginning ? 1 : kind == Ending ? -1 : 0;
            if (depth <= 0)
                yield break;
            if (depth == 1)
                yield return (kind, book.AsMemory(at + 4, length));
            at += 4 + length;
        }
    }

    /// <summary>The error of a cell; null when it has none.</summary>
    private static byte? Code(int kind, ReadOnlySpan<byte> body) => kind switch
    {
        Error when body.Length >= 8 && body[7] == 1 => body[6],
        Formula when body.Length >= 14 && body[12] == 0xFF && body[13] == 0xFF && body[6] == 2 => body[8],
        _ => null,
    };

    private static string Name(ReadOnlySpan<byte> said, bool unicode)
    {
        int length = said[0];
        if (!unicode)
            return Encoding.GetEncoding(1252).GetString(said.Slice(1, length));
        return (said[1] & 1) == 0 ? Encoding.Latin1.GetString(said.Slice(2, length)) : Encoding.Unicode.GetString(said.Slice(2, 2 * length));
    }

    private static int Word(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[at..]);
}
