using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace Honorario.Printing.Drawing;

/// <summary>The pages of a form in the making, and the height that the pen has reached on the last one.</summary>
internal sealed class Sheets : IDisposable
{
    public const double Left = 36;

    private readonly PdfDocument _document = new();
    private readonly List<XGraphics> _pages = [];
    private readonly List<(PdfPage Page, string Operators)> _written = [];

    public Sheets(string title, string author)
    {
        _document.Options.FlateEncodeMode = PdfFlateEncodeMode.BestSpeed;
        _document.Options.CompressContentStreams = true;
        _document.Options.NoCompression = false;
        _document.Info.Title = title;
        _document.Info.Author = author;
        _document.Info.Creator = "Honorario";
        _document.Language = "es-MX";
    }

    /// <summary>Draws what every page begins with; told the page's number, from 1.</summary>
    public Action<int>? Begin { get; set; }

    /// <summary>Draws what continues from the page before, such as a table's head.</summary>
    public Action? Resume { get; set; }

    public XGraphics Page => _pages[^1];

    public double Width { get; private set; }

    public double Height { get; private set; }

    public double Y { get; set; }

    public double Margin { get; init; } = Left;

    /// <summary>What is kept free above the lower margin.</summary>
    public double Foot { get; init; } = 30;

    public double Right => Width - Margin;

    public double Bottom => Height - Margin - Foot;

    /// <summary>Adds a page of the given size, letter unless told.</summary>
    public void Add(double width = 612, double height = 792)
    {
        (Width, Height, Y) = (width, height, Margin);
        var page = _document.AddPage();
        page.Width = XUnit.FromPoint(width);
        page.Height = XUnit.FromPoint(height);
        _pages.Add(XGraphics.FromPdfPage(page));
        Begin?.Invoke(_pages.Count);
        Resume?.Invoke();
    }

    /// <summary>Goes on to another page unless the height is still free on this one.</summary>
    public void Need(double height)
    {
        if (Y + height > Bottom)
            Add(Width, Height);
    }

    /// <summary>Puts PDF operators on the page, over what is drawn there; the origin is the lower left corner.</summary>
    public void Write(string operators) => _written.Add((_document.Pages[^1], operators));

    /// <summary>Draws the foot of every page, told its number and how many there are, and closes the document.</summary>
    public byte[] Finish(Action<XGraphics, int, int> foot)
    {
        for (var i = 0; i < _pages.Count; i++)
        {
            foot(_pages[i], i + 1, _pages.Count);
            _pages[i].Dispose();
        }

        _pages.Clear();
        foreach (var (page, operators) in _written)
            page.Contents.AppendContent().CreateStream(Encoding.ASCII.GetBytes(operators));

        using var file = new MemoryStream(64 * 1024);
        _document.Save(file, closeStream: false);
        return file.ToArray();
    }

    public void Dispose()
    {
        foreach (var page in _pages)
            page.Dispose();
        _document.Dispose();
    }
}
