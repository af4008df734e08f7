using Honorario.Printing.Content;
using UglyToad.PdfPig;

namespace Honorario.Printing.Tests;

public class PrintedTicketTests
{
    internal static readonly TicketContent Paid = new()
    {
        PracticeName = "Consultorio Dra. Xóchitl Casas Chávez",
        Rfc = "CACX7605101P8",
        Folio = "T-000123",
        Date = new DateTime(2025, 2, 19, 17, 5, 0),
        Lines = [new TicketContentLine("Copago", 250m), new TicketContentLine("Curación", 120.5m)],
        Payments = [new TicketContentPayment("01", 300m), new TicketContentPayment("04", 60m)],
        Change = 29.5m,
        Balance = 40m,
        InvoiceLink = new Uri("https://honorario.example/f/7Qm3kV9xTzB2LhYw8sNf4A"),
        LastDayToInvoice = new DateOnly(2025, 2, 28),
        SinValidezFiscal = true,
    };

    public static TheoryData<TicketPaper> Papers => [.. Enum.GetValues<TicketPaper>()];

    [Theory]
    [MemberData(nameof(Papers))]
    public void Every_paper_shows_the_whole_ticket(TicketPaper paper)
    {
        var pdf = PrintedTicket.Render(Paid, paper);
        var text = Samples.TextOf(pdf);

        text.Should().ContainAll(
            "Xóchitl", "CACX7605101P8", "T-000123", "19/02/2025 17:05", "Copago", "$250.00", "Curación", "$120.50", "TOTAL", "$370.50",
            "Efectivo", "$300.00", "Tarjeta de crédito", "$60.00", "Cambio", "$29.50", "Saldo pendiente", "$40.00",
            "Último día para facturar: 28/02/2025", "SIN VALIDEZ FISCAL");
        Samples.Unbroken(text).Should().Contain(Paid.InvoiceLink!.AbsoluteUri);
        Qr.ReadFrom(pdf).Should().ContainSingle().Which.Text.Should().Be(Paid.InvoiceLink.AbsoluteUri);
    }

    [Theory]
    [InlineData(TicketPaper.Roll58, 58)]
    [InlineData(TicketPaper.Roll80, 80)]
    public void A_roll_is_one_page_as_wide_as_the_paper_and_as_long_as_the_ticket(TicketPaper paper, double millimetres)
    {
        static (int Pages, double Width, double Height) Measure(byte[] pdf)
        {
            using var document = PdfDocument.Open(pdf);
            var page = document.GetPage(1);
            return (document.NumberOfPages, page.Width / 72 * 25.4, page.Height);
        }

        var few = Measure(PrintedTicket.Render(Paid, paper));
        var many = Measure(PrintedTicket.Render(
            Paid with { Lines = [.. Enumerable.Range(1, 150).Select(static number => new TicketContentLine($"Servicio {number}", 1m))] }, paper));

        few.Width.Should().BeApproximately(millimetres, 0.1);
        (few.Pages, many.Pages).Should().Be((1, 1));
        many.Height.Should().BeGreaterThan(few.Height + 1000);
    }

    [Fact]
    public void A_long_ticket_goes_on_to_more_letter_pages_and_loses_no_line()
    {
        var lines = Enumerable.Range(1, 150).Select(static number => new TicketContentLine($"Servicio-{number:000}", 1m)).ToList();
        var pages = Samples.PagesOf(PrintedTicket.Render(Paid with { Lines = lines }, TicketPaper.Letter));

        pages.Should().HaveCountGreaterThan(1).And.AllSatisfy(static page => page.Should().Contain("SIN VALIDEZ FISCAL"));
        string.Join('\n', pages).Should().ContainAll(lines.Select(static line => line.Description)).And.Contain("$150.00");
    }

    [Fact]
    public void What_does_not_apply_is_not_printed()
    {
        var ticket = Paid with { Change = 0, Balance = 0, InvoiceLink = null, LastDayToInvoice = null, SinValidezFiscal = false };
        var pdf = PrintedTicket.Render(ticket, TicketPaper.Roll80);

        Samples.TextOf(pdf).Should().NotContainAny("Cambio", "Saldo pendiente", "Factura tu", "Último día", "SIN VALIDEZ FISCAL");
        Qr.ReadFrom(pdf).Should().BeEmpty();
    }

    [Theory]
    [InlineData(TicketPaper.Roll58)]
    [InlineData(TicketPaper.Roll80)]
    [InlineData(TicketPaper.Letter)]
    public void An_undone_charge_says_CANCELADO_and_asks_for_no_balance(TicketPaper paper)
    {
        var text = Samples.TextOf(PrintedTicket.Render(Paid with { Cancelled = true, InvoiceLink = null }, paper));
        text.Should().Contain("CANCELADO").And.NotContain("Saldo pendiente");
        Samples.TextOf(PrintedTicket.Render(Paid, paper)).Should().NotContain("CANCELADO");
    }
}
