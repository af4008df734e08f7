using System.Text.RegularExpressions;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Sealing;

/// <summary>
/// Every complement of SAT's list, built here with a value of its own in each attribute by a second reading of the published order:
/// the library must find the values in just that order.
/// </summary>
public partial class EveryComplementTests
{
    /// <summary>What the documents themselves, the timbre and the older of two editions are tested by elsewhere.</summary>
    private static readonly string[] Elsewhere =
    [
        "cadenaoriginal_3_3.xslt", "cadenaoriginal_4_0.xslt", "retencionpago/1/retenciones.xslt", "retencionpago/2/retenciones.xslt",
        "cadenaoriginal_TFD_1_1.xslt", "donat.xslt", "ine10.xslt", "terceros.xslt", "ventavehiculos.xslt", "nomina11.xslt",
    ];

    public static TheoryData<string> Sheets => new(Blocks().Keys.Where(name => !Elsewhere.Any(other => name.EndsWith("/" + other, StringComparison.Ordinal)
        || name == other)));

    [Theory]
    [MemberData(nameof(Sheets))]
    public void The_values_are_found_in_the_published_order(string sheet)
    {
        var lines = Blocks()[sheet];
        var builder = new Builder(lines);
        var root = builder.Make(builder.Root);

        Cadena.OfComplement(SatElement.Of(Reversed(root))).Should().Be(string.Concat(builder.Expected.Select(value => "|" + value)));
        builder.Expected.Should().NotBeEmpty();
    }

    [Fact]
    public void There_are_as_many_as_the_SAT_publishes() => Sheets.Should().HaveCountGreaterThan(55);

    private static Dictionary<string, string[]> Blocks() => File.ReadAllText(SharedFolder.Sat("cadenas.txt")).Split("\n## ").Skip(1)
        .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .ToDictionary(block => block[0].Trim(), block => block[1..]);

    /// <summary>The same element with its attributes the other way round: their order in a document is nobody's business.</summary>
    private static XElement Reversed(XElement element) => new(
        element.Name, element.Attributes().Reverse(), element.Nodes().Select(node => node is XElement child ? Reversed(child) : node));

    private sealed partial class Builder
    {
        private readonly Dictionary<string, string> _templates = [];
        private readonly XNamespace _namespace;
        private readonly string _prefix;

        public Builder(string[] lines)
        {
            foreach (var line in lines[1..])
            {
                var at = line.IndexOf(" = ", StringComparison.Ordinal);
                if (at > 0)
                    _templates.TryAdd(line[..at].Split(':')[1], line[(at + 3)..]);
            }

            _prefix = lines[1].Split(':')[0];
            _namespace = lines[0][3..].Split(' ').Select(pair => pair.Split('=')).Single(pair => pair[0] == _prefix)[1];
            Root = lines[1].Split(' ')[0].Split(':')[1];
        }

        public string Root { get; }

        public List<string> Expected { get; } = [];

        public XElement Make(string name)
        {
            var element = new XElement(_namespace + name);
            Fill(element, _templates[name]);
            return element;
        }

        /// <summary>Adds to the element what the steps take of it, in their order.</summary>
        private void Fill(XElement element, string steps)
        {
            foreach (Match step in Step().Matches(steps.Replace(_prefix + ":", "")))
            {
                var text = step.Value;
                if (text.StartsWith("[if @", StringComparison.Ordinal))
                {
                    // The condition is on the version, which then must be that.
                    var parts = Condition().Match(text);
                    element.SetAttributeValue(parts.Groups[1].Value, parts.Groups[2].Value);
                    Expected[Expected.IndexOf($"{parts.Groups[1].Value}-1")] = parts.Groups[2].Value;
                    Fill(element, parts.Groups[3].Value);
                }
                else if (text[0] == '[')
                {
                    var body = text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..^1];
                    Fill(element, body);
                }
                else if (text[0] == '{')
                {
                    var colon = text.IndexOf(':');
                    var path = (colon < 0 ? text[1..^1] : text[1..colon]).Trim().TrimStart('/');
                    var inner = colon < 0 ? "{.}" : text[(colon + 1)..^1].Trim();
                    var target = path.Split('/')[..^1].Aggregate(element, Child);
                    var last = path.Split('/')[^1];
                    if (inner == "{.}")
                    {
                        target.Add(Make(last));
                        continue;
                    }

                    var child = new XElement(_namespace + last);
                    target.Add(child);
                    if (inner is "." or ".?")
                        child.Value = Next(last);
                    else
                        Fill(child, inner);
                }
                else if (text.Contains('@'))
                {
                    var (path, attribute) = (text[..text.IndexOf('@')].TrimEnd('/'), text[(text.IndexOf('@') + 1)..].TrimEnd('?'));
                    var target = path.Length == 0 ? element : path.Split('/').Aggregate(element, Child);
                    target.SetAttributeValue(attribute, Next(attribute));
                }
                else
                {
                    text.TrimEnd('?').Split('/').Aggregate(element, Child).Value = Next(text);
                }
            }
        }

        private string Next(string name)
        {
            Expected.Add($"{name}-{Expected.Count(value => value.StartsWith(name + "-", StringComparison.Ordinal)) + 1}");
            return Expected[^1];
        }

        private XElement Child(XElement parent, string name)
        {
            if (parent.Element(_namespace + name) is { } there)
                return there;
            var child = new XElement(_namespace + name);
            parent.Add(child);
            return child;
        }

        [GeneratedRegex(@"\[[^\]]*\]|\{(?:[^{}]|\{\.\})*\}|\S+")]
        private static partial Regex Step();

        [GeneratedRegex(@"\[if @(\w+)='([^']*)': (.*)\]")]
        private static partial Regex Condition();
    }
}
