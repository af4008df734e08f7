using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Honorario.Printing.Drawing;

/// <summary>An embedded font: its sizes and the widths of its characters, each found once for the life of the process.</summary>
internal sealed class Typeface
{
    private const string Family = "Open Sans";
    private const double Em = 1000;

    private static readonly Lock Measuring = new();
    private static readonly XGraphics Ruler;

    private readonly ConcurrentDictionary<double, XFont> _sizes = new();
    private readonly float[] _advances = new float[char.MaxValue + 1];
    private readonly XFontStyleEx _style;

    static Typeface()
    {
        GlobalFontSettings.FontResolver = new EmbeddedFonts();
        Ruler = XGraphics.CreateMeasureContext(new XSize(Em, Em), XGraphicsUnit.Point, XPageDirection.Downwards);
        Regular = new Typeface(XFontStyleEx.Regular);
        Bold = new Typeface(XFontStyleEx.Bold);
    }

    private Typeface(XFontStyleEx style)
    {
        _style = style;
        Array.Fill(_advances, float.NaN);
    }

    public static Typeface Regular { get; }

    public static Typeface Bold { get; }

    public XFont At(double size) => _sizes.GetOrAdd(size, static (points, style) => new XFont(Family, points, style), _style);

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
        return float.IsNaN(known) ? _advances[letter] = Find(letter) : known;
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
        public FontResolverInfo? ResolveTypeface(string familyName, bool isBold, bool isItalic) =>
            new(isBold ? "OpenSans-Bold.ttf" : "OpenSans-Regular.ttf");

        public byte[]? GetFont(string faceName)
        {
            using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(faceName)
                ?? throw new InvalidOperationException($"The font {faceName} is not in the assembly.");
            var font = new byte[resource.Length];
            resource.ReadExactly(font);
            return font;
        }
    }
}
