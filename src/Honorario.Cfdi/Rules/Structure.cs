using System.Xml;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Findings;

namespace Honorario.Cfdi.Rules;

/// <summary>
/// Checks what the schema says of a document: which attributes and elements there are, in which order, how often, and how each
/// is written. The values of catalogues are the rules' business. A seal is not asked for.
/// </summary>
/// <remarks>Source: Anexo 20, <c>cfdv40.xsd</c>, <c>Pagos20.xsd</c>, <c>TimbreFiscalDigitalv11.xsd</c>; the PAC's code 301.</remarks>
public static class Structure
{
    private const int MostFindings = 200;

    /// <summary>XML's white space, which a schema collapses.</summary>
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Every departure from the schema, in document order, at most two hundred.</summary>
    /// <param name="root">The document's root element.</param>
    public static IReadOnlyList<Finding> Check(XElement root) => Check(SatElement.Of(root));

    internal static IReadOnlyList<Finding> Check(SatElement root)
    {
        if (root.Name != Schema.Comprobante.Name)
        {
            return [Other(root)];
        }

        var findings = new List<Finding>();
        Check(Schema.Comprobante, root, findings);
        return [.. findings.Take(MostFindings)];
    }

    /// <summary>What a document is that is not a CFDI 4.0.</summary>
    private static Finding Other(SatElement root) => SatDocument.Of(root) is { } other
        ? Fault(root, null, $"Es un {other.Name}, no un CFDI 4.0.", "Sus reglas no se revisan aquí; si buscabas una factura vigente, carga un CFDI 4.0.")
        : Fault(root, null, $"El archivo no es un CFDI 4.0: su raíz es {root.Name.LocalName}.", "Carga el XML de un CFDI versión 4.0.");

    private static void Check(Node node, SatElement element, List<Finding> findings)
    {
        if (findings.Count >= MostFindings)
            return;
        CheckAttributes(node, element, findings);
        CheckChildren(node, element, findings);
    }

    private static void CheckAttributes(Node node, SatElement element, List<Finding> findings)
    {
        foreach (var attribute in element.Attributes)
        {
            if (findings.Count >= MostFindings)
                return;
            if (attribute.Name.Namespace == Schema.Xsi)
                continue;
            if (!node.Attributes.TryGetValue(attribute.Name, out var part))
                findings.Add(Fault(
                    element, attribute.Name.LocalName, $"El atributo {attribute.Name.LocalName} no existe en {element.Name.LocalName}.", "Quítalo."));
            else if (!IsXml(attribute.Value))
                findings.Add(Fault(
                    element, attribute.Name.LocalName, $"{attribute.Name.LocalName} tiene un carácter que un XML no admite.",
                    "Bórralo y escribe el texto de nuevo."));
            else if (!part.Lexical.Accepts(attribute.Value.Trim(Blanks)))
                findings.Add(Fault(
                    element, attribute.Name.LocalName, $"El valor \"{Shorten(attribute.Value)}\" no es válido en {attribute.Name.LocalName}.",
                    $"Escribe {part.Lexical.Wants}."));
        }

        foreach (var part in node.Attributes.Values)
        {
            if (part.Required && element.Attribute(part.Name) is null)
                findings.Add(Fault(
                    element, part.Name.LocalName, $"Falta el atributo {part.Name.LocalName} en {element.Name.LocalName}.",
                    $"Escribe {part.Lexical.Wants}."));
        }
    }

    private static void CheckChildren(Node node, SatElement element, List<Finding> findings)
    {
        var place = 0;
        SatElement? previous = null;
        foreach (var child in element.Elements())
        {
            if (findings.Count >= MostFindings)
                return;
            var at = Array.FindIndex(node.Parts, part => NameOf(part) == child.Name);
            if (at < 0)
            {
                findings.Add(Fault(child, null, $"El elemento {child.Name.LocalName} no existe en {element.Name.LocalName}.", "Quítalo."));
                continue;
            }

            if (at < place && !node.AnyOrder)
                findings.Add(Fault(
                    child, null, $"El elemento {child.Name.LocalName} está fuera de su lugar en {element.Name.LocalName}.",
                    "Ordena los elementos como el Anexo 20."));
            else if (previous?.Name == child.Name && node.Parts[at] is not ChildPart { Many: true })
                findings.Add(Fault(child, null, $"El elemento {child.Name.LocalName} se repite en {element.Name.LocalName}.", "Deja uno."));
            place = Math.Max(place, at);
            previous = child;
            switch (node.Parts[at])
            {
                case ChildPart part:
                    Check(part.Node, child, findings);
                    break;
                case OpenPart part:
                    CheckOpen(part, child, findings);
                    break;
            }
        }

        foreach (var part in node.Children.Values)
        {
            if (part.Required && element.Element(part.Node.Name) is null)
                findings.Add(Fault(element, null, $"Falta el elemento {part.Node.Name.LocalName} en {element.Name.LocalName}.", "Agrégalo."));
        }
    }

    private static void CheckOpen(OpenPart open, SatElement container, List<Finding> findings)
    {
        foreach (var known in open.Sealed.Concat(open.Unsealed))
        {
            foreach (var present in container.Elements(known.Name))
                Check(known, present, findings);
        }
    }

    private static XName? NameOf(Part part) => part switch
    {
        ChildPart child => child.Node.Name,
        OpenPart open => open.Name,
        _ => null,
    };

    private static Finding Fault(SatElement element, string? attribute, string message, string whatToChange) =>
        new("301", Severity.Error, XmlPath.Of(element, attribute), message, whatToChange);

    /// <summary>Whether a typed text can be written: no control characters and no halves of a surrogate pair.</summary>
    private static bool IsXml(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!XmlConvert.IsXmlChar(text[at]) && (at + 1 == text.Length || !XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at++])))
                return false;
        }

        return true;
    }

    internal static string Shorten(string value) => value.Length <= 60 ? value : $"{value[..60]}…";
}
