using System.Text;
using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>Takes the cadena original from the attributes of a tree, as written, in the order of <see cref="Schema"/>.</summary>
internal static class Cadena
{
    /// <summary>Between its bars: <c>||4.0|A|1|…||</c>.</summary>
    public static string Of(Node node, XElement element)
    {
        var cadena = new StringBuilder("|", 2048);
        Append(cadena, node, element);
        return cadena.Append("||").ToString();
    }

    /// <summary>What a complement adds to that of its document: nothing, when it is not a known one.</summary>
    public static string OfComplement(XElement complement)
    {
        if (complement.Name != Schema.Pagos.Name)
            return "";
        var cadena = new StringBuilder();
        Append(cadena, Schema.Pagos, complement);
        return cadena.ToString();
    }

    /// <summary>Whether folding would leave it as it is; most texts have no white space at all.</summary>
    public static bool IsFolded(ReadOnlySpan<char> value) =>
        value.IndexOfAnyInRange('\t', ' ') < 0
        || (value.IndexOfAny('\t', '\r', '\n') < 0 && value[0] != ' ' && value[^1] != ' ' && value.IndexOf("  ") < 0);

    /// <summary>XPath's normalize-space: XML's four white spaces fold to one and are trimmed.</summary>
    public static string Fold(string value)
    {
        var folded = new StringBuilder(value.Length);
        AppendFolded(folded, value);
        return folded.ToString();
    }

    private static void Append(StringBuilder cadena, Node node, XElement element)
    {
        foreach (var part in node.Parts)
        {
            switch (part)
            {
                case AttributePart { InCadena: true } attribute when element.Attribute(attribute.Name) is { } present:
                    AppendFolded(cadena.Append('|'), present.Value);
                    break;
                case ChildPart child:
                    AppendAll(cadena, child.Node, element);
                    break;
                case OpenPart open:
                    for (var inner = element.FirstNode; inner is not null; inner = inner.NextNode)
                    {
                        if (inner is XElement container && container.Name == open.Name)
                        {
                            foreach (var known in open.Sealed)
                                AppendAll(cadena, known, container);
                        }
                    }

                    break;
            }
        }
    }

    /// <summary>Each child that the node describes; walked by hand, for this is where sealing spends its time beside RSA.</summary>
    private static void AppendAll(StringBuilder cadena, Node node, XElement parent)
    {
        for (var inner = parent.FirstNode; inner is not null; inner = inner.NextNode)
        {
            if (inner is XElement child && child.Name == node.Name)
                Append(cadena, node, child);
        }
    }

    private static void AppendFolded(StringBuilder cadena, string value)
    {
        if (IsFolded(value))
        {
            cadena.Append(value);
            return;
        }

        var start = cadena.Length;
        var gap = false;
        foreach (var letter in value)
        {
            if (letter is ' ' or '\t' or '\r' or '\n')
            {
                gap = cadena.Length > start;
                continue;
            }

            if (gap)
                cadena.Append(' ');
            gap = false;
            cadena.Append(letter);
        }
    }
}
