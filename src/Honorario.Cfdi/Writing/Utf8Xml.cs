using System.Buffers;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Honorario.Cfdi.Writing;

/// <summary>
/// Writes an element as a UTF-8 document: no byte order mark, no indentation, the prefixes that its declarations give. It does
/// what an <see cref="XmlWriter"/> would, in a quarter of the time, because documents of this shape need no state machine.
/// </summary>
internal ref struct Utf8Xml
{
    private const string NotXml = "\0\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\uFFFE\uFFFF";

    private static readonly SearchValues<char> SpecialInText = SearchValues.Create("&<>\r" + NotXml);
    private static readonly SearchValues<char> SpecialInAttributes = SearchValues.Create("&<>\"\t\r\n" + NotXml);
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private byte[] _buffer;
    private int _length;

    private Utf8Xml(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    /// <summary>The document's bytes.</summary>
    /// <exception cref="XmlException">A namespace in use has no declaration.</exception>
    /// <exception cref="ArgumentException">A text has a character that XML does not admit.</exception>
    public static byte[] Write(XElement root)
    {
        var output = new Utf8Xml(8 * 1024);
        try
        {
            output.Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8);
            output.Element(root, null, "");
            return output._buffer.AsSpan(0, output._length).ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(output._buffer);
        }
    }

    /// <param name="element">What to write; its depth is bounded by whoever read or built it.</param>
    /// <param name="parent">The parent's namespace, which is most often the element's too.</param>
    /// <param name="prefix">The parent's prefix.</param>
    private void Element(XElement element, XNamespace? parent, string prefix)
    {
        var name = element.Name;
        if (name.Namespace != parent || Declares(element))
            prefix = PrefixOf(element, name.Namespace);
        Raw("<"u8);
        Name(prefix, name.LocalName);
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
            Attribute(element, attribute);
        if (element.IsEmpty)
        {
            Raw(" />"u8);
            return;
        }

        Raw(">"u8);
        for (var node = element.FirstNode; node is not null; node = node.NextNode)
            Node(node, name.Namespace, prefix);
        Raw("</"u8);
        Name(prefix, name.LocalName);
        Raw(">"u8);
    }

    private void Attribute(XElement element, XAttribute attribute)
    {
        var name = attribute.Name;
        Raw(" "u8);
        if (name.Namespace == XNamespace.None)
            Raw(name.LocalName);
        else
            Name(attribute.IsNamespaceDeclaration ? "xmlns" : element.GetPrefixOfNamespace(name.Namespace) ?? throw Undeclared(name.Namespace), name.LocalName);
        Raw("=\""u8);
        Escaped(attribute.Value, SpecialInAttributes);
        Raw("\""u8);
    }

    private void Node(XNode node, XNamespace parent, string prefix)
    {
        switch (node)
        {
            case XElement element:
                Element(element, parent, prefix);
                break;
            case XCData data:
                Raw("<![CDATA["u8);
                Raw(data.Value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal));
                Raw("]]>"u8);
                break;
            case XText text:
                Escaped(text.Value, SpecialInText);
                break;
            default:
                Raw(node.ToString(SaveOptions.DisableFormatting));
                break;
        }
    }

    private static bool Declares(XElement element)
    {
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            if (attribute.IsNamespaceDeclaration)
                return true;
        }

        return false;
    }

    private static string PrefixOf(XElement element, XNamespace wanted) => wanted == element.GetDefaultNamespace()
        ? ""
        : element.GetPrefixOfNamespace(wanted) ?? throw Undeclared(wanted);

    private static XmlException Undeclared(XNamespace wanted) => new($"The namespace {wanted} has no prefix.");

    private void Name(string prefix, string localName)
    {
        if (prefix.Length > 0)
        {
            Raw(prefix);
            Raw(":"u8);
        }

        Raw(localName);
    }

    private void Escaped(string value, SearchValues<char> special)
    {
        var rest = value.AsSpan();
        for (var at = rest.IndexOfAny(special); at >= 0; at = rest.IndexOfAny(special))
        {
            Raw(rest[..at]);
            Raw(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' => "&#x9;",
                '\r' => "&#xD;",
                '\n' => "&#xA;",
                var other => throw new ArgumentException($"XML does not admit the character U+{(int)other:X4}."),
            });
            rest = rest[(at + 1)..];
        }

        Raw(rest);
    }

    private void Raw(ReadOnlySpan<char> text)
    {
        var most = text.Length * 3;
        if (_buffer.Length - _length < most)
            Grow(most);
        _length += Utf8.GetBytes(text, _buffer.AsSpan(_length));
    }

    private void Raw(ReadOnlySpan<byte> ascii)
    {
        if (_buffer.Length - _length < ascii.Length)
            Grow(ascii.Length);
        ascii.CopyTo(_buffer.AsSpan(_length));
        _length += ascii.Length;
    }

    private void Grow(int most)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + most));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
