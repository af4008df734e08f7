using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Writing;

/// <summary>Writes a document's bytes and, in the same pass, its cadena original.</summary>
internal sealed class Utf8Target : ITarget, IDisposable
{
    private readonly Utf8Buffer _xml = new(8 * 1024);
    private readonly Utf8Buffer _cadena = new(4 * 1024);
    private bool _tagIsOpen;

    public Utf8Target()
    {
        _xml.Raw(Utf8Xml.Declaration);
        _cadena.Raw("|"u8);
    }

    /// <summary>The document's bytes.</summary>
    public ReadOnlySpan<byte> Xml => _xml.Written;

    /// <summary>The cadena original of what is written so far, which is closed hereby.</summary>
    public ReadOnlySpan<byte> CloseCadena()
    {
        _cadena.Raw("||"u8);
        return _cadena.Written;
    }

    public void Start(ReadOnlySpan<byte> name)
    {
        CloseTag();
        _xml.Raw("<"u8);
        _xml.Raw(name);
        _tagIsOpen = true;
    }

    public void Text(ReadOnlySpan<byte> name, string? value, bool covered)
    {
        if (value is null)
            return;
        _xml.Attribute(name);
        var start = _xml.Length;
        _xml.Escaped(value, Utf8Buffer.SpecialInAttributes);
        if (covered)
            Cover(start, value);
        _xml.Raw((byte)'"');
    }

    public void Number(ReadOnlySpan<byte> name, decimal? value, bool covered)
    {
        if (value is not { } number)
            return;
        _xml.Attribute(name);
        var start = _xml.Length;
        _xml.Number(number);
        if (covered)
            Cover(start);
        _xml.Raw((byte)'"');
    }

    public void Moment(ReadOnlySpan<byte> name, DateTime value, bool covered)
    {
        _xml.Attribute(name);
        var start = _xml.Length;
        _xml.Moment(value);
        if (covered)
            Cover(start);
        _xml.Raw((byte)'"');
    }

    public void Cover(decimal? value)
    {
        if (value is not { } number)
            return;
        _cadena.Raw((byte)'|');
        _cadena.Number(number);
    }

    public void End(ReadOnlySpan<byte> name)
    {
        if (_tagIsOpen)
        {
            _xml.Raw(" />"u8);
            _tagIsOpen = false;
            return;
        }

        _xml.Raw("</"u8);
        _xml.Raw(name);
        _xml.Raw(">"u8);
    }

    public void Raw(string xml, bool covered)
    {
        CloseTag();
        var element = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
        Utf8Xml.Write(element, _xml);
        if (covered)
            CoverComplement(element);
    }

    /// <summary>The first complement of which the cadena has nothing, because its order is not known.</summary>
    public XName? NotCovered { get; private set; }

    public void Dispose()
    {
        _xml.Dispose();
        _cadena.Dispose();
    }

    private void CoverComplement(XElement complement)
    {
        if (Cadena.OfComplement(SatElement.Of(complement)) is { } cadena)
            _cadena.Raw(cadena);
        else
            NotCovered ??= complement.Name;
    }

    /// <summary>Adds a text to the cadena: as it has been written since, unless it had to be escaped or must be folded.</summary>
    private void Cover(int start, string value)
    {
        if (_xml.Length - start == value.Length && Cadena.IsFolded(value))
        {
            Cover(start);
            return;
        }

        _cadena.Raw((byte)'|');
        _cadena.Raw(Cadena.Fold(value));
    }

    /// <summary>Adds to the cadena what has been written since.</summary>
    private void Cover(int start)
    {
        _cadena.Raw((byte)'|');
        _cadena.Raw(_xml.Written[start..]);
    }

    private void CloseTag()
    {
        if (_tagIsOpen)
            _xml.Raw(">"u8);
        _tagIsOpen = false;
    }
}
