using System.Text;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Tests.Rules;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Tests.Reading;

/// <summary>What is read without a tree is what a tree would say, or is left to it. Damaged files: <c>Fuzz/Targets</c>.</summary>
public class FastXmlTests
{
    [Theory]
    [InlineData("iva")]
    [InlineData("pago")]
    [InlineData("honorarios")]
    public void A_document_as_it_is_written_is_read_without_a_tree_and_says_the_same(string shape)
    {
        var xml = CfdiWriter.Write(ValidDocuments.Make(shape));

        var read = Read(xml);

        read.Should().NotBeNull();
        Written(read!).Should().Be(Written(SatElement.Of(SafeXml.Load(xml).Root!)));
    }

    [Theory]
    [InlineData("<a b='1' c=\"2 &amp; 3 &lt;&gt;&quot;&apos;\"/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n  <b ñ='1'/>\n</a>\n")]
    [InlineData("<x:a xmlns:x='urn:1'><x:b xmlns:x='urn:2' x:c='1'/><x:d c='Ñandú'/></x:a>")]
    [InlineData("<a xmlns='urn:1'><b xmlns=''><c/></b><d/></a>")]
    public void Names_namespaces_and_entities_are_those_of_a_tree(string xml)
    {
        var bytes = Encoding.UTF8.GetBytes(xml);

        var read = Read(bytes);

        if (read is not null)
            Written(read).Should().Be(Written(SatElement.Of(SafeXml.Load(bytes).Root!)));
        else
            xml.Should().Contain("ñ='", "nothing else of these is unusual");
    }

    [Theory]
    [InlineData("<a b='1' b='2'/>")]
    [InlineData("<a xmlns:x='urn:1' xmlns:y='urn:1' x:b='1' y:b='2'/>")]
    [InlineData("<a xmlns:x='urn:1' xmlns:x='urn:2'/>")]
    [InlineData("<x:a/>")]
    [InlineData("<a x:b='1'/>")]
    [InlineData("<a><b></a></b>")]
    [InlineData("<a></ab>")]
    [InlineData("<a></a><b/>")]
    [InlineData("<a b='1'c='2'/>")]
    [InlineData("<a b='<'/>")]
    [InlineData("<a b='&c;'/>")]
    [InlineData("<a b='&'/>")]
    [InlineData("<a b=1/>")]
    [InlineData("<a b/>")]
    [InlineData("<1a/>")]
    [InlineData("<a 1b='2'/>")]
    [InlineData("<a:b:c xmlns:a='urn:1'/>")]
    [InlineData("<a xmlns:x=''/>")]
    [InlineData("<a xmlns:xml='urn:1'/>")]
    [InlineData("<a>text</a>")]
    [InlineData("<a><!-- c --></a>")]
    [InlineData("<a><![CDATA[c]]></a>")]
    [InlineData("<!DOCTYPE a><a/>")]
    [InlineData("<a b='\u0001'/>")]
    [InlineData("<a b='\uFFFF'/>")]
    [InlineData("<a")]
    [InlineData("")]
    public void What_is_malformed_or_unusual_is_left_to_the_tree(string xml) => Read(Encoding.UTF8.GetBytes(xml)).Should().BeNull();

    [Fact]
    public void Bytes_that_are_no_UTF8_and_depth_beyond_measure_are_left_to_the_tree()
    {
        Read([.. "<a b='"u8, 0xC3, 0x28, .. "'/>"u8]).Should().BeNull();
        var deep = string.Concat(Enumerable.Repeat("<a>", 70)) + string.Concat(Enumerable.Repeat("</a>", 70));
        Read(Encoding.UTF8.GetBytes(deep)).Should().BeNull();
        FastXml.Read("<a b='1' c='2'/>"u8, 64, 2).Should().BeNull();
    }

    private static SatElement? Read(byte[] xml) => FastXml.Read(xml, 64, 1_000_000);

    private static string Written(SatElement element) =>
        $"<{element.Name}{string.Concat(element.Attributes.Select(attribute => $" {attribute.Name}=\"{attribute.Value}\""))}>"
        + $"{string.Concat(element.Elements().Select(Written))}</>";
}
