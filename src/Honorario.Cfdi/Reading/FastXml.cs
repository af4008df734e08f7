using System.Buffers;
using System.Text;
using System.Text.Unicode;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Reading;

/// <summary>
/// Reads an XML as PACs write it, elements and attributes alone, straight out of its bytes and without a tree. It understands a part of XML
/// and says nothing of the rest: whatever it does not know by heart (a comment, a text, a character reference, anything malformed) is
/// <see cref="SafeXml"/>'s, which reads it anew.
/// </summary>
internal ref struct FastXml
{
    private const byte Tab = (byte)'\t', Cr = (byte)'\r', Lf = (byte)'\n', Space = (byte)' ';

    private static readonly SearchValues<byte> NotPlain = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(control => (byte)control), (byte)'<', (byte)'&']);

    private static readonly SearchValues<byte> NameBytes = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:"u8);

    private static readonly string[] Declarations =
    [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version='1.0' encoding='UTF-8'?>",
        "<?xml version=\"1.0\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>",
    ];

    private static readonly byte[][] DeclarationBytes = [.. Declarations.Select(Encoding.ASCII.GetBytes)];

    private readonly ReadOnlySpan<byte> _xml;
    private readonly int _mostDepth;
    private readonly int _mostNodes;
    private readonly List<SatAttribute> _attributes = [];
    private readonly List<(string Prefix, XNamespace Namespace)> _scopes = [];
    private readonly List<SatElement> _children = [];
    private int _at;
    private int _nodes;

    private FastXml(ReadOnlySpan<byte> xml, int mostDepth, int mostNodes)
    {
        _xml = xml;
        (_mostDepth, _mostNodes) = (mostDepth, mostNodes);
    }

    /// <summary>The root of a document; null when it is not of the simple kind.</summary>
    /// <param name="xml">All of it, in UTF-8.</param>
    /// <param name="mostDepth">Elements within elements.</param>
    /// <param name="mostNodes">Elements and attributes.</param>
    public static SatElement? Read(ReadOnlySpan<byte> xml, int mostDepth, int mostNodes)
    {
        var reader = new FastXml(xml, mostDepth, mostNodes);
        reader.SkipDeclaration();
        reader.SkipSpace();
        var root = reader.Element(0);
        reader.SkipSpace();
        return root is not null && reader._at == xml.Length ? root : null;
    }

    private void SkipDeclaration()
    {
        if (_xml.StartsWith(Encoding.UTF8.Preamble))
            _at = Encoding.UTF8.Preamble.Length;
        foreach (var declaration in DeclarationBytes)
        {
            if (!_xml[_at..].StartsWith(declaration))
                continue;
            _at += declaration.Length;
            return;
        }
    }

    private void SkipSpace()
    {
        while (_at < _xml.Length && _xml[_at] is Space or Lf or Cr or Tab)
            _at++;
    }

    private readonly bool Is(byte wanted) => _at < _xml.Length && _xml[_at] == wanted;

    /// <summary>The element that begins here, and all within it; null when there is anything else.</summary>
    private SatElement? Element(int depth)
    {
        if (depth > _mostDepth || !Is((byte)'<'))
            return null;
        _at++;
        var start = _at;
        if (Name() is not { } tag)
            return null;
        var raw = _xml[start.._at];
        var (scope, empty) = (_scopes.Count, false);
        if (!Attributes(out var attributes, ref empty) || Resolve(tag, isElement: true) is not { } name)
            return null;
        _nodes += 1;
        var element = new SatElement(name) { Attributes = attributes };
        if (!empty && !Children(element, raw, depth))
            return null;
        _scopes.RemoveRange(scope, _scopes.Count - scope);
        return _nodes > _mostNodes ? null : element;
    }

    /// <summary>What is within an element, and its end.</summary>
    private bool Children(SatElement element, ReadOnlySpan<byte> tag, int depth)
    {
        var first = _children.Count;
        while (true)
        {
            SkipSpace();
            if (_at + 1 < _xml.Length && _xml[_at] == '<' && _xml[_at + 1] == '/')
                break;
            if (Element(depth + 1) is not { } child)
                return false;
            _children.Add(child);
        }

        _at += 2;
        if (!_xml[_at..].StartsWith(tag))
            return false;
        _at += tag.Length;
        SkipSpace();
        if (!Is((byte)'>'))
            return false;
        _at++;
        if (_children.Count > first)
        {
            var children = new SatElement[_children.Count - first];
            _children.CopyTo(first, children, 0, children.Length);
            _children.RemoveRange(first, children.Length);
            element.Adopt(children);
        }

        return true;
    }

    /// <summary>The attributes of a tag to its closing mark; declarations of namespaces go to the scope.</summary>
    private bool Attributes(out SatAttribute[] attributes, ref bool empty)
    {
        attributes = [];
        var (declared, prefixed) = (_scopes.Count, false);
        _attributes.Clear();
        var tags = new List<QualifiedName>();
        while (true)
        {
            var before = _at;
            SkipSpace();
            if (Is((byte)'>') || (Is((byte)'/') && _at + 1 < _xml.Length && _xml[_at + 1] == '>'))
                break;
            if (_at == before || Name() is not { } name)
                return false;
            SkipSpace();
            if (!Is((byte)'='))
                return false;
            _at++;
            SkipSpace();
            if (Value() is not { } value)
                return false;
            _nodes++;
            if (name.Declares is { } prefix)
            {
                if (!Declare(prefix, value, declared))
                    return false;
                continue;
            }

            prefixed |= name.Prefix.Length > 0;
            tags.Add(name);
            _attributes.Add(new SatAttribute(name.Bare, value));
        }

        empty = Is((byte)'/');
        _at += empty ? 2 : 1;
        if (_attributes.Count == 0)
            return true;
        attributes = [.. _attributes];
        for (var at = 0; at < attributes.Length; at++)
        {
            if (prefixed && tags[at].Prefix.Length > 0)
            {
                if (Resolve(tags[at], isElement: false) is not { } name)
                    return false;
                attributes[at] = attributes[at] with { Name = name };
            }

            for (var earlier = 0; earlier < at; earlier++)
            {
                if (ReferenceEquals(attributes[earlier].Name, attributes[at].Name))
                    return false;
            }
        }

        return true;
    }

    private readonly bool Declare(string prefix, string uri, int declared)
    {
        if ((prefix.Length > 0 && uri.Length == 0) || uri.StartsWith("http://www.w3.org/XML/", StringComparison.Ordinal)
            || uri.StartsWith("http://www.w3.org/2000/xmlns", StringComparison.Ordinal))
            return false;
        for (var at = declared; at < _scopes.Count; at++)
        {
            if (_scopes[at].Prefix == prefix)
                return false;
        }

        _scopes.Add((prefix, XNamespace.Get(uri)));
        return true;
    }

    /// <summary>A name with its namespace; null when nothing declares its prefix.</summary>
    private readonly XName? Resolve(QualifiedName name, bool isElement)
    {
        for (var at = _scopes.Count - 1; at >= 0; at--)
        {
            if (_scopes[at].Prefix == name.Prefix)
                return name.In(_scopes[at].Namespace);
        }

        return isElement && name.Prefix.Length == 0 ? name.Bare : null;
    }

    private QualifiedName? Name()
    {
        var rest = _xml[_at..];
        var length = rest.IndexOfAnyExcept(NameBytes);
        if (length <= 0)
            return null;
        _at += length;
        return QualifiedName.Of(rest[..length]);
    }

    private string? Value()
    {
        if (_at >= _xml.Length || _xml[_at] is not ((byte)'"' or (byte)'\''))
            return null;
        var rest = _xml[(_at + 1)..];
        var length = rest.IndexOf(_xml[_at]);
        if (length < 0)
            return null;
        _at += length + 2;
        var value = rest[..length];
        var special = value.IndexOfAny(NotPlain);
        if (special >= 0 && value[special..].IndexOfAnyInRange((byte)0, (byte)31) < 0 && !value[special..].Contains((byte)'<'))
            return Unescape(value);
        return special >= 0 ? null : Text(value);
    }

    private static string? Text(ReadOnlySpan<byte> value)
    {
        if (Ascii.IsValid(value))
            return Encoding.ASCII.GetString(value);
        if (!Utf8.IsValid(value))
            return null;
        var text = Encoding.UTF8.GetString(value);
        return text.AsSpan().ContainsAny('\uFFFE', '\uFFFF') ? null : text;
    }

    /// <summary>The five entities that every XML has; null when there are others.</summary>
    private static string? Unescape(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder();
        while (value.IndexOf((byte)'&') is >= 0 and var at)
        {
            if (Text(value[..at]) is not { } before)
                return null;
            text.Append(before);
            value = value[(at + 1)..];
            var end = value.IndexOf((byte)';');
            if (end < 0)
                return null;
            char? letter = value[..end] switch
            {
                [(byte)'a', (byte)'m', (byte)'p'] => '&',
                [(byte)'l', (byte)'t'] => '<',
                [(byte)'g', (byte)'t'] => '>',
                [(byte)'q', (byte)'u', (byte)'o', (byte)'t'] => '"',
                [(byte)'a', (byte)'p', (byte)'o', (byte)'s'] => '\'',
                _ => null,
            };
            if (letter is null)
                return null;
            text.Append(letter.Value);
            value = value[(end + 1)..];
        }

        return Text(value) is { } rest ? text.Append(rest).ToString() : null;
    }

    /// <summary>A name as it is written, kept for all documents: SAT's are some hundreds.</summary>
    private sealed class QualifiedName
    {
        private const int Slots = 4096;
        private const int Tries = 8;
        private const int Longest = 64;
        private static readonly QualifiedName?[] Known = new QualifiedName?[Slots];

        private readonly byte[] _written;
        private readonly string _local;
        private XName? _last;

        private QualifiedName(byte[] written, string prefix, string local)
        {
            (_written, Prefix, _local) = (written, prefix, string.IsInterned(local) ?? local);
            Bare = XName.Get(local);
            Declares = prefix == "xmlns" ? local : prefix.Length == 0 && local == "xmlns" ? "" : null;
        }

        public string Prefix { get; }

        /// <summary>Without a namespace.</summary>
        public XName Bare { get; }

        /// <summary>The prefix that it declares; null when it declares none.</summary>
        public string? Declares { get; }

        public XName In(XNamespace space)
        {
            if (_last is { } last && ReferenceEquals(last.Namespace, space))
                return last;
            return _last = space + _local;
        }

        public static QualifiedName? Of(ReadOnlySpan<byte> written)
        {
            var slot = written.Length;
            foreach (var letter in written)
                slot = unchecked((slot * 31) + letter);
            slot &= Slots - 1;
            for (var turn = 0; turn < Tries; turn++)
            {
                ref var known = ref Known[(slot + turn) & (Slots - 1)];
                if (known is null)
                    return Make(written) is { } made ? known = made : null;
                if (written.SequenceEqual(known._written))
                    return known;
            }

            return Make(written);
        }

        private static QualifiedName? Make(ReadOnlySpan<byte> written)
        {
            var text = Encoding.ASCII.GetString(written);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var (prefix, local) = colon < 0 ? ("", text) : (text[..colon], text[(colon + 1)..]);
            return text.Length > Longest || !Begins(local) || (colon >= 0 && !Begins(prefix)) || local.Contains(':', StringComparison.Ordinal)
                || prefix == "xml" || local.StartsWith("xml", StringComparison.OrdinalIgnoreCase) && text != "xmlns"
                ? null
                : new QualifiedName(written.ToArray(), prefix, local);
        }

        private static bool Begins(string part) => part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_');
    }
}
