
namespace Honorario.Cfdi.Anexo20;

/// <summary>Names a place in a document: <c>Comprobante/Conceptos/Concepto[2]/@Importe</c>.</summary>
internal static class XmlPath
{
    public static string Of(SatElement element, string? attribute = null)
    {
        var steps = element.AncestorsAndSelf().Reverse().Select(Step);
        var path = string.Join('/', steps);
        return attribute is null ? path : $"{path}/@{attribute}";
    }

    private static string Step(SatElement element)
    {
        if (element.Parent is null)
            return element.Name.LocalName;
        var alike = element.Parent.Elements(element.Name).ToList();
        return alike.Count > 1 ? $"{element.Name.LocalName}[{alike.IndexOf(element) + 1}]" : element.Name.LocalName;
    }
}
