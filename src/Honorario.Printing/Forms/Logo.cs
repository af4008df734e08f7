using System.Runtime.CompilerServices;
using PdfSharp.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>An issuer's logo, decoded once for as long as its bytes live.</summary>
internal static class Logo
{
    private static readonly ConditionalWeakTable<byte[], Decoded> Known = [];

    /// <summary>The picture, or null when the bytes are not a PNG that can be read.</summary>
    public static XImage? Of(byte[] png) => Known.GetValue(png, static bytes => new Decoded(Decode(bytes))).Image;

    private static XImage? Decode(byte[] png)
    {
        if (!png.AsSpan().StartsWith("\x89PNG"u8[1..]) && (png.Length < 8 || png[0] != 0x89))
            return null;
        try
        {
            return XImage.FromStream(new MemoryStream(png, writable: false));
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or IOException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private sealed record Decoded(XImage? Image);
}
