using System.Text;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Tests;

/// <summary>Tables handed out, read back as a spreadsheet reads them.</summary>
public class SheetExportTests
{
    private static readonly SheetColumn<Row>[] Columns =
    [
        new("Nombre", row => row.Name), new("Monto", row => row.Amount), new("Fecha", row => row.Date), new("Cuántos", row => row.Count),
    ];

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task Text_pesos_and_dates_arrive_whole(SheetFormat format)
    {
        var (name, content) = await WriteAsync(format, new Row("Peña, \"el güero\"", -1234.5m, new DateOnly(2026, 2, 28), 3), new Row("Ana", 0.05m, null, 0));

        var read = World.Exported.Read(name, content, "Nombre");

        read.Lines.Should().Equal(2, 3);
        read.Text(2, "nombre").Should().Be("Peña, \"el güero\"");
        decimal.Parse(read.Text(2, "Monto"), System.Globalization.CultureInfo.InvariantCulture).Should().Be(-1234.5m);
        read.Text(2, "Fecha").Should().Be("2026-02-28");
        (read.Text(3, "Fecha"), read.Text(3, "Cuantos")).Should().Be(("", "0"));
    }

    [Fact]
    public async Task What_a_person_typed_is_no_formula_in_a_csv_and_a_negative_amount_stays_a_number()
    {
        var (_, content) = await WriteAsync(SheetFormat.Csv, new Row("=HYPERLINK(\"x\")", -5m, null, 1));

        Encoding.UTF8.GetString(content).Should().Contain("'=HYPERLINK").And.Contain(",-5.00,");
    }

    private static async Task<(string Name, byte[] Content)> WriteAsync(SheetFormat format, params Row[] rows)
    {
        using var content = new MemoryStream();
        var file = SheetExport.Of("tabla", format, Columns, rows.ToAsyncEnumerable());
        await file.WriteAsync(content, CancellationToken.None);
        return (file.Name, content.ToArray());
    }

    private sealed record Row(string Name, decimal Amount, DateOnly? Date, int Count);
}
