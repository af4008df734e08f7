using System.IO.Compression;
using System.Text;
using Honorario.Billing.Facturacion;

namespace Honorario.Billing.Tests.Externa;

/// <summary>Files in.</summary>
public class ExternalFilesTests
{
    [Fact]
    public void A_zip_is_opened_and_its_xml_and_pdf_are_told_apart()
    {
        var read = ExternalFiles.From([new Download("factura.ZIP", "", Zip(("a/f.xml", "<x/>"), ("a/f.PDF", "%PDF-")))]);

        (Encoding.UTF8.GetString(read.Value!.Xml), Encoding.UTF8.GetString(read.Value.Pdf!)).Should().Be(("<x/>", "%PDF-"));
    }

    [Fact]
    public void What_holds_no_single_xml_is_told()
    {
        Message(new Download("f.pdf", "", [1])).Should().Contain("Falta el XML");
        Message(new Download("f.zip", "", Zip(("1.xml", ""), ("2.xml", "")))).Should().Contain("2 XML");
        Message(new Download("f.zip", "", [1, 2, 3])).Should().Contain("no se puede abrir");
        Message(new Download("bomba.zip", "", Zip(("f.xml", new string('a', LoadExternalInvoice.MostBytes + 1))))).Should().Contain("no se puede abrir");
    }

    private static string Message(Download file) => ExternalFiles.From([file]).Problems.Single().Message;

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        return bytes.ToArray();
    }
}
