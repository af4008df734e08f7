using System.Text;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
using SpreadCheetah;
using Cell = Honorario.Archivos.Tablas.Cell;

namespace Honorario.Archivos.Tests;

/// <summary>Tables as people bring them.</summary>
public class TablasTests
{
    private static readonly string[] Columns = ["Fecha", "Monto"];

    public static TheoryData<string, string> Days => new()
    {
        { "05-nov.-2026", "2026-11-05" }, { "05-sept-2026", "2026-09-05" }, { "5 de noviembre de 2026", "2026-11-05" }, { "05/noviembre/2026", "2026-11-05" },
        { "2026-11-05 10:22:33", "2026-11-05" }, { "05/11/2026 10:22", "2026-11-05" }, { "46331", "2026-11-05" }, { "05/11/26 10:22", "2026-11-05" },
        { "jueves, 5 de noviembre de 2026", "2026-11-05" }, { "22/jun./2026", "2026-06-22" }, { "2026-11-05T10:22:33-06:00", "2026-11-05" },
        { "'05112026'", "2026-11-05" }, { "20261105", "2026-11-05" }, { "05-Nov-2026", "2026-11-05" }, { "1 ene 27", "2027-01-01" },
            { "Nov 5, 2026", "2026-11-05" },
        { "5 DE NOVIEMBRE DEL 2026", "2026-11-05" }, { "05.11.2026", "2026-11-05" }, { "31/02/2026", "" }, { "hoy", "" }, { "5/11", "" }, { "12500", "" },
    };

    public static TheoryData<string, string> Amounts => new()
    {
        { "$ 12,500.00", "12500.00" }, { "12,500.00 M.N.", "12500.00" }, { "MXN 12,500.00", "12500.00" }, { "12,500.00 CR", "12500.00" },
            { "1.25E+04", "12500.00" },
        { "12,500.00 pesos", "12500.00" }, { "12 500.00", "12500.00" }, { "(12,500.00)", "-12500.00" }, { "12,500.00-", "-12500.00" },
            { "1'250,000.00", "1250000.00" },
        { "−12.50", "-12.50" }, { "0.30000000000000004", "0.30" }, { "US$ 12,500.00", "" }, { "12.500,00", "" }, { "1,2", "" }, { "100.005", "" },
            { "doce", "" }, { "12,500.00 USD", "" },
    };

    [Theory]
    [MemberData(nameof(Days))]
    public void A_day_is_read_as_it_is_written(string written, string day)
    {
        var cell = Cell.Of(written);

        (DayColumn.Of([cell]).Read(cell).Value?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "").Should().Be(day);
    }

    [Theory]
    [MemberData(nameof(Amounts))]
    public void An_amount_is_read_as_it_is_written(string written, string amount)
    {
        var cell = Cell.Of(written);

        (AmountColumn.Of([cell]).Read(cell).Value?.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture) ?? "").Should().Be(amount);
    }

    [Fact]
    public void Another_row_tells_the_order_of_day_and_month_and_where_rows_of_both_orders_stand_the_rest_is_refused()
    {
        DateTime? Read(string[] all) => DayColumn.Of(all.Select(Cell.Of)).Read(Cell.Of(all[0])).Value;

        Read(["05/11/2026", "06/11/2026"]).Should().Be(new DateTime(2026, 11, 5));
        Read(["05/11/2026", "05/13/2026"]).Should().Be(new DateTime(2026, 5, 11));
        Read(["05/11/2026", "05/13/2026", "13/05/2026"]).Should().BeNull();
        Read(["05/05/2026", "05/13/2026", "13/05/2026"]).Should().Be(new DateTime(2026, 5, 5));
    }

    [Fact]
    public void A_decimal_comma_is_asked_where_nothing_else_fits_and_never_guessed()
    {
        Cell[] all = [Cell.Of("12.500,00"), Cell.Of("7,50")];

        var (silent, said) = (AmountColumn.Of(all), AmountColumn.Of(all, comma: true));

        silent.AsksComma.Should().BeTrue();
        silent.Read(all[0]).Value.Should().BeNull();
        (said.Read(all[0]).Value, said.Read(all[1]).Value).Should().Be((12500m, 7.50m));
        AmountColumn.Of([.. all, Cell.Of("12,500.00")], comma: true).AsksComma.Should().BeFalse("a point separates centavos in another row");
    }

    [Theory]
    [InlineData("Fecha,Monto\n05/11/2026,1", "utf-8")]
    [InlineData("Fecha;Monto\n05/11/2026;1", "utf-16")]
    [InlineData("Fecha\tMonto\n05/11/2026\t1", "utf-16BE")]
    [InlineData("sep=|\nFecha|Monto\n05/11/2026|1", "utf-8")]
    [InlineData("Título, con coma\n\nFecha|Monto\n05/11/2026|1", "windows-1252")]
    public void Any_delimiter_and_encoding_will_do(string text, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var table = Find(new BroughtFile("t.csv", Encoding.GetEncoding(encoding).GetBytes(text)));

        table.Text(table.Lines.Single(), "Monto").Should().Be("1");
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_swallows_no_rows()
    {
        var text = "Fecha,Monto\n" + string.Concat(Enumerable.Range(1, 60).Select(at => $"05/11/2026,{at}{(at == 3 ? ",\"La" : "")}\n"));

        Find(new BroughtFile("t.csv", Encoding.UTF8.GetBytes(text))).Lines.Should().HaveCount(60);
    }

    [Fact]
    public async Task The_sheet_that_holds_the_table_is_found_and_its_numbers_have_no_binary_dust()
    {
        using var bytes = new MemoryStream();
        await using (var book = await Spreadsheet.CreateNewAsync(bytes))
        {
            await book.StartWorksheetAsync("Portada");
            await book.AddRowAsync([new DataCell("Reporte")]);
            await book.StartWorksheetAsync("Datos");
            await book.AddRowAsync([new DataCell("Movimientos")]);
            await book.AddRowAsync([new DataCell("FECHA"), new DataCell("Monto ")]);
            await book.AddRowAsync([new DataCell(new DateTime(2026, 11, 5)), new DataCell(0.1 + 0.2)]);
            await book.FinishAsync();
        }

        var table = Find(new BroughtFile("t.xlsx", bytes.ToArray()));

        table.Amounts("Monto").Read(table.Cell(3, "Monto")).Value.Should().Be(0.30m);
        table.Days("Fecha").Read(table.Cell(3, "Fecha")).Value.Should().Be(new DateTime(2026, 11, 5));
    }

    [Fact]
    public void The_xml_that_a_bank_calls_xls_is_read_with_its_gaps()
    {
        var xml = """
            <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <Worksheet ss:Name="a"><Table><Row><Cell><Data ss:Type="String">Cuenta 0123456789</Data></Cell></Row>
            <Row><Cell><Data ss:Type="String">Fecha Operación</Data></Cell><Cell><Data ss:Type="String">Concepto</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">Cargo</Data></Cell><Cell><Data ss:Type="String">Abono</Data></Cell></Row>
            <Row><Cell><Data ss:Type="DateTime">2026-11-05T00:00:00.000</Data></Cell><Cell><Data ss:Type="String">SPEI</Data></Cell><Cell ss:Index="5"><Data ss:Type="Number">12500</Data></Cell></Row></Table></Worksheet></Workbook>
            """;

        var deposit = Caso.Statement(new BroughtFile("bbva.xls", Encoding.UTF8.GetBytes(xml))).Deposits.Single();

        (deposit.Date, deposit.Amount, deposit.Text).Should().Be((new DateOnly(2026, 11, 5), 12500m, "SPEI"));
    }

    [Theory]
    [InlineData("%PDF-1.4 algo", "un PDF")]
    [InlineData("<html><body>Sesión terminada</body></html>", "sin ninguna tabla")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "no es un estado de cuenta")]
    [InlineData("", "vacío")]
    [InlineData("Sólo una carta del banco.\nSin movimientos.", "no tiene movimientos")]
    public void What_is_no_table_is_told_and_none_of_it_offered_as_a_column(string content, string sentence)
    {
        var read = BankFile.Read(new BroughtFile("e.csv", Encoding.UTF8.GetBytes(content)));

        (read.Refusal ?? StatementFile.Of("e.csv", read.Value!).Refusal).Should().Contain(sentence);
    }

    [Fact]
    public void The_header_may_be_chosen_where_its_words_are_unknown()
    {
        var text = "Banco,X\nCuando,Cuanto,Que\n18/03/2026,500.00,SPEI\n";
        var file = Caso.Opened(new BroughtFile("raro.csv", Encoding.UTF8.GetBytes(text)));

        file.HeaderChoices.Select(choice => choice.Row).Should().Equal(1, 2, 3);
        (file.HeaderRow, file.Sure).Should().Be((2, false));
        file.WithHeader(0).Header.Should().Equal("Columna A", "Columna B", "Columna C");
        file.Read(new StatementColumns("Cuando", "Cuanto", Text: "Que"), Caso.Clabe).Value!.Deposits.Single().Amount.Should().Be(500m);
    }

    [Fact]
    public void Several_accounts_of_one_mt940_are_kept_apart()
    {
        var text = ":20:A\r\n:25:0123456789\r\n:60F:C261101MXN0,00\r\n:61:2611051105C100,00NTRFA\r\n:86:UNO\r\n:62F:C261105MXN100,00\r\n-}{1:F01}{4:\r\n"
            + ":20:B\r\n:25:9999999999\r\n:60F:C261101MXN0,00\r\n:61:2611051105C200,00NTRFB\r\n:86:DOS\r\n:62F:C261105MXN250,00\r\n-\r\n";

        var statement = Caso.Statement(new BroughtFile("e.sta", Encoding.ASCII.GetBytes(text)));

        statement.Deposits.Select(one => one.Text).Should().Equal("UNO");
        statement.Notes.Should().ContainSingle().Which.Should().Contain("otra cuenta");
    }

    [Fact]
    public void A_balance_that_does_not_follow_is_told()
    {
        var text =
            "Fecha,Concepto,Cargo,Abono,Saldo\n01/11/2026,A,,10.00,110.00\n02/11/2026,B,,10.00,120.00\n03/11/2026,C,,10.00,530.00\n04/11/2026,D,,10.00,540.00\n";

        Caso.Statement(new BroughtFile("e.csv", Encoding.UTF8.GetBytes(text))).Notes.Should().SatisfyRespectively(
            balance => balance.Should().Contain("fila 4"), days => days.Should().Contain("01/11/2026 es el 1 de noviembre"));
    }

    [Theory]
    [InlineData("Fecha,Concepto,Cargo,Abono,Saldo\n03/11/2026,A,,10.00,110.00\n", true)]
    [InlineData("Fecha (DD/MM/AA),Concepto,Cargo,Abono,Saldo\n03/11/2026,A,,10.00,110.00\n", false)]
    public void Days_of_a_statement_that_no_row_tells_are_read_as_in_Mexico_and_that_is_told(string text, bool told)
    {
        var file = Caso.Opened(new BroughtFile("e.csv", Encoding.UTF8.GetBytes(text)));
        var statement = file.Read(file.Guess, Caso.Clabe).Value!;
        var american = file.Read(file.Guess with { MonthFirst = true }, Caso.Clabe).Value!;

        file.AsksDays(file.Guess).Should().BeFalse("its header is in the words of a bank of Mexico");
        american.Deposits[0].Date.Should().Be(told ? new DateOnly(2026, 3, 11) : new DateOnly(2026, 11, 3));
        statement.Deposits[0].Date.Should().Be(new DateOnly(2026, 11, 3));
        statement.Notes.Any(note => note.Contains("03/11/2026 es el 3 de noviembre", StringComparison.Ordinal)).Should().Be(told);
    }

    [Fact]
    public void Days_of_an_unknown_layout_that_no_row_tells_are_asked_and_refused_where_nobody_says()
    {
        var columns = new StatementColumns("Día", "Llegó");
        var either = Unknown("03/11/2026,10.00\n04/11/2026,20.00\n");
        var clear = Unknown("03/11/2026,10.00\n14/11/2026,20.00\n");

        (either.AsksDays(columns), either.AsksDays(columns with { MonthFirst = false }), clear.AsksDays(columns)).Should().Be((true, false, false));
        either.Read(columns, Caso.Clabe).Value!.Bad.Should().HaveCount(2);
        First(either, monthFirst: false).Should().Be(new DateOnly(2026, 11, 3));
        First(either, monthFirst: true).Should().Be(new DateOnly(2026, 3, 11));
        First(clear, monthFirst: true).Should().Be(new DateOnly(2026, 11, 3), "another row tells");

        DateOnly First(StatementFile file, bool monthFirst) =>
            file.Read(columns with { MonthFirst = monthFirst }, Caso.Clabe).Value!.Deposits[0].Date;
        StatementFile Unknown(string rows) => Caso.Opened(new BroughtFile("e.csv", Encoding.UTF8.GetBytes($"Día,Llegó\n{rows}")));
    }

    [Fact]
    public void What_is_said_about_an_amount_is_no_amount()
    {
        var text = "Fecha,Día del abono,Concepto,Referencia del depósito,Importe\n18/03/2026,19/03/2026,SPEI,0012345,500.00\n";

        var guess = Caso.Opened(new BroughtFile("e.csv", Encoding.UTF8.GetBytes(text))).Guess;

        (guess.Date, guess.Credit).Should().Be(("Fecha", "Importe"));
    }

    private static Table Find(BroughtFile file)
    {
        var book = BookReader.Read(file, new TableLimits(1000));
        book.Refusal.Should().BeNull();
        return Table.Find(book.Value!, 1000, Columns, Columns).Value!;
    }
}
