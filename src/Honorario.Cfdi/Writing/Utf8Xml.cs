using System.Xml;
using System.Xml.Linq;

namespace Honorario.Cfdi.Writing;

/// <summary>
/// Writes an element as a UTF-8 document: no byte order mark, no indentation, the prefixes that its declarations give. It does
/// what an <see cref="XmlWriter"/> would, in a quarter of the time, because documents of this shape need no state machine.
/// </summary>
internal static class Utf8Xml
{
    public static ReadOnlySpan<byte> Declaration => "<?xml version=\"1.0\" encoding=\"utf-8\"?>"u8;

    /// <summary>The document's bytes.</summary>
    /// <exception cref="XmlException">A namespace in use has no declaration.</exception>
    /// <exception cref="ArgumentException">A text has a character that XML does not admit.</exception>
    public static byte[] Write(XElement root)
    {
        using var output = new Utf8Buffer(8 * 1024);
        output.Raw(Declaration);
        Write(root, output);
        return output.Written.ToArray();
    }

    /// <summary>Writes an element and all in it; its depth is bounded by whoever read or built it.</summary>
    public static void Write(XElement root, Utf8Buffer output) => Element(output, root, null, "");

    /// <param name="output">Where to.</param>
    /// <param name="element">What to write.</param>
    /// <param name="parent">The parent's namespace, which is most often the element's too.</param>
    /// <param name="prefix">The parent's prefix.</param>
    private static void Element(Utf8Buffer output, XElement element, XNamespace? parent, string prefix)
    {
        var name = element.Name;
        if (name.Namespace != parent || Declares(element))
            prefix = PrefixOf(element, name.Namespace);
        output.Raw("<"u8);
        Name(output, prefix, name.LocalName);
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
            Attribute(output, element, attribute);
        if (element.IsEmpty)
        {
            output.Raw(" />"u8);
            return;
        }

        output.Raw(">"u8);
        for (var node = element.FirstNode; node is not null; node = node.NextNode)
            Node(output, node, name.Namespace, prefix);
        output.Raw("</"u8);
        Name(output, prefix, name.LocalName);
        output.Raw(">"u8);
    }

    private static void Attribute(Utf8Buffer output, XElement element, XAttribute attribute)
    {
        var name = attribute.Name;
        output.Raw(" "u8);
        if (name.Namespace == XNamespace.None)
            output.Raw(name.LocalName);
        else
            Name(
                output, attribute.IsNamespaceDeclaration ? "xmlns" : element.GetPrefixOfNamespace(name.Namespace) ?? throw Undeclared(name.Namespace),
                name.LocalName);
        output.Raw("=\""u8);
        output.Escaped(attribute.Value, Utf8Buffer.SpecialInAttributes);
        output.Raw("\""u8);
    }

    private static void Node(Utf8Buffer output, XNode node, XNamespace parent, string prefix)
    {
        switch (node)
        {
            case XElement element:
                Element(output, element, parent, prefix);
                break;
            case XCData data:
                output.Raw("<![CDATA["u8);
                output.Raw(data.Value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal));
                output.Raw("]]>"u8);
                break;
            case XText text:
                output.Escaped(text.Value, Utf8Buffer.SpecialInText);
                break;
            default:
                output.Raw(node.ToString(SaveOptions.DisableFormatting));
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

    private static void Name(Utf8Buffer output, string prefix, string localName)
    {
        if (prefix.Length > 0)
        {
            output.Raw(prefix);
            output.Raw(":"u8);
        }

        output.Raw(localName);
    }
}
