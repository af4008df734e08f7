using System.Text;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;

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
        Doubt(Pdf("a.pdf", "Emisor EKU9003173C9")).Should().BeNull();
        Doubt(Pdf("a.pdf", $"Folio fiscal {One}")).Should().BeNull();
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

    [Theory]
    [InlineData("cmyk.jpg", "CMYK")]
    [InlineData("truncated.jpg", "incompleta")]
    [InlineData("webp.webp", "WebP")]
    [InlineData("06-reg-ended.pdf", "un PDF")]
    public void A_logo_that_does_not_print_is_named(string name, string word) => PictureReader.Read(Caso.File(name)).Refusal.Should().Contain(word);

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
