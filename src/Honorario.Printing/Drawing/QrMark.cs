using System.Globalization;
using System.Text;
using PdfSharp.Drawing;
using QRCoder;

namespace Honorario.Printing.Drawing;

/// <summary>
/// A QR code as one vector path, so that it stays sharp at any size and shows no seams. The path is written as PDF operators
/// in whole modules, which is some forty times faster than through the drawing library.
/// </summary>
internal static class QrMark
{
    /// <summary>Draws the code with its quiet zone on a white square of the given side, in points.</summary>
    public static void Draw(Sheets sheets, string text, double x, double y, double side)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var module = side / rows.Count;
        sheets.Page.DrawRectangle(XBrushes.White, x, y, side, side);

        var operators = new StringBuilder(8 * 1024);
        operators.Append(CultureInfo.InvariantCulture, $"q 0 g {module:0.#####} 0 0 {-module:0.#####} {x:0.###} {sheets.Height - y:0.###} cm\n");
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
                operators.Append(start).Append(' ').Append(row).Append(' ').Append(end - start).Append(" 1 re\n");
                start = end;
            }
        }

        sheets.Write(operators.Append("f Q\n").ToString());
    }
}
