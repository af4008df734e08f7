using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using PdfSharp.Drawing;

namespace Honorario.Printing.Content;

/// <summary>An issuer's logo, decoded once for as long as its bytes live.</summary>
internal static class Logo
{
    private static readonly ConditionalWeakTable<byte[], Decoded> Known = [];

    /// <summary>The picture, or null when the bytes are not a PNG or a JPEG that can be read.</summary>
    public static XImage? Of(byte[] picture) => Known.GetValue(picture, static bytes => new Decoded(Decode(bytes))).Image;

    private static XImage? Decode(byte[] picture)
    {
        if (!IsPngOfASaneSize(picture) && !picture.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF]))
            return null;
        try
        {
            var image = XImage.FromStream(new MemoryStream(picture, writable: false));
            return image.PixelWidth is > 0 and <= PrintOptions.LargestLogo && image.PixelHeight is > 0 and <= PrintOptions.LargestLogo ? image : null;
        }
        catch (InvalidOperationException)
        {
            return null; // PDFsharp's word for any image that it can't decode.
        }
    }

    /// <summary>Asked before decoding: a few bytes of PNG can claim gigabytes of pixels. A JPEG goes into the PDF as it is.</summary>
    private static bool IsPngOfASaneSize(byte[] picture) =>
        picture.Length >= 24
        && picture.AsSpan().StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
        && BinaryPrimitives.ReadUInt32BigEndian(picture.AsSpan(16)) <= PrintOptions.LargestLogo
        && BinaryPrimitives.ReadUInt32BigEndian(picture.AsSpan(20)) <= PrintOptions.LargestLogo;

    private sealed record Decoded(XImage? Image);
}
