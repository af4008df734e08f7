namespace Honorario.Printing.Tests;

public class PrintedCutTests
{
    private static readonly CashCut Cut = new()
    {
        PracticeName = "Consultorio Dra. Xóchitl Casas Chávez",
        Cashier = "Lucía Fernández",
        OpenedAt = new DateTime(2025, 2, 19, 8, 55, 0),
        ClosedAt = new DateTime(2025, 2, 19, 20, 10, 0),
        OpeningFloat = 500m,
        Charges = 12,
        Lines = [new CashCutLine("01", 1850m, 1840.5m), new CashCutLine("04", 3200m, 3200m)],
    };

    [Fact]
    public async Task Pdftotext_reads_who_when_and_each_form_with_what_was_expected_counted_and_the_difference()
    {
        var lines = (await Pdftotext.LinesOfAsync(PrintedCut.Render(Cut))).Select(line => string.Join(
            ' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();

        lines.Should().Contain("Corte de caja").And.Contain("Cajero: Lucía Fernández").And.Contain("Del 19/02/2025 08:55 al 19/02/2025 20:10")
            .And.Contain("Cobros: 12 · Fondo de caja: $500.00");
        lines
            .Should()
            .Contain("Efectivo $1,850.00 $1,840.50 -$9.50")
            .And.Contain("Tarjeta de crédito $3,200.00 $3,200.00 $0.00")
            .And.Contain("Total $5,050.00 $5,040.50 -$9.50");
        lines.Should().Contain("Firma de Lucía Fernández");
    }
}
