using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Unicode;

namespace Honorario.Cfdi.Writing;

/// <summary>Bytes of UTF-8 text that grow as they are written.</summary>
internal sealed class Utf8Buffer(int size) : IDisposable
{
    private const string NotXml = "\0\x01\x02\x03\x04\x05\x06\x07\x08\x0B\x0C\x0E\x0F\x10\x11\x12\x13\x14\x15\x16"
        + "\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F\uFFFE\uFFFF";

    /// <summary>Characters of the longest number or date.</summary>
    private const int Longest = 64;

    private static ReadOnlySpan<ulong> PowersOfTen => [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
    private int _length;

    /// <summary>Characters that are written as they are, wherever: most texts have no other.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code).Except("&<>\"")));

    public static SearchValues<char> SpecialInText { get; } = SearchValues.Create("&<>\r" + NotXml);

    public static SearchValues<char> SpecialInAttributes { get; } = SearchValues.Create("&<>\"\t\r\n" + NotXml);

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Writes a text as XML wants it.</summary>
    /// <exception cref="ArgumentException">It has a character that XML does not admit.</exception>
    public void Escaped(string value, SearchValues<char> special)
    {
        var rest = value.AsSpan();
        if (rest.IndexOfAnyExcept(Plain) < 0)
        {
            Raw(rest);
            return;
        }

        for (var at = rest.IndexOfAny(special); at >= 0; at = rest.IndexOfAny(special))
        {
            Raw(rest[..at]);
            Raw(rest[at] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' => "&#x9;",
                '\r' => "&#xD;",
                '\n' => "&#xA;",
                var other => throw new ArgumentException($"XML does not admit the character U+{(int)other:X4}."),
            });
            rest = rest[(at + 1)..];
        }

        Raw(rest);
    }

    /// <exception cref="ArgumentException">Half of a surrogate pair is missing.</exception>
    public void Raw(ReadOnlySpan<char> text)
    {
        if (Utf8.FromUtf16(text, Free(text.Length * 3), out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            throw new ArgumentException("XML does not admit half a surrogate pair.");
        _length += written;
    }

    /// <summary>Begins an attribute: its name and the first quotation mark.</summary>
    public void Attribute(ReadOnlySpan<byte> name)
    {
        var free = Free(name.Length + 3);
        free[0] = (byte)' ';
        name.CopyTo(free[1..]);
        free[name.Length + 1] = (byte)'=';
        free[name.Length + 2] = (byte)'"';
        _length += name.Length + 3;
    }

    public void Raw(byte ascii)
    {
        Free(1)[0] = ascii;
        _length++;
    }

    public void Raw(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Free(utf8.Length));
        _length += utf8.Length;
    }

    /// <summary>Writes an amount with the decimals it carries; the usual ones by hand, in half of the time.</summary>
    public void Number(decimal value)
    {
        var free = Free(Longest);
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(value, bits);
        var decimals = value.Scale;
        if (bits[2] != 0 || bits[3] < 0 || decimals >= PowersOfTen.Length)
        {
            value.TryFormat(free, out var all, default, CultureInfo.InvariantCulture);
            _length += all;
            return;
        }

        var (whole, rest) = Math.DivRem(((ulong)(uint)bits[1] << 32) | (uint)bits[0], PowersOfTen[decimals]);
        Utf8Formatter.TryFormat(whole, free, out var length);
        if (decimals > 0)
        {
            free[length] = (byte)'.';
            Utf8Formatter.TryFormat((uint)rest, free[(length + 1)..], out _, new StandardFormat('D', decimals));
            length += decimals + 1;
        }

        _length += length;
    }

    public void Moment(DateTime value)
    {
        value.TryFormat(Free(Longest), out var written, "s", CultureInfo.InvariantCulture);
        _length += written;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private Span<byte> Free(int wanted)
    {
        if (_bytes.Length - _length < wanted)
            Grow(wanted);
        return _bytes.AsSpan(_length);
    }

    private void Grow(int wanted)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, _length + wanted));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
