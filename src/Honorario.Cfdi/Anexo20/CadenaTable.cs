using System.Collections.Frozen;
using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>
/// The order in which SAT's complements, and its documents other than the CFDI 4.0, go into a cadena original: a template an element,
/// read once from <c>Data/cadenas.txt</c>, whose first lines say how it is written.
/// </summary>
/// <remarks>
/// Source: the style sheets that SAT publishes beside Anexo 20. What they want of an element is taken even when it is absent: it
/// leaves an empty place between two bars.
/// </remarks>
internal sealed class CadenaTable
{
    private static readonly Lazy<FrozenDictionary<XName, Template[]>> Lazy = new(Read);

    /// <summary>The template of an element; null when SAT has none.</summary>
    public static Step[]? Of(SatElement element)
    {
        if (!Lazy.Value.TryGetValue(element.Name, out var templates))
            return null;
        foreach (var template in templates)
        {
            if (template.Attribute is null || element.Attribute(template.Attribute)?.Value == template.Value)
                return template.Steps;
        }

        return null;
    }

    private static FrozenDictionary<XName, Template[]> Read()
    {
        using var stream = typeof(CadenaTable).Assembly.GetManifestResourceStream("Honorario.Cfdi.Anexo20.Data.cadenas.txt")!;
        using var reader = new StreamReader(stream);
        var templates = new Dictionary<XName, List<Template>>();
        XNamespace inForce = XNamespace.None;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (line.StartsWith('='))
            {
                inForce = line[(line.LastIndexOf(' ') + 1)..];
                continue;
            }

            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            var (name, condition) = (line[..colon], "");
            if (name.IndexOf('[') is >= 0 and var bracket)
                (name, condition) = (name[..bracket], name[(bracket + 2)..^1]);
            var key = inForce + name;
            if (!templates.TryGetValue(key, out var list))
                templates[key] = list = [];
            var pair = condition.Split('=');
            list.Add(new Template(condition.Length > 0 ? pair[0] : null, pair[^1], Steps(line[(colon + 2)..], inForce)));
        }

        return templates.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());
    }

    private static Step[] Steps(string text, XNamespace inForce)
    {
        var steps = new List<Step>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var end = text[at] == '{' ? text.IndexOf('}', at) + 1 : text.IndexOf(' ', at);
            end = end < 0 ? text.Length : end;
            steps.Add(text[at] == '{' ? Each(text[(at + 1)..(end - 1)], inForce) : Value(text[at..end], inForce));
            at = end;
        }

        return [.. steps];
    }

    private static EachStep Each(string text, XNamespace inForce)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var path = colon < 0 ? text : text[..colon];
        var anyDepth = path.StartsWith("//", StringComparison.Ordinal);
        XName[] names = path == "*" ? [] : [.. path.TrimStart('/').Split('/').Select(name => inForce + name)];
        return new EachStep(names, anyDepth, colon < 0 ? null : Steps(text[(colon + 2)..], inForce));
    }

    private static Step Value(string text, XNamespace inForce)
    {
        var wanted = !text.EndsWith('?');
        var value = text.TrimEnd('?');
        if (value == ".")
            return new TextStep(wanted);
        var at = value.IndexOf('@');
        XName[] path = [.. value[..at].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(name => inForce + name)];
        return new ValueStep(path, value[(at + 1)..], wanted);
    }

    /// <summary>What is taken of an element, if the attribute has the value.</summary>
    private sealed record Template(XName? Attribute, string Value, Step[] Steps);
}

/// <summary>A step of a template.</summary>
internal abstract record Step;

/// <summary>An attribute, of the element or of the one at the end of a path.</summary>
/// <param name="Path">Children, one below the other; none for the element itself.</param>
/// <param name="Name">The attribute.</param>
/// <param name="Wanted">Whether its place stays, empty, when it is absent.</param>
internal sealed record ValueStep(XName[] Path, XName Name, bool Wanted) : Step;

/// <summary>The element's text.</summary>
/// <param name="Wanted">Whether its place stays, empty, when there is none.</param>
internal sealed record TextStep(bool Wanted) : Step;

/// <summary>Each element at the end of a path.</summary>
/// <param name="Path">Children, one below the other; none for every child.</param>
/// <param name="AnyDepth">Whether the first may be at any depth.</param>
/// <param name="Steps">What is taken of each; null for its own template.</param>
internal sealed record EachStep(XName[] Path, bool AnyDepth, Step[]? Steps) : Step;
