using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>
/// An element of a schema: its attributes and children in the order of the cadena original, which is also the order in which
/// the schema wants the children.
/// </summary>
internal sealed class Node(XName name, params Part[] parts)
{
    public XName Name { get; } = name;

    /// <summary>Whether the schema lets the children come in another order than the cadena original takes them.</summary>
    public bool AnyOrder { get; init; }

    public Part[] Parts { get; } = parts;
    public Dictionary<XName, AttributePart> Attributes { get; } = parts.OfType<AttributePart>().ToDictionary(part => part.Name);
    public Dictionary<XName, ChildPart> Children { get; } = parts.OfType<ChildPart>().ToDictionary(part => part.Node.Name);
}

/// <summary>A part of an element.</summary>
internal abstract record Part;

/// <summary>An attribute.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Required">Whether the schema wants it.</param>
/// <param name="Lexical">How it may be written.</param>
/// <param name="InCadena">Whether the seal covers it.</param>
internal sealed record AttributePart(XName Name, bool Required, Lexical Lexical, bool InCadena = true) : Part;

/// <summary>A child element.</summary>
/// <param name="Node">What it looks like.</param>
/// <param name="Required">At least one.</param>
/// <param name="Many">More than one allowed.</param>
internal sealed record ChildPart(Node Node, bool Required, bool Many) : Part;

/// <summary>An element that holds whatever other namespaces bring.</summary>
/// <param name="Name">The container.</param>
/// <param name="Sealed">Those of its children that are described here and belong to the cadena.</param>
/// <param name="Unsealed">Those that are described here and do not.</param>
/// <param name="InCadena">Whether the seal covers what it holds.</param>
internal sealed record OpenPart(XName Name, Node[] Sealed, Node[] Unsealed, bool InCadena = true) : Part;
