using System.Text;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Reading;

/// <summary>Files made to do harm end as a finding, in memory that does not grow with what they promise.</summary>
public class HostileXmlTests
{
    private const long Megabyte = 1024 * 1024;

    public static TheoryData<string> Hostile => new(
    [
        "",
        " ",
        "<",
        "<a",
        "<a b=\"",
        "<a></b>",
        "<a b=\"1\" b=\"2\"/>",
        "<a>&nbsp;</a>",
        "<a>\u0001</a>",
        "<a>&#0;</a>",
        "texto",
        "<a/><b/>",
        "<?xml version=\"1.0\" encoding=\"utf-7\"?><a/>",
        "<?xml version=\"1.0\" encoding=\"ebcdic-cp-es\"?><a/>",
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>",
        "<?xml version=\"1.0\" encoding=\"no existe\"?><a/>",
        "<?xml version=\"1.1\"?><a/>",
        "<!DOCTYPE a SYSTEM \"http://127.0.0.1/a.dtd\"><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM \"file:///etc/passwd\"> %x;]><a/>",
        "<!DOCTYPE a [<!ENTITY a0 \"ja\"><!ENTITY a1 \"&a0;&a0;&a0;&a0;\"><!ENTITY a2 \"&a1;&a1;&a1;&a1;\">]><a>&a2;</a>",
    ]);

    public static TheoryData<string, byte[]> WrongEncodings => new()
    {
        { "UTF-16 with its mark", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<a/>")] },
        { "UTF-16 without it", Encoding.Unicode.GetBytes("<a/>") },
        { "UTF-16 the other way round", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes("<a/>")] },
        { "UTF-32", Encoding.UTF32.GetBytes("<a/>") },
        { "ISO-8859-1 that says it is UTF-8", Encoding.Latin1.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?><a b=\"Ñandú\"/>") },
        { "half a character", [.. "<a b=\""u8, 0xC3, .. "\"/>"u8] },
        { "a surrogate in UTF-8", [.. "<a b=\""u8, 0xED, 0xA0, 0x80, .. "\"/>"u8] },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_document_is_a_finding(string xml) => IsFault(Encoding.UTF8.GetBytes(xml));

    [Theory]
    [MemberData(nameof(WrongEncodings))]
    public void A_document_in_another_encoding_is_a_finding(string what, byte[] xml)
    {
        what.Should().NotBeEmpty();
        IsFault(xml);
    }

    [Fact]
    public void A_mark_before_UTF_8_is_no_fault() => SafeXml.Load((byte[])[.. Encoding.UTF8.GetPreamble(), .. "<a/>"u8]).Root.Should().NotBeNull();

    [Fact]
    public void A_sample_cut_anywhere_is_a_finding()
    {
        var xml = File.ReadAllBytes(SharedFolder.Sat("samples", "pago20-sealed.xml"));
        var end = xml.AsSpan().TrimEnd("\r\n\t "u8).Length;
        for (var cut = 0; cut < end; cut += 7)
            IsFault(xml[..cut]);
    }

    [Fact]
    public void Deep_nesting_is_a_finding() => IsFault(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(
        "<a>", 1_000_000)) + string.Concat(Enumerable.Repeat(
        "</a>", 1_000_000))));

    [Fact]
    public void An_attribute_of_100_megabytes_is_refused_unread()
    {
        var xml = new byte[100 * Megabyte];
        Array.Fill(xml, (byte)'a');
        "<a b=\""u8.CopyTo(xml);
        "\"/>"u8.CopyTo(xml.AsSpan(xml.Length - 3));

        IsFault(xml, most: 1);
    }

    [Fact]
    public void An_endless_stream_is_read_no_further_than_the_largest_document()
    {
        using var endless = new Endless();

        SafeXml.Load(endless).Fault!.Code.Should().Be("301");
        endless.Given.Should().BeLessThan(SafeXml.MaxBytes + Megabyte);
    }

    [Fact]
    public void An_attribute_of_30_megabytes_ends_as_findings()
    {
        var xml = Encoding.UTF8.GetBytes(
            $"<cfdi:Comprobante xmlns:cfdi=\"http://www.sat.gob.mx/cfd/4\" Version=\"4.0\" Serie=\"{new string('x', (int)(30 * Megabyte))}\"/>"
        );

        var read = CfdiReader.Read(xml);

        read.Document.Should().BeNull();
        read.Findings.Should().OnlyContain(finding => finding.Message.Length < 500, "a message does not repeat the whole value");
    }

    [Theory]
    [InlineData("<a/>", 400_000)]
    [InlineData("<a b=\"1\" c=\"2\"/>", 150_000)]
    [InlineData("<!-- a -->", 400_000)]
    public void Many_strange_nodes_end_as_at_most_200_findings(string node, int count)
    {
        var xml = Encoding.UTF8.GetBytes(
            $"<cfdi:Comprobante xmlns:cfdi=\"http://www.sat.gob.mx/cfd/4\">{string.Concat(Enumerable.Repeat(node, count))}</cfdi:Comprobante>"
        );

        CfdiReader.Read(xml).Findings.Should().HaveCountLessThanOrEqualTo(200).And.NotBeEmpty();
    }

    [Fact]
    public void More_than_a_million_nodes_are_refused() => IsFault(
        Encoding.UTF8.GetBytes($"<a>{string.Concat(Enumerable.Repeat("<b/>", 1_100_000))}</a>"), most: 100);

    [Fact]
    public void Many_attributes_end_as_findings()
    {
        var attributes = string.Concat(Enumerable.Range(0, 100_000).Select(one => $" a{one}=\"\""));
        var xml = Encoding.UTF8.GetBytes($"<cfdi:Comprobante xmlns:cfdi=\"http://www.sat.gob.mx/cfd/4\"{attributes}/>");

        CfdiReader.Read(xml).Findings.Should().HaveCountLessThanOrEqualTo(200).And.NotBeEmpty();
    }

    [Theory]
    [InlineData("\u00A0100.00")]
    [InlineData("100,00")]
    [InlineData("1e2")]
    [InlineData("-1.00")]
    [InlineData("NaN")]
    [InlineData("99999999999999999999999999999")]
    [InlineData("")]
    public void An_amount_that_is_none_is_a_finding(string total)
    {
        var root = SafeXml.Load(File.ReadAllBytes(SharedFolder.Sat("samples", "ingreso-sealed-stamped.xml"))).Root!;
        root.SetAttributeValue("Total", total);

        CfdiReader.Read(root).Findings.Should().Contain(finding => finding.Path == "Comprobante/@Total");
        SealVerifier.Seal(root).Should().Be(SealState.Invalid);
    }

    [Theory]
    [InlineData('\u0001')]
    [InlineData('\uD800')]
    [InlineData('\uDC00')]
    [InlineData('\uFFFF')]
    public void A_typed_text_that_XML_does_not_admit_is_a_finding(char letter)
    {
        var document = CfdiReader.Read(File.ReadAllBytes(SharedFolder.Sat("samples", "ingreso-sealed-stamped.xml"))).Document!;

        Preflight.Check(
            document with { Serie = $"A{letter}B" },
            DateTimeOffset.UnixEpoch).Should().Contain(finding => finding.Code == "301" && finding.Path == "Comprobante/@Serie");
        Preflight.Check(document with { Serie = "\U0001F600" }, DateTimeOffset.UnixEpoch).Should().NotContain(finding => finding.Path == "Comprobante/@Serie");
    }

    private static void IsFault(byte[] xml, int most = 20)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var loaded = SafeXml.Load(xml);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        loaded.Root.Should().BeNull();
        loaded.Fault!.Code.Should().Be("301");
        loaded.Fault.Severity.Should().Be(Severity.Error);
        loaded.Fault.WhatToChange.Should().NotBeEmpty();
        loaded.Fault.Message.Should().NotContain("línea 0", "it says something that can be found");
        allocated.Should().BeLessThan(most * Megabyte);
    }

    private sealed class Endless : Stream
    {
        public long Given { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
