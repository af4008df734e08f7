using System.Xml.Linq;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>Reads attributes, hundreds of them a document, without making a name of each.</summary>
internal static class Attributes
{
    /// <summary>An attribute's value, trimmed; null when absent.</summary>
    public static string? Text(this XElement element, string name)
    {
        for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
        {
            if (attribute.Name.LocalName == name && attribute.Name.NamespaceName.Length == 0)
                return attribute.Value.Trim();
        }

        return null;
    }
}
