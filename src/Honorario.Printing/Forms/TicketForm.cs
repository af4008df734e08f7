using System.Globalization;
using Honorario.Printing.Content;
using Honorario.Printing.Drawing;
using PdfSharp.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>Lays out a ticket as a column of blocks, so that a roll's page can be cut to their height.</summary>
internal sealed class TicketForm
{
    private const double Millimetre = 72 / 25.4;

    private static readonly XPen TicketRule = new(XColors.Black, 0.6) { DashStyle = XDashStyle.Dash };

    private readonly TicketContent _ticket;
    private readonly TicketPaper _paper;
    private readonly double _left;
    private readonly double _width;
    private readonly TextStyle _name;
    private readonly TextStyle _body;
    private readonly TextStyle _strong;
    private readonly TextStyle _total;
    private readonly TextStyle _notice;
    private readonly TextStyle _link;
    private readonly List<(double Height, Action<Sheets, double> Draw)> _blocks = [];

    public TicketForm(TicketContent ticket, TicketPaper paper)
    {
        (_ticket, _paper) = (ticket, paper);
        (_left, _width) = paper switch
        {
            TicketPaper.Roll58 => (5 * Millimetre, 48 * Millimetre),
            TicketPaper.Roll80 => (4 * Millimetre, 72 * Millimetre),
            TicketPaper.Letter => ((612 - 340) / 2.0, 340),
            _ => throw new ArgumentOutOfRangeException(nameof(paper), paper, null),
        };
        (_name, _body, _strong, _total, _notice, _link) = paper switch
        {
            TicketPaper.Roll58 => Sizes(9, Look.Smallest, 9.5),
            TicketPaper.Roll80 => Sizes(11, 8, 11.5),
            _ => Sizes(14, 9.5, 14),
        };
    }

    public byte[] Draw()
    {
        Compose();
        var letter = _paper == TicketPaper.Letter;
        using var sheets = new Sheets($"Ticket {_ticket.Folio}", _ticket.PracticeName) { Foot = letter ? 30 : 0, Margin = letter ? 48 : 12 };
        if (_ticket.SinValidezFiscal)
            sheets.Begin = _ => DrawNotice(sheets);
        if (letter)
            sheets.Add();
        else
            sheets.Add((2 * _left) + _width, _blocks.Sum(static block => block.Height) + NoticeHeight + (2 * sheets.Margin) + 1);

        foreach (var (height, draw) in _blocks)
        {
            sheets.Need(height);
            draw(sheets, sheets.Y);
            sheets.Y += height;
        }

        return sheets.Finish((page, number, count) =>
        {
            if (count > 1)
                _body.DrawRight(page, $"Página {number} de {count}", sheets.Width - sheets.Margin, sheets.Height - sheets.Margin);
        });
    }

    private static (TextStyle, TextStyle, TextStyle, TextStyle, TextStyle, TextStyle) Sizes(double name, double body, double total) => (
        TextStyle.Of(Typeface.Bold, name),
        TextStyle.Of(Typeface.Regular, body),
        TextStyle.Of(Typeface.Bold, body),
        TextStyle.Of(Typeface.Bold, total),
        new TextStyle(Typeface.Bold, name, XBrushes.White),
        TextStyle.Of(Typeface.Regular, Math.Max(Look.Smallest, body - 1.2)));

    private void Compose()
    {
        Centered(_name, _ticket.PracticeName);
        Centered(_body, $"RFC: {_ticket.Rfc}");
        Space(4);
        if (_ticket.Cancelled)
            Centered(_total, "CANCELADO");
        Centered(_strong, $"Ticket {_ticket.Folio}");
        Centered(_body, _ticket.Date.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture));
        Rule();

        foreach (var line in _ticket.Lines)
            Pair(_body, line.Description, line.Amount);
        Rule();

        Pair(_total, "TOTAL", _ticket.Lines.Sum(static line => line.Amount));
        Space(3);
        foreach (var payment in _ticket.Payments)
            Pair(_body, CodeNames.FormaPagoName(payment.FormaPago), payment.Amount);
        if (_ticket.Change != 0)
            Pair(_body, "Cambio", _ticket.Change);
        foreach (var part in _ticket.Returned)
            Pair(_body, part.Description, -part.Amount);
        if (_ticket.Balance != 0 && !_ticket.Cancelled)
            Pair(_strong, "Saldo pendiente", _ticket.Balance);

        if (_ticket.InvoiceLink is { } link)
            Invoicing(link.AbsoluteUri);
        Rule();
        Centered(_body, _ticket.Cancelled ? "El cobro de este ticket se deshizo" : "Este ticket no es un comprobante fiscal");
    }

    private void Invoicing(string link)
    {
        Rule();
        Centered(_strong, _ticket.Invoiced ? "Tu factura está en" : "Factura tu copago en");
        Centered(_link, link);
        Space(4);
        var side = Math.Min(_width * 0.72, 140);
        _blocks.Add((side, (sheets, y) => QrMark.Draw(sheets, link, _left + ((_width - side) / 2), y, side)));
        Space(4);
        if (_ticket.LastDayToInvoice is { } day)
            Centered(_strong, $"Último día para facturar: {day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}");
    }

    private void DrawNotice(Sheets sheets)
    {
        sheets.Page.DrawRectangle(XBrushes.Black, _left, sheets.Y, _width, NoticeHeight - 5);
        _notice.DrawCentered(sheets.Page, "SIN VALIDEZ FISCAL", _left + (_width / 2), sheets.Y + 2);
        sheets.Y += NoticeHeight;
    }

    private double NoticeHeight => _notice.LineHeight + 9;

    private void Centered(TextStyle style, string text)
    {
        foreach (var line in style.Wrap(text, _width))
            _blocks.Add((style.LineHeight, (sheets, y) => style.DrawCentered(sheets.Page, line, _left + (_width / 2), y)));
    }

    private void Pair(TextStyle style, string label, decimal amount)
    {
        var figure = Figures.Money(amount, "MXN");
        var lines = style.Wrap(label, _width - style.Measure(figure) - 6);
        for (var i = 0; i < lines.Count; i++)
        {
            var (line, last) = (lines[i], i == lines.Count - 1);
            _blocks.Add((style.LineHeight, (sheets, y) =>
            {
                style.Draw(sheets.Page, line, _left, y);
                if (last)
                    style.DrawRight(sheets.Page, figure, _left + _width, y);
            }));
        }
    }

    private void Rule() => _blocks.Add((8, (sheets, y) => sheets.Page.DrawLine(TicketRule, _left, y + 4, _left + _width, y + 4)));

    private void Space(double height) => _blocks.Add((height, static (_, _) => { }));
}
