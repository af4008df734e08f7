using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>An attribute as it was read.</summary>
internal readonly record struct SatAttribute(XName Name, string Value);

/// <summary>
/// An element as it was read, to be checked: its name, its attributes and its elements, and nothing of what it takes to change or write it.
/// Declarations of namespaces are no attributes of it.
/// </summary>
internal sealed class SatElement(XName name)
{
    private static readonly SatAttribute[] NoAttributes = [];
    private static readonly SatElement[] NoElements = [];

    private SatElement[] _elements = NoElements;

    public XName Name { get; } = name;

    public SatElement? Parent { get; private set; }

    /// <summary>The element of a tree of which it was made; null of one that was read without a tree.</summary>
    public XElement? Source { get; private init; }

    public SatAttribute[] Attributes { get; init; } = NoAttributes;

    public SatElement Root
    {
        get
        {
            var root = this;
            while (root.Parent is { } parent)
                root = parent;
            return root;
        }
    }

    /// <summary>Its text; "" of what is read without a tree, which has white space alone.</summary>
    public string Value => Source?.Value ?? "";

    public SatElement[] Elements() => _elements;

    public static SatElement Of(XElement source)
    {
        var element = new SatElement(source.Name)
        {
            Source = source,
            Attributes =
            [
                .. source.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration)
                    .Select(attribute => new SatAttribute(attribute.Name, attribute.Value)),
            ],
        };
        element.Adopt([.. source.Elements().Select(Of)]);
        return element;
    }

    public void Adopt(SatElement[] elements)
    {
        _elements = elements;
        foreach (var element in elements)
            element.Parent = this;
    }

    public SatAttribute? Attribute(XName name)
    {
        foreach (var attribute in Attributes)
        {
            if (ReferenceEquals(attribute.Name, name))
                return attribute;
        }

        return null;
    }

    /// <summary>The value, trimmed, of an attribute without a namespace; null when absent.</summary>
    public string? Text(string attribute)
    {
        foreach (var present in Attributes)
        {
            if (present.Name.LocalName == attribute && present.Name.NamespaceName.Length == 0)
                return present.Value.Trim();
        }

        return null;
    }

    public SatElement? Element(XName name)
    {
        foreach (var element in _elements)
        {
            if (ReferenceEquals(element.Name, name))
                return element;
        }

        return null;
    }

    public IEnumerable<SatElement> Elements(XName name) =>
        _elements.Length == 0 ? NoElements : _elements.Where(element => ReferenceEquals(element.Name, name));

    public IEnumerable<SatElement> Descendants()
    {
        foreach (var element in _elements)
        {
            yield return element;
            foreach (var deeper in element.Descendants())
                yield return deeper;
        }
    }

    public IEnumerable<SatElement> Descendants(XName name) => Descendants().Where(element => ReferenceEquals(element.Name, name));

    public IEnumerable<SatElement> AncestorsAndSelf()
    {
        for (var element = this; element is not null; element = element.Parent)
            yield return element;
    }
}

/// <summary>What is asked of many elements at once.</summary>
internal static class SatElements
{
    public static IEnumerable<SatElement> Elements(this IEnumerable<SatElement> parents) => parents.SelectMany(parent => parent.Elements());

    public static IEnumerable<SatElement> Elements(this IEnumerable<SatElement> parents, XName name) => parents.SelectMany(parent => parent.Elements(name));
}
