using System.IO.Compression;
using System.Text;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi.Reading;

namespace Honorario.Billing.Tests.Externa;

/// <summary>Files in, and files out.</summary>
public class ExternalFilesTests(Databases databases)
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

    [Fact]
    public async Task Every_stamped_invoice_of_a_filter_goes_into_one_zip_and_the_whole_filter_into_one_csv()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var numbers = new[] { "AA-1", "AA-2", "=BB" };
        var uuids = new List<string>();
        foreach (var number in numbers)
        {
            await world.AddServicesAsync(1, number);
            uuids.Add((await world.StampedAsync(number)).Uuid);
        }

        await world.DraftAsync("AA-3");
        var hand = new HandOutInvoices(world.Storage, new InvoiceFiles(world.Storage));

        using var zip = new ZipArchive(new MemoryStream((await hand.ZipAsync(new InvoiceFilter("AA-"), CancellationToken.None))!.Content));
        var csv = Encoding.UTF8.GetString((await hand.CsvAsync(new InvoiceFilter(), CancellationToken.None)).Content);

        zip.Entries.Should().HaveCount(4);
        zip.Entries.Where(entry => entry.Name.EndsWith(".xml", StringComparison.Ordinal)).Select(Uuid).Should().BeEquivalentTo(uuids.Take(2));
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(5);
        csv.Should().Contain("AA-3").And.Contain("'=BB").And.Contain(uuids[2]);
    }

    private static string Uuid(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using var content = entry.Open();
        content.CopyTo(bytes);
        return CfdiReader.Read(bytes.ToArray()).Document!.Timbre!.Uuid;
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
