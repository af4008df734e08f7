using QRCoder;

namespace Honorario.Printing.Tests;

/// <summary>Small PNGs to stand for logos.</summary>
internal static class Picture
{
    /// <summary>8 by 8 pixels of one colour, 8 bits a channel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAFklEQVQY02MUd4j5z4AHMDEQAMNDAQDDQAHCSjzvvgAAAABJRU5ErkJggg==");

    /// <summary>A PNG of one bit a pixel, which can't be printed.</summary>
    public static byte[] OneBitPng()
    {
        using var code = QRCodeGenerator.GenerateQrCode("logo", QRCodeGenerator.ECCLevel.L);
        using var picture = new PngByteQRCode(code);
        return picture.GetGraphic(4);
    }
}
