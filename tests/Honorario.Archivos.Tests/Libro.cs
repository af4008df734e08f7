using System.Buffers.Binary;
using System.Globalization;
using System.Security;
using System.Text;

namespace Honorario.Archivos.Tests;

/// <summary>Workbooks written by hand, so that a cell holds what no library would write into it.</summary>
internal static class Libro
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const int Sector = 512;

    /// <summary>An XLSX of one sheet.</summary>
    /// <param name="sheet">Its name.</param>
    /// <param name="rows">A row's cells: a text, or the XML of a whole cell where it begins with "&lt;".</param>
    public static byte[] Xlsx(string sheet, params string[][] rows) => Xlsx(sheet, "", rows);

    /// <param name="sheet">Its name.</param>
    /// <param name="book">What the workbook says besides.</param>
    /// <param name="rows">A row's cells.</param>
    public static byte[] Xlsx(string sheet, string book, string[][] rows)
    {
        var cells = new StringBuilder();
        for (var row = 1; row <= rows.Length; row++)
        {
            cells.Append(CultureInfo.InvariantCulture, $"<row r=\"{row}\">");
            for (var column = 0; column < rows[row - 1].Length; column++)
            {
                var (said, place) = (rows[row - 1][column], $"{(char)('A' + column)}{row}");
                if (said.Length > 0)
                    cells.Append(said[0] == '<' ? said.Replace("<c", $"<c r=\"{place}\"", StringComparison.Ordinal)
                        : $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(said)}</t></is></c>");
            }

            cells.Append("</row>");
        }

        return Bombas.Zip(
            ("[Content_Types].xml", [Encoding.UTF8.GetBytes("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")]),
            ("xl/workbook.xml",
                [Encoding.UTF8
                    .GetBytes($"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"rId1\"/></sheets>{book}</workbook>")]),
            ("xl/_rels/workbook.xml.rels",
                [Encoding.UTF8
                    .GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>")]),
            ("xl/worksheets/sheet1.xml", [Encoding.UTF8.GetBytes($"<worksheet xmlns=\"{Main}\"><sheetData>{cells}</sheetData></worksheet>")]));
    }

    /// <summary>An XLS of one sheet: a text, a number, or the code of an error, as the value or as a formula's.</summary>
    public static byte[] Xls(string sheet, params object[][] rows)
    {
        var cells = new List<byte[]> { Record(0x809, 0, 6, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) };
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                byte[] place = [(byte)row, 0, (byte)column, 0, 0, 0];
                if (rows[row][column] is string { Length: > 0 } text)
                    cells.Add(Record(0x204, [.. place, (byte)text.Length, 0, 0, .. Encoding.Latin1.GetBytes(text)]));
                else if (rows[row][column] is double number)
                    cells.Add(Record(0x203, [.. place, .. BitConverter.GetBytes(number)]));
                else if (rows[row][column] is Error error)
                    cells.Add(error.OfFormula
                        ? Record(0x06, [.. place, 2, 0, error.Code, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0])
                        : Record(0x205, [.. place, error.Code, 1]));
            }
        }

        cells.Add(Record(0x0A));
        byte[] name = [0, 0, (byte)sheet.Length, 0, .. Encoding.Latin1.GetBytes(sheet)];
        var head = Record(0x809, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        var start = head.Length + 4 + 4 + name.Length + 4;
        return Ole([.. head, .. Record(0x85, [.. BitConverter.GetBytes(start), .. name]), .. Record(0x0A), .. cells.SelectMany(cell => cell)]);
    }

    private static byte[] Record(int kind, params byte[] body) => [(byte)kind, (byte)(kind >> 8), (byte)body.Length, (byte)(body.Length >> 8), .. body];

    /// <summary>The file system around it: one sector of its table, one of its directory, and the stream.</summary>
    private static byte[] Ole(byte[] book)
    {
        const uint End = 0xFFFFFFFE;
        var sectors = Math.Max(8, (book.Length + Sector - 1) / Sector);
        var file = new byte[Sector * (3 + sectors)];
        void Put(int at, params uint[] numbers)
        {
            for (var next = 0; next < numbers.Length; next++)
                BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at + (4 * next)), numbers[next]);
        }

        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        ((byte[])[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]).CopyTo(file, 24);
        Put(44, 1, 1, 0, 4096, End, 0, End, 0);
        file.AsSpan(76, Sector - 76).Fill(0xFF);
        Put(76, 0);
        file.AsSpan(Sector, Sector).Fill(0xFF);
        Put(Sector, 0xFFFFFFFD, End);
        for (var at = 0; at < sectors; at++)
            Put(Sector + (4 * (2 + at)), at == sectors - 1 ? End : (uint)(3 + at));
        Entry("Root Entry", 5, End, 0).CopyTo(file, 2 * Sector);
        Entry("Workbook", 2, 2, (uint)(sectors * Sector)).CopyTo(file, (2 * Sector) + 128);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan((2 * Sector) + 76), 1);
        book.CopyTo(file, 3 * Sector);
        return file;
    }

    private static byte[] Entry(string name, byte kind, uint start, uint size)
    {
        var entry = new byte[128];
        Encoding.Unicode.GetBytes(name).CopyTo(entry, 0);
        (entry[64], entry[66], entry[67]) = ((byte)((name.Length + 1) * 2), kind, 1);
        entry.AsSpan(68, 12).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(116), start);
        BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(120), size);
        return entry;
    }

    /// <summary>An error by its code: 42 is #N/A, 23 is #REF!.</summary>
    public sealed record Error(byte Code, bool OfFormula);
}
