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
        var read = Files([new Download("factura.ZIP", "", Zip(("a/f.xml", Cfdi("x")), ("a/f.PDF", "%PDF-")))]);

        (Encoding.UTF8.GetString(read.Value!.Xml), Encoding.UTF8.GetString(read.Value.Pdf!)).Should().Be((Cfdi("x"), "%PDF-"));
    }

    [Fact]
    public void What_holds_no_single_xml_is_told()
    {
        Message(new Download("f.pdf", "", [1])).Should().Contain("Falta el XML");
        Message(new Download("f.zip", "", Zip(("1.xml", Cfdi("1")), ("2.xml", Cfdi("2"))))).Should().Contain("2 XML");
        Message(new Download("f.zip", "", [1, 2, 3])).Should().Contain("no se puede abrir");
        Message(new Download("bomba.zip", "", Zip(("f.xml", new string('a', LoadExternalInvoice.MostBytes + 1))))).Should().Contain("no se puede abrir");
    }

    [Fact]
    public void Many_are_paired_by_name_within_their_folder_and_what_belongs_to_none_is_left_out()
    {
        var zip = new Download(
            "mes.zip",
            "",
            Zip(
                ("a/f.xml", Cfdi("a")),
                ("a/f.pdf", "A"),
                ("b/F.XML", Cfdi("b")),
                ("b/f.PDF", "B"),
                ("c.xml", Cfdi("c")),
                ("d.pdf", "D"),
                ("léeme.txt", "")));

        var pile = Pile([zip, new Download("c.pdf", "", "C"u8.ToArray())]).Value!;

        pile.Documents.Select(one => (one.Name, Encoding.UTF8.GetString(one.Files.Xml), Encoding.UTF8.GetString(one.Files.Pdf ?? []))).Should().BeEquivalentTo(
            [("mes.zip/a/f.xml", Cfdi("a"), "A"), ("mes.zip/b/F.XML", Cfdi("b"), "B"), ("mes.zip/c.xml", Cfdi("c"), "")]);
        pile.LeftOut.Should().BeEquivalentTo(
            "mes.zip/d.pdf (no es de ninguno de los XML)", "mes.zip/léeme.txt (no es un XML ni un PDF)", "c.pdf (no es de ninguno de los XML)");
    }

    [Fact]
    public void More_than_fit_at_once_and_a_bomb_of_many_small_files_are_refused()
    {
        var many = Zip([.. Enumerable.Range(0, ExternalPile.Most + 1).Select(at => ($"{at}.xml", Cfdi("x")))]);
        var bomb = Zip([.. Enumerable.Range(0, 11).Select(at => ($"{at}.xml", new string('a', LoadExternalInvoice.MostBytes)))]);

        Pile([new Download("f.zip", "", many)]).Problems.Single().Message.Should().Contain($"{ExternalPile.Most + 1} XML");
        Pile([new Download("f.zip", "", bomb)]).Problems.Single().Message.Should().Contain("no se puede abrir");
        Pile([new Download("f.pdf", "", [1])]).Problems.Single().Message.Should().Contain("Falta el XML");
    }

    [Fact]
    public void What_a_mac_adds_to_its_zips_is_no_file_of_the_user()
    {
        var zip = new Download(
            "mac.zip",
            "",
            Zip(
                ("f/f.xml", Cfdi("x")),
                ("f/f.pdf", "%PDF-"),
                ("__MACOSX/f/._f.xml", "Mac OS X"),
                ("__MACOSX/f/._f.pdf", "Mac OS X"),
                ("f/.DS_Store", "")));

        Encoding.UTF8.GetString(Files([zip]).Value!.Xml).Should().Be(Cfdi("x"));
        var pile = Pile([zip]).Value!;
        pile.Documents.Should().ContainSingle().Which.Name.Should().Be("mac.zip/f/f.xml");
        pile.LeftOut.Should().BeEmpty();
    }

    [Fact]
    public void A_zip_with_a_password_is_told_as_such_even_where_its_files_are_not_compressed()
    {
        var locked = Zip(("f.xml", Cfdi("x")));
        foreach (var (header, flags) in new[] { ("PK\u0003\u0004", 6), ("PK\u0001\u0002", 8) })
            locked[locked.AsSpan().IndexOf(Encoding.Latin1.GetBytes(header)) + flags] |= 1;

        Message(new Download("f.zip", "", locked)).Should().Contain("sin contraseña");
    }

    private static Result<ExternalFiles> Files(IReadOnlyList<Download> files) => ExternalFiles.FromAsync(new Archivos.HereAndNow(), files,
        CancellationToken.None).Result;

    private static Result<ExternalPile> Pile(IReadOnlyList<Download> files) => ExternalPile.FromAsync(new Archivos.HereAndNow(), files,
        CancellationToken.None).Result;

    private static string Cfdi(string of) => $"<cfdi:Comprobante xmlns:cfdi=\"http://www.sat.gob.mx/cfd/4\" Version=\"4.0\" Serie=\"{of}\"/>";

    private static string Message(Download file) => Files([file]).Problems.Single().Message;

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
