using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Writing;

/// <summary>Makes a tree, whose cadena original is <see cref="Cadena"/>'s business.</summary>
internal sealed class TreeTarget : ITarget
{
    private const int LongestName = 64;

    private static readonly FrozenDictionary<string, XName>.AlternateLookup<ReadOnlySpan<char>> Names = Schema.Names.GetAlternateLookup<ReadOnlySpan<char>>();

    private XElement? _open;

    /// <summary>The outermost element, once it is closed.</summary>
    public XElement Root { get; private set; } = null!;

    public void Start(ReadOnlySpan<byte> name)
    {
        var element = new XElement(Named(name));
        _open?.Add(element);
        _open = element;
    }

    public void Text(ReadOnlySpan<byte> name, string? value, bool covered)
    {
        if (value is not null)
            _open!.Add(new XAttribute(Named(name), value));
    }

    public void Number(ReadOnlySpan<byte> name, decimal? value, bool covered) => Text(name, value?.ToString(CultureInfo.InvariantCulture), covered);

    public void Moment(ReadOnlySpan<byte> name, DateTime value, bool covered) => Text(name, value.ToString("s", CultureInfo.InvariantCulture), covered);

    public void Cover(decimal? value)
    {
    }

    public void End(ReadOnlySpan<byte> name) => (Root, _open) = (_open!, _open!.Parent);

    public void Raw(string xml, bool covered) => _open!.Add(XElement.Parse(xml, LoadOptions.PreserveWhitespace));

    private static XName Named(ReadOnlySpan<byte> name)
    {
        Span<char> text = stackalloc char[LongestName];
        return Names[text[..Encoding.UTF8.GetChars(name, text)]];
    }
}
