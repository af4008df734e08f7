using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Honorario.Archivos.Tests;

/// <summary>Small files that are enormous inside.</summary>
internal static class Bombas
{
    /// <summary>HONORARIO_QUIET=1 says that the machine does nothing else, and asks for what is promised there (docs/performance.md).</summary>
    public static readonly bool Quiet = Environment.GetEnvironmentVariable("HONORARIO_QUIET") == "1";

    /// <summary>By when a sentence is there.</summary>
    public static readonly TimeSpan InTime = TimeSpan.FromSeconds(Quiet ? 6 : 20);

    private const int Megabyte = 1024 * 1024;

    /// <summary>Content that was deflated twice: a kilobyte for every megabyte.</summary>
    public static byte[] PdfDoubleFlate() =>
        Pdf(Deflated(Deflated(Repeat("BT (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj ET\n", 800 * Megabyte))), "/Filter [/FlateDecode /FlateDecode]");

    public static byte[] PdfOperators() => Pdf(Deflated(Repeat("1 0 0 1 0 0 cm BT /F1 1 Tf (a) Tj ET\n", 4_000_000 * 9)), "/Filter /FlateDecode");

    public static byte[] PdfNested() => Pdf(Deflated(Repeat("[", 20 * Megabyte)), "/Filter /FlateDecode");

    public static byte[] PdfNestedObjects() => Encoding.ASCII.GetBytes(
        $"%PDF-1.4\n1 0 obj\n{new string('[', 2_000_000)}\nendobj\n2 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer\n<< /Root 2 0 R /Size 3 >>\n%%EOF");

    /// <summary>A page scanned at 600 dots an inch in colour: a hundred megabytes of pixels and no letter.</summary>
    public static byte[] PdfScan()
    {
        var pixels = Deflated(Repeat("\u00FF", 5100 * 6600 * 3));
        using var pdf = new MemoryStream();
        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
        Write("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Write("3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /XObject << /I 5 0 R >> >> >>\nendobj\n");
        Write("4 0 obj\n<< /Length 27 >>\nstream\nq 612 0 0 792 0 0 cm /I Do Q\nendstream\nendobj\n");
        Write($"5 0 obj\n<< /Type /XObject /Subtype /Image /Width 5100 /Height 6600 /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode /Length {pixels.Length} >>\nstream\n");
        pdf.Write(pixels);
        Write("\nendstream\nendobj\ntrailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF");
        return pdf.ToArray();
    }

    public static byte[] XlsxSharedStrings() => Zip(
        ("xl/workbook.xml",
            Repeat("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>", 1)),
        ("xl/_rels/workbook.xml.rels",
            Repeat("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>", 1)),
        ("xl/worksheets/sheet1.xml",
            Repeat("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>", 1)),
        ("xl/sharedStrings.xml",
            Wrapped("<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">", "<si><t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</t></si>",
                "</sst>", 190 * Megabyte)));

    public static byte[] XlsxSheet() => Zip(
        ("xl/workbook.xml",
            Repeat("<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>", 1)),
        ("xl/_rels/workbook.xml.rels",
            Repeat("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>", 1)),
        ("xl/worksheets/sheet1.xml",
            Wrapped("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>",
                "<row><c t=\"inlineStr\"><is><t>aaaaaaaa</t></is></c></row>", "</sheetData></worksheet>", 190 * Megabyte)));

    /// <summary>More inside than any spreadsheet may have.</summary>
    public static byte[] XlsxInflated() => Zip(("xl/workbook.xml", Repeat("a", 300 * Megabyte)));

    public static byte[] ZipOfZips()
    {
        var inner = Zip(("a.xml", Repeat("a", 9 * Megabyte)));
        return Zip([.. Enumerable.Range(0, 50).Select(at => ($"{at}.zip", (IEnumerable<byte[]>)[inner]))]);
    }

    public static byte[] PngPixels(int side, int inflated)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, side);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), side);
        (header[8], header[9]) = (8, 6);
        Chunk(png, "IHDR", header);
        Chunk(png, "IDAT", Deflated(Repeat("\0", inflated)));
        Chunk(png, "IEND", []);
        return png.ToArray();
    }

    public static byte[] CsvWithoutLines(int bytes) => [.. Enumerable.Repeat((byte)'a', bytes)];

    public static byte[] Html() =>
        Encoding.ASCII.GetBytes($"<html><table>{string.Concat(Enumerable.Repeat("<div>", 400_000))}<tr><td>1</td></tr></table></html>");

    public static byte[] XmlEntities() => Encoding.ASCII.GetBytes(
        "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><a>&c;</a>");

    public static byte[] Zip(params (string Name, IEnumerable<byte[]> Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                foreach (var block in content)
                    entry.Write(block);
            }
        }

        return bytes.ToArray();
    }

    private static byte[] Pdf(byte[] content, string filter)
    {
        using var pdf = new MemoryStream();
        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
        Write("%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n");
        Write("3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>\nendobj\n");
        Write($"4 0 obj\n<< /Length {content.Length} {filter} >>\nstream\n");
        pdf.Write(content);
        Write("\nendstream\nendobj\n5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\ntrailer\n<< /Root 1 0 R /Size 6 >>\n%%EOF");
        return pdf.ToArray();
    }

    private static IEnumerable<byte[]> Wrapped(string head, string body, string tail, int bytes) =>
        [Encoding.ASCII.GetBytes(head), .. Repeat(body, bytes), Encoding.ASCII.GetBytes(tail)];

    /// <summary>At least so many bytes of a text, in blocks.</summary>
    private static IEnumerable<byte[]> Repeat(string text, int bytes)
    {
        var block = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(text, Math.Clamp(bytes / text.Length, 1, (Megabyte / text.Length) + 1))));
        for (var written = 0L; written < bytes; written += block.Length)
            yield return block;
    }

    private static byte[] Deflated(IEnumerable<byte[]> content)
    {
        using var bytes = new MemoryStream();
        using (var deflate = new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (var block in content)
                deflate.Write(block);
        }

        return bytes.ToArray();
    }

    private static byte[] Deflated(byte[] content) => Deflated([content]);

    private static void Chunk(MemoryStream png, string type, byte[] data)
    {
        var head = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, data.Length);
        Encoding.ASCII.GetBytes(type, head.AsSpan(4));
        png.Write(head);
        png.Write(data);
        png.Write(new byte[4]);
    }
}
