using System.Globalization;
using Honorario.Printing.Content;
using Honorario.Printing.Drawing;
using Honorario.Printing.Forms;

namespace Honorario.Printing;

/// <summary>A cut of the cash desk; amounts are MXN, times are local.</summary>
public sealed record CashCut
{
    /// <summary>The practice's name.</summary>
    public required string PracticeName { get; init; }

    /// <summary>Whose shift it was.</summary>
    public required string Cashier { get; init; }

    /// <summary>When the shift began.</summary>
    public required DateTime OpenedAt { get; init; }

    /// <summary>When it was cut.</summary>
    public required DateTime ClosedAt { get; init; }

    /// <summary>Cash that was in the drawer before the first charge; within the cash that is expected.</summary>
    public decimal OpeningFloat { get; init; }

    /// <summary>How many charges stand.</summary>
    public int Charges { get; init; }

    /// <summary>By form of payment.</summary>
    public required IReadOnlyList<CashCutLine> Lines { get; init; }
}

/// <summary>What should have been there in one form of payment, and what was.</summary>
/// <param name="FormaPago">c_FormaPago.</param>
/// <param name="Expected">MXN.</param>
/// <param name="Counted">MXN.</param>
public sealed record CashCutLine(string FormaPago, decimal Expected, decimal Counted);

/// <summary>The Corte de caja on letter paper, with a line to sign on.</summary>
public static class PrintedCut
{
    private const double SignatureWidth = 220;

    /// <summary>The PDF.</summary>
    public static byte[] Render(CashCut cut)
    {
        ArgumentNullException.ThrowIfNull(cut);
        using var sheets = new Sheets("Corte de caja", cut.PracticeName);
        sheets.Add();
        Write(sheets, Look.Title, "Corte de caja");
        Write(sheets, Look.Subtitle, cut.PracticeName);
        sheets.Y += 6;
        Write(sheets, Look.Body, $"Cajero: {cut.Cashier}");
        Write(sheets, Look.Body, $"Del {Moment(cut.OpenedAt)} al {Moment(cut.ClosedAt)}");
        Write(sheets, Look.Body, $"Cobros: {cut.Charges.ToString(CultureInfo.InvariantCulture)} · Fondo de caja: {Money(cut.OpeningFloat)}");
        sheets.Y += 10;

        var table = new DrawnTable(
            sheets, new Column("Forma de pago", 240), new Column("Esperado", 100, true), new Column("Contado", 100, true),
            new Column("Diferencia", 100, true));
        foreach (var line in cut.Lines)
            Row(table, Look.Body, CodeNames.FormaPagoName(line.FormaPago), line.Expected, line.Counted);
        Row(table, Look.Strong, "Total", cut.Lines.Sum(line => line.Expected), cut.Lines.Sum(line => line.Counted));
        table.End();

        sheets.Y += 60;
        sheets.Need(30);
        sheets.Page.DrawLine(Look.AccentLine, Sheets.Left, sheets.Y, Sheets.Left + SignatureWidth, sheets.Y);
        sheets.Y += 4;
        Write(sheets, Look.Small, $"Firma de {cut.Cashier}");
        return sheets.Finish((page, number, count) => Look.Small.DrawRight(page, $"Página {number} de {count}", sheets.Right, sheets.Height - Sheets.Left));
    }

    private static void Row(DrawnTable table, TextStyle style, string name, decimal expected, decimal counted) => table
        .Cell(0, name, style).Cell(1, Money(expected), style).Cell(2, Money(counted), style).Cell(3, Money(counted - expected), style)
        .EndRow();

    private static void Write(Sheets sheets, TextStyle style, string text) =>
        sheets.Y += style.DrawWrapped(sheets.Page, text, Sheets.Left, sheets.Y, sheets.Right - Sheets.Left);

    private static string Money(decimal amount) => Figures.Money(amount, "MXN");

    private static string Moment(DateTime moment) => moment.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
}
