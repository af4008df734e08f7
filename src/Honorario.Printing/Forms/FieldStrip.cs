using Honorario.Printing.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>A tinted strip of labels, each over its value.</summary>
internal static class FieldStrip
{
    /// <summary>Draws one strip across the page; a share is the part of the width that a field takes.</summary>
    public static void Fields(this Sheets sheets, params ReadOnlySpan<(string Label, string? Value, double Share)> fields)
    {
        var width = sheets.Right - Sheets.Left;
        var height = 0.0;
        foreach (var (_, value, share) in fields)
            height = Math.Max(height, Look.Strong.HeightOf(value ?? "", (width * share) - 10));
        height += Look.Label.LineHeight + 6;
        sheets.Need(height);

        sheets.Page.DrawRectangle(Look.Tint, Sheets.Left, sheets.Y, width, height);
        var x = Sheets.Left;
        foreach (var (label, value, share) in fields)
        {
            if (value is not null)
            {
                Look.Label.Draw(sheets.Page, label, x + 5, sheets.Y + 3);
                Look.Strong.DrawWrapped(sheets.Page, value, x + 5, sheets.Y + 3 + Look.Label.LineHeight, (width * share) - 10);
            }

            x += width * share;
        }

        sheets.Y += height + 1;
    }
}
