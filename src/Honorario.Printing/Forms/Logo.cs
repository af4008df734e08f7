using System.Buffers.Binary;
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
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
        if (png.Length < 24 || !png.AsSpan().StartsWith(signature))
            return null;
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(20)));
        if (width > PrintOptions.LargestLogo || height > PrintOptions.LargestLogo)
            return null;
        try
        {
            return XImage.FromStream(new MemoryStream(png, writable: false));
        }
        catch (InvalidOperationException)
        {
            return null; // PDFsharp's word for any image that it can't decode.
        }
    }

    private sealed record Decoded(XImage? Image);
}
