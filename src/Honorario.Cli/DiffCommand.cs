using System.CommandLine;
using System.Xml.Linq;

namespace Honorario.Cli;

/// <summary><c>honorario cfdi diff</c>: in what two documents differ, datum by datum, whatever their spacing, prefixes and order of attributes.</summary>
internal static class DiffCommand
{
    private static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema-instance";

    public static Command Of(Terminal terminal)
    {
        var first = new Argument<string>("A") { Description = "XML de un CFDI." };
        var second = new Argument<string>("B") { Description = "El otro." };
        var command = new Command("diff", "Dice en qué difieren dos CFDI, dato por dato. Termina con 0 si dicen lo mismo, 1 si no.") { first, second };
        command.SetAction(parsed =>
        {
            var (a, b) = (CfdiCommands.Load(terminal, parsed.GetRequiredValue(first)), CfdiCommands.Load(terminal, parsed.GetRequiredValue(second)));
            if (a.Root is not { } left || b.Root is not { } right)
                return CfdiCommands.Wrong(terminal, [(a.Root is null ? a.Fault : b.Fault)!]);
            var differences = Compare(left, right, left.Name.LocalName).ToList();
            foreach (var difference in differences)
                terminal.WriteLine(difference);
            return differences.Count == 0 ? Exit.Fine : Exit.Wrong;
        });
        return command;
    }

    private static IEnumerable<string> Compare(XElement left, XElement right, string path)
    {
        if (left.Name != right.Name)
        {
            yield return $"{path}: {left.Name.LocalName} → {right.Name.LocalName}";
            yield break;
        }

        foreach (var name in Names(left).Union(Names(right)))
        {
            var (was, becomes) = (left.Attribute(name)?.Value, right.Attribute(name)?.Value);
            if (was != becomes)
                yield return $"{path}/@{name.LocalName}: {was ?? "(no está)"} → {becomes ?? "(no está)"}";
        }

        if (!left.HasElements && !right.HasElements && left.Value != right.Value)
            yield return $"{path}: {left.Value} → {right.Value}";
        foreach (var name in left.Elements().Select(child => child.Name).Union(right.Elements().Select(child => child.Name)))
        {
            var (before, after) = (left.Elements(name).ToList(), right.Elements(name).ToList());
            for (var at = 0; at < Math.Max(before.Count, after.Count); at++)
            {
                var place = $"{path}/{name.LocalName}{(Math.Max(before.Count, after.Count) > 1 ? $"[{at + 1}]" : "")}";
                if (at >= after.Count)
                    yield return $"{place}: sólo en A";
                else if (at >= before.Count)
                    yield return $"{place}: sólo en B";
                else
                    foreach (var difference in Compare(before[at], after[at], place))
                        yield return difference;
            }
        }
    }

    private static IEnumerable<XName> Names(XElement element) => element.Attributes()
        .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != Schema)
        .Select(attribute => attribute.Name);
}
