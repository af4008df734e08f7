using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Honorario.Printing.Drawing;

/// <summary>
/// An embedded font: its sizes and the widths of its characters, each found once for the life of the process. What Open Sans lacks, as arrows and small
/// figures, is of DejaVu Sans.
/// </summary>
internal sealed class Typeface
{
    private const double Em = 1000;

    private static readonly Lock Measuring = new();
    private static readonly XGraphics Ruler;

    private readonly ConcurrentDictionary<double, XFont> _sizes = new();
    private readonly float[] _advances = new float[char.MaxValue + 1];
    private readonly string _family;
    private readonly XFontStyleEx _style;
    private readonly Coverage _coverage;

    static Typeface()
    {
        GlobalFontSettings.FontResolver = new EmbeddedFonts();
        Ruler = XGraphics.CreateMeasureContext(new XSize(Em, Em), XGraphicsUnit.Point, XPageDirection.Downwards);
        Regular = new Typeface(EmbeddedFonts.Main, XFontStyleEx.Regular);
        Bold = new Typeface(EmbeddedFonts.Main, XFontStyleEx.Bold);
        Wider = new Typeface(EmbeddedFonts.Wide, XFontStyleEx.Regular);
    }

    private Typeface(string family, XFontStyleEx style)
    {
        (_family, _style) = (family, style);
        _coverage = Coverage.Of(EmbeddedFonts.Bytes(EmbeddedFonts.FaceOf(family, style == XFontStyleEx.Bold)));
        Array.Fill(_advances, float.NaN);
    }

    public static Typeface Regular { get; }

    public static Typeface Bold { get; }

    /// <summary>Has more letters than the others.</summary>
    private static Typeface Wider { get; }

    public XFont At(double size) => _sizes.GetOrAdd(size, static (points, face) => new XFont(face._family, points, face._style), this);

    /// <summary>The text in pieces, each with the typeface that has its letters.</summary>
    public IEnumerable<(Typeface Face, string Text)> Pieces(string text)
    {
        var (start, face) = (0, this);
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsLowSurrogate(text[at]))
                continue;
            var next = Of(char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at]);
            if (next == face)
                continue;
            if (at > start)
                yield return (face, text[start..at]);
            (start, face) = (at, next);
        }

        if (start < text.Length)
            yield return (face, text[start..]);
    }

    /// <summary>This one, unless only the wider one has the letter.</summary>
    private Typeface Of(int codePoint) => _coverage.Has(codePoint) || !Wider._coverage.Has(codePoint) ? this : Wider;

    /// <summary>The width of the text in ems.</summary>
    public double Measure(ReadOnlySpan<char> text)
    {
        var width = 0.0;
        foreach (var letter in text)
            width += Advance(letter);
        return width;
    }

    /// <summary>The width of one UTF-16 unit in ems; a surrogate pair's width is its first unit's.</summary>
    public double Advance(char letter)
    {
        var known = _advances[letter];
        return float.IsNaN(known) ? _advances[letter] = char.IsSurrogate(letter) ? Find(letter) : Of(letter).Find(letter) : known;
    }

    private float Find(char letter)
    {
        if (char.IsLowSurrogate(letter))
            return 0;
        if (char.IsHighSurrogate(letter))
            return 1;
        lock (Measuring)
            return (float)(Ruler.MeasureString(letter.ToString(CultureInfo.InvariantCulture), At(Em)).Width / Em);
    }

    private sealed class EmbeddedFonts : IFontResolver
    {
        public const string Main = "Open Sans";
        public const string Wide = "DejaVu Sans";

        public static string FaceOf(string family, bool isBold) =>
            family == Wide ? "DejaVuSans.ttf" : isBold ? "OpenSans-Bold.ttf" : "OpenSans-Regular.ttf";

        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) => new(FaceOf(familyName, isBold));

        public byte[]? GetFont(string faceName) => Bytes(faceName);

        public static byte[] Bytes(string faceName)
        {
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(faceName)
                ?? throw new InvalidOperationException($"The font {faceName} is not in the assembly.");
            var font = new byte[resource.Length];
            resource.ReadExactly(font);
            return font;
        }
    }
}
