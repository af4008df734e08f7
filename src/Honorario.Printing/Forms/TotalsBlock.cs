using Honorario.Printing.Content;
using Honorario.Printing.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>Sums at the right, the total under them, and the total in words at the left; never split between pages.</summary>
internal static class TotalsBlock
{
    private const double TotalHeight = 18;

    public static void Draw(Sheets sheets, List<(string Label, string Amount)> lines, string totalLabel, decimal total, string moneda, double width)
    {
        var words = total is >= 0 and <= AmountInWords.Largest ? AmountInWords.Of(total, moneda) : "";
        var x = sheets.Right - width;
        var wordsWidth = x - Sheets.Left - 20;
        var height = Math.Max(
            (lines.Count * Look.Body.LineHeight) + 3 + TotalHeight,
            Look.Label.LineHeight + 3 + Look.Strong.HeightOf(words, wordsWidth));
        sheets.Y += 5;
        sheets.Need(height);

        var page = sheets.Page;
        Look.Label.Draw(page, "Importe con letra", Sheets.Left, sheets.Y + 2);
        Look.Strong.DrawWrapped(page, words, Sheets.Left, sheets.Y + 3 + Look.Label.LineHeight, wordsWidth);

        var y = sheets.Y;
        foreach (var (label, amount) in lines)
        {
            Look.Body.Draw(page, label, x + 6, y);
            Look.Body.DrawRight(page, amount, sheets.Right - 6, y);
            y += Look.Body.LineHeight;
        }

        y += 3;
        page.DrawRectangle(Look.Accent, x, y, width, TotalHeight);
        Look.Total.Draw(page, totalLabel, x + 6, y + 2.5);
        Look.Total.DrawRight(page, Figures.Money(total, moneda), sheets.Right - 6, y + 2.5);
        sheets.Y += height + 8;
    }
}
