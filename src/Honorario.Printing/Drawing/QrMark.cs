using PdfSharp.Drawing;
using QRCoder;

namespace Honorario.Printing.Drawing;

/// <summary>A QR code as one vector path, so that it stays sharp at any size and shows no seams.</summary>
internal static class QrMark
{
    /// <summary>Draws the code with its quiet zone inside a square of the given side, in points.</summary>
    public static void Draw(XGraphics page, string text, double x, double y, double side)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var module = side / rows.Count;
        var path = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var row = 0; row < rows.Count; row++)
        {
            var modules = rows[row];
            for (var start = 0; start < modules.Length; start++)
            {
                if (!modules[start])
                    continue;
                var end = start + 1;
                while (end < modules.Length && modules[end])
                    end++;
                path.AddRectangle(x + (start * module), y + (row * module), (end - start) * module, module);
                start = end;
            }
        }

        page.DrawPath(XBrushes.Black, path);
    }
}
