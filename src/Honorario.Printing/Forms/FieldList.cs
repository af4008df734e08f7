using Honorario.Printing.Drawing;
using PdfSharp.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>A heading over labels with their values; what has no value is not shown.</summary>
internal sealed class FieldList(string heading)
{
    private const double LabelWidth = 88;
    private readonly List<(string? Label, string Value)> _fields = [];

    public FieldList Lead(string value)
    {
        _fields.Add((null, value));
        return this;
    }

    public FieldList Add(string label, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _fields.Add((label, value));
        return this;
    }

    public double HeightIn(double width) => Look.Heading.LineHeight + 4 + _fields.Sum(field => field.Label is null
        ? Look.Strong.HeightOf(field.Value, width)
        : Look.Body.HeightOf(field.Value, width - LabelWidth));

    public void Draw(XGraphics page, double x, double y, double width)
    {
        Look.Heading.Draw(page, heading, x, y);
        y += Look.Heading.LineHeight + 1;
        page.DrawLine(Look.Hairline, x, y, x + width, y);
        y += 3;
        foreach (var (label, value) in _fields)
        {
            if (label is null)
            {
                y += Look.Strong.DrawWrapped(page, value, x, y, width);
                continue;
            }

            Look.Label.Draw(page, label, x, y + 1.2);
            y += Look.Body.DrawWrapped(page, value, x + LabelWidth, y, width - LabelWidth);
        }
    }
}
