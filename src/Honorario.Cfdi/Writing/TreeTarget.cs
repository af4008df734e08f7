using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Writing;

/// <summary>Makes a tree, whose cadena original is <see cref="Sealing.CadenaOriginal"/>'s business.</summary>
internal sealed class TreeTarget : ITarget
{
    private XElement? _open;

    /// <summary>The outermost element, once it is closed.</summary>
    public XElement Root { get; private set; } = null!;

    public void Start(string name)
    {
        var element = new XElement(Schema.Names[name]);
        _open?.Add(element);
        _open = element;
    }

    public void Text(string name, string? value, bool covered)
    {
        if (value is not null)
            _open!.Add(new XAttribute(Schema.Names[name], value));
    }

    public void Number(string name, decimal? value, bool covered) => Text(name, value?.ToString(CultureInfo.InvariantCulture), covered);

    public void Moment(string name, DateTime value, bool covered) => Text(name, value.ToString("s", CultureInfo.InvariantCulture), covered);

    public void Cover(decimal? value)
    {
    }

    public void End(string name) => (Root, _open) = (_open!, _open!.Parent);

    public void Raw(string xml, bool covered) => _open!.Add(XElement.Parse(xml, LoadOptions.PreserveWhitespace));
}
