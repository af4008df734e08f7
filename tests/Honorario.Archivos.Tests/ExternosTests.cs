using System.Text;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tests;

/// <summary>XML, PDF and ZIP of invoices made elsewhere, and logos.</summary>
public class ExternosTests
{
    private const string One = "620B0B78-36F0-48D1-B207-DB89C969E66F";
    private const string Two = "7A1C0B78-36F0-48D1-B207-DB89C969E660";

    [Theory]
    [InlineData("nested.zip", 0)]
    [InlineData("acuse.zip", 1)]
    public void The_cfdi_of_a_zip_is_taken_whatever_comes_with_it(string name, int leftOut)
    {
        var sorted = Pairing.Sort(Read(Caso.File(name)));

        sorted.Documents.Should().ContainSingle();
        sorted.LeftOut.Should().HaveCount(leftOut);
        sorted.LeftOut.Select(one => one.Why).Should().AllBe("es un acuse");
    }

    [Fact]
    public void Each_cfdi_gets_the_pdf_that_says_its_folio_whatever_it_is_called()
    {
        var sorted = Pairing.Sort(Read(Xml("a.xml", One), Xml("b.xml", Two), Pdf("a.pdf", $"Folio fiscal: {Two.ToLowerInvariant()}"),
            Pdf("x.pdf", "Folio", One[..24], One[24..])));

        sorted.Documents.Select(one => (one.Xml.Name, one.Pdf!.Name, one.Doubt)).Should().Equal(("a.xml", "x.pdf", null), ("b.xml", "a.pdf", null));
    }

    [Fact]
    public void A_pdf_of_something_else_is_a_doubt()
    {
        Doubt(Pdf("a.pdf", "Recibo de luz")).Should().Contain("parece de otra cosa");
        Doubt(Pdf("a.pdf", $"Folio fiscal {Two}")).Should().Contain(Two);
        Doubt(new BroughtFile("a.pdf", "%PDF-1.4\n%fake"u8.ToArray())).Should().Contain("no se");
        Doubt(Pdf("a.pdf", "Emisor EKU9003173C9", "Receptor XAXX010101000")).Should().Contain("parece de otra cosa", "it is of the same emisor");
        Doubt(Pdf("a.pdf", "Emisor EKU9003173C9", "Receptor GSA010101AB3")).Should().BeNull();
        Doubt(Pdf("a.pdf", $"Folio fiscal {One}")).Should().BeNull();
    }

    [Fact]
    public void What_a_mac_adds_is_left_out_without_a_word_and_an_acuse_with_one()
    {
        var zip = Bombas.Zip(("f/a.xml", [Xml("a.xml", One).Content]), ("__MACOSX/f/._a.xml", [new byte[10]]), ("f/.DS_Store", [new byte[10]]),
            ("f/Thumbs.db", [new byte[10]]),
            ("f/._b.pdf", [new byte[10]]), ("f/cancelado.xml", ["<CancelaCFDResult xmlns=\"http://cancelacfd.sat.gob.mx\"/>"u8.ToArray()]),
                ("f/leeme.txt", ["hola"u8.ToArray()]));

        var sorted = Pairing.Sort(Read(new BroughtFile("mes.zip", zip)));

        sorted.Documents.Select(one => one.Xml.Name).Should().Equal("mes.zip/f/a.xml");
        sorted.LeftOut.Select(one => (one.Piece.Name, one.Why)).Should().Equal(("mes.zip/f/cancelado.xml", "es un acuse"),
            ("mes.zip/f/leeme.txt", "no es un XML ni un PDF"));
    }

    [Fact]
    public void Other_roots_are_named()
    {
        var sorted = Pairing.Sort(Read(
            new BroughtFile("v33.xml", "<?xml version=\"1.0\"?><cfdi:Comprobante xmlns:cfdi=\"http://www.sat.gob.mx/cfd/3\" Version=\"3.3\"/>"u8.ToArray()),
            new BroughtFile("ret.xml",
                "<retenciones:Retenciones xmlns:retenciones=\"http://www.sat.gob.mx/esquemas/retencionpago/2\" Version=\"2.0\"/>"u8.ToArray()),
            new BroughtFile("otro.xml", "<a/>"u8.ToArray())));

        sorted.Documents.Should().BeEmpty();
        sorted.LeftOut.Select(one => one.Why).Should().Equal("es un CFDI 3.3, de una versión anterior a la 4.0",
            "es un CFDI de retenciones e información de pagos", "es un XML de otra cosa (a)");
    }

    [Fact]
    public void A_scan_is_told_by_the_qr_on_it()
    {
        using var own = new Hoja();
        own.ScannedCode(Verification(One));
        using var others = new Hoja();
        others.ScannedCode(Verification(Two));
        using var drawn = new Hoja();
        drawn.Write("Factura", 40, 60);
        drawn.Code(Verification(One), 40, 80, 90);

        Doubt(new BroughtFile("scan.pdf", own.Build())).Should().BeNull();
        Doubt(new BroughtFile("scan.pdf", others.Build())).Should().Contain(Two).And.Contain("parece de otra factura");
        Doubt(new BroughtFile("dibujado.pdf", drawn.Build())).Should().BeNull();
    }

    [Theory]
    [InlineData("truncated.jpg", "incompleta")]
    [InlineData("06-reg-ended.pdf", "un PDF")]
    public void A_logo_that_does_not_print_is_named(string name, string word) => PictureReader.Read(Caso.File(name)).Refusal.Should().Contain(word);

    [Theory]
    [InlineData("cmyk.jpg")]
    [InlineData("webp.webp")]
    public void A_logo_in_the_colours_of_a_printing_house_or_of_the_web_is_made_one_that_prints(string name)
    {
        var picture = PictureReader.Read(Caso.File(name)).Value!;

        var printed = PictureReader.Read(new BroughtFile("logo", picture.Content)).Value!;
        (printed.Kind, printed.Width, printed.Height).Should().Be((picture.Kind, picture.Width, picture.Height));
        printed.Content.Should().Equal(picture.Content, "it prints as it is");
        FileKinds.Of(picture.Content).Should().BeOneOf(FileKind.Png, FileKind.Jpeg);
    }

    private static string Verification(string uuid) =>
        $"https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx?id={uuid}&re=EKU9003173C9&rr=GSA010101AB3&tt=12500.000000&fe=abcdefg=";

    private static string? Doubt(BroughtFile pdf) => Pairing.Sort(Read(Xml("a.xml", One), pdf)).Documents.Single().Doubt;

    private static Pieces Read(params BroughtFile[] files)
    {
        var read = Unpacker.Read(files, _ => { });
        read.Refusal.Should().BeNull();
        return read.Value!;
    }

    private static BroughtFile Xml(string name, string uuid) => new(name, Encoding.UTF8.GetBytes(
        $"""<?xml version="1.0" encoding="UTF-8"?><cfdi:Comprobante xmlns:cfdi="http://www.sat.gob.mx/cfd/4" Version="4.0"><cfdi:Emisor Rfc="EKU9003173C9"/><cfdi:Receptor Rfc="GSA010101AB3"/><cfdi:Complemento><tfd:TimbreFiscalDigital xmlns:tfd="http://www.sat.gob.mx/TimbreFiscalDigital" UUID="{uuid}"/></cfdi:Complemento></cfdi:Comprobante>"""));

    private static BroughtFile Pdf(string name, params string[] lines)
    {
        using var page = new Hoja();
        for (var at = 0; at < lines.Length; at++)
            page.Write(lines[at], 40, 60 + (at * 14));
        return new BroughtFile(name, page.Build());
    }
}
