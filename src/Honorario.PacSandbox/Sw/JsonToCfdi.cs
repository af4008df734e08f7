using System.Text.Json;
using System.Xml.Linq;

namespace Honorario.PacSandbox;

/// <summary>
/// A CFDI written as JSON, with the names of its XML: texts are attributes, objects are elements, lists are repeated elements. The lists that
/// the schema wraps (Conceptos, Traslados…) wrap one here too.
/// </summary>
/// <remarks>Source: SW Sapien, Emisión-Timbrado JSON; Anexo 20, cfdv40.xsd; Pagos20.xsd.</remarks>
internal static class JsonToCfdi
{
    private static readonly XNamespace Cfdi = "http://www.sat.gob.mx/cfd/4";
    private static readonly XNamespace Pagos = "http://www.sat.gob.mx/Pagos20";

    /// <summary>The order in which cfdv40.xsd wants the children of the root; JSON promises none.</summary>
    private static readonly string[] Order =
        ["InformacionGlobal", "CfdiRelacionados", "Emisor", "Receptor", "Conceptos", "Impuestos", "Complemento", "Addenda"];

    private static readonly Dictionary<string, string> Wrapped = new()
    {
        ["Conceptos"] = "Concepto",
        ["Traslados"] = "Traslado",
        ["Retenciones"] = "Retencion",
        ["TrasladosDR"] = "TrasladoDR",
        ["RetencionesDR"] = "RetencionDR",
        ["TrasladosP"] = "TrasladoP",
        ["RetencionesP"] = "RetencionP",
    };

    /// <exception cref="FormatException">It is not an object of texts, objects and lists.</exception>
    /// <exception cref="System.Xml.XmlException">A name is none that XML allows.</exception>
    public static XElement Comprobante(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw new FormatException("El comprobante debe ser un objeto.");
        var root = new XElement(Cfdi + "Comprobante", new XAttribute(XNamespace.Xmlns + "cfdi", Cfdi.NamespaceName));
        Fill(root, json, Cfdi);
        var ordered = root.Elements().OrderBy(child => Array.IndexOf(Order, child.Name.LocalName)).ToList();
        root.ReplaceNodes(ordered);
        return root;
    }

    private static void Fill(XElement element, JsonElement json, XNamespace space)
    {
        foreach (var property in json.EnumerateObject())
            Add(element, property.Name, property.Value, space);
    }

    private static void Add(XElement element, string name, JsonElement value, XNamespace space)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                if (value.GetString() is { Length: > 0 } text)
                    element.SetAttributeValue(name, text);
                break;
            case JsonValueKind.Number:
                element.SetAttributeValue(name, value.GetRawText());
                break;
            case JsonValueKind.Object:
                element.Add(Child(name, value, space));
                break;
            case JsonValueKind.Array when name == "Any":
                foreach (var entry in value.EnumerateArray().SelectMany(item => item.EnumerateObject()))
                    element.Add(Complement(entry.Name, entry.Value));
                break;
            case JsonValueKind.Array when Wrapped.TryGetValue(name, out var one):
                element.Add(new XElement(space + name, value.EnumerateArray().Select(item => Child(one, item, space))));
                break;
            case JsonValueKind.Array:
                element.Add(value.EnumerateArray().Select(item => Child(name, item, space)));
                break;
            default:
                throw new FormatException($"{name} debe ser texto, número, objeto o lista.");
        }
    }

    private static XElement Child(string name, JsonElement value, XNamespace space)
    {
        var child = new XElement(space + name);
        Fill(child, value, space);
        return child;
    }

    private static XElement Complement(string name, JsonElement value) => name.Equals("Pago20:Pagos", StringComparison.OrdinalIgnoreCase)
        ? Child("Pagos", value, Pagos)
        : throw new FormatException($"El complemento {name} no se sabe escribir aquí.");
}
