using PdfSharp.Drawing;

namespace Honorario.Printing.Drawing;

/// <summary>The colours and texts of every printed form.</summary>
internal static class Look
{
    /// <summary>Points of the smallest letter that anything is printed in.</summary>
    public const double Smallest = 7.5;

    public static readonly XBrush Ink = Solid(0x1F2A33);
    public static readonly XBrush Muted = Solid(0x5F6B76);
    public static readonly XBrush Accent = Solid(0x17405C);
    public static readonly XBrush Tint = Solid(0xEFF4F8);
    public static readonly XBrush Warning = Solid(0xC62828);
    public static readonly XBrush FaintWarning = Solid(0xFBE4E4);
    public static readonly XPen Hairline = new(XColor.FromArgb(0xFF, 0xD3, 0xDC, 0xE3), 0.5);
    public static readonly XPen AccentLine = new(XColor.FromArgb(0xFF, 0x17, 0x40, 0x5C), 1);

    public static readonly TextStyle Title = new(Typeface.Bold, 15, Accent);
    public static readonly TextStyle Subtitle = new(Typeface.Bold, 11, Ink);
    public static readonly TextStyle Heading = new(Typeface.Bold, 8, Accent);
    public static readonly TextStyle Label = new(Typeface.Regular, Smallest, Muted);
    public static readonly TextStyle Body = new(Typeface.Regular, Smallest, Ink);
    public static readonly TextStyle Strong = new(Typeface.Bold, Smallest, Ink);
    public static readonly TextStyle Small = new(Typeface.Regular, Smallest, Muted);
    public static readonly TextStyle Seals = new(Typeface.Regular, Smallest, Ink);
    public static readonly TextStyle OnAccent = new(Typeface.Bold, Smallest, XBrushes.White);
    public static readonly TextStyle Total = new(Typeface.Bold, 10, XBrushes.White);
    public static readonly TextStyle Notice = new(Typeface.Bold, 13, XBrushes.White);

    private static XSolidBrush Solid(int rgb) => new(XColor.FromArgb(0xFF, rgb >> 16, (rgb >> 8) & 0xFF, rgb & 0xFF));
}
