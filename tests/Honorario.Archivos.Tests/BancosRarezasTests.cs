using System.IO.Compression;
using System.Text;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Tests;

/// <summary>What exports of banks do that their layouts do not say, each with the one deposit that is in the file.</summary>
public class BancosRarezasTests
{
    static BancosRarezasTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("Fecha,Concepto,D/C,Importe\n05/11/2026,SPEI CI-101,C,12500.00\n06/11/2026,COMISION,D,116.00")]
    [InlineData("Fecha,Concepto,C/A,Importe\n05/11/2026,SPEI CI-101,A,12500.00\n06/11/2026,COMISION,C,116.00")]
    [InlineData("Fecha,Concepto,Importe\n05/11/2026,SPEI CI-101,\"12,500.00 CR\"\n06/11/2026,COMISION,116.00 DR")]
    [InlineData("Date,Description,Withdrawals,Deposits,Balance\n05/11/2026,SPEI CI-101,,12500.00,12500.00\n06/11/2026,FEE,116.00,,12384.00")]
    [InlineData("\"Fecha,Concepto,Cargo,Abono\"\n\"05/11/2026,\"\"SPEI CI-101\"\",,12500.00\"\n\"06/11/2026,COMISION,116.00,\"")]
    [InlineData("Fecha,Referencia,Importe,Tipo,Saldo,Transacción,Leyenda 1,Leyenda 2\n2026/11/05,7,12500,Abono,12500,SPEI,SALUD,CI-101\n2026/11/06,8,116,Cargo,12384,COM,,")]
    public void What_came_is_told_from_what_went(string csv)
    {
        var statement = Caso.Statement(Text(csv));

        statement.Bad.Should().BeEmpty();
        var deposit = statement.Deposits.Should().ContainSingle().Subject;
        (deposit.Date, deposit.Amount, statement.Debits).Should().Be((new DateOnly(2026, 11, 5), 12500m, 1));
        deposit.Text.Should().Contain("CI-101");
    }

    [Fact]
    public void A_c_that_may_be_a_cargo_or_a_credito_is_not_guessed() =>
        Caso.Statement(Text("Fecha,Concepto,Tipo,Importe\n05/11/2026,SPEI,C,12500.00")).Bad.Should().ContainSingle().Which.Message.Should().Contain("«C»");

    [Theory]
    [InlineData("macintosh")]
    [InlineData("ibm850")]
    [InlineData("windows-1252")]
    [InlineData("utf-16BE")]
    public void Accents_are_read_in_every_encoding_that_excel_writes(string encoding)
    {
        var csv = "Fecha,Descripción,Retiros,Depósitos\r\n05/11/2026,PEÑA MUÑOZ Íñigo José CI-101,,12500.00\r\n";

        Caso.Statement(new BroughtFile("a.csv", Encoding.GetEncoding(encoding).GetBytes(csv))).Deposits.Single().Text.Should()
            .Be("PEÑA MUÑOZ Íñigo José CI-101");
    }

    [Theory]
    [InlineData("998877 SPEI. BBVA MEXICO. 012180001234567899. GENERAL DE SALUD S.A. DE C.V. MBAN01002611050012345678. 1122331. CI-101",
        "GENERAL DE SALUD S.A. DE C.V")]
    [InlineData("SPEI RECIBIDO REF: 1122331 RASTREO: MBAN01002611050012345678 CI-101", "")]
    [InlineData("SPEI RECIBIDO BANORTE CVE RAST: MBAN01002611050012345678 CI-101 GENERAL DE SALUD", "")]
    public void The_clave_de_rastreo_is_found_in_the_text(string text, string payer)
    {
        var deposit = Caso.Statement(Text($"Fecha,Concepto,Cargo,Abono\n05/11/2026,\"{text}\",,12500.00")).Deposits.Single();

        (deposit.TrackingKey, deposit.Payer).Should().Be(("MBAN01002611050012345678", payer));
    }

    [Fact]
    public void A_column_of_hours_says_them_whatever_it_is_called() =>
        Caso.Statement(Text("Fecha,Fecha de Aplicacion,Descripcion,Referencia,Cargo,Abono,Saldo\n05/11/2026,10:22:33,SPEI CI-101,7,,12500.00,12500.00"))
            .Deposits.Single().Time.Should().Be(new TimeOnly(10, 22, 33));

    [Fact]
    public void A_clabe_alone_above_the_table_is_its_account() =>
        Caso.Statement(Text("Inbursa\n036180500123456789\nFecha,Movimiento,Cargo,Abono\n05/11/2026,SPEI,,12500.00")).Accounts.Should()
            .Equal("036180500123456789");

    [Fact]
    public void Twelve_and_three_digits_after_a_point_may_be_thousands_and_is_asked_about()
    {
        var opened = Caso.Opened(Text("Fecha,Concepto,Cargo,Abono\n05/11/2026,SPEI,,12.500"));

        opened.AsksComma(opened.Guess).Should().BeTrue();
        opened.Read(opened.Guess, Caso.Clabe).Value!.Bad.Single().Message.Should().Contain("12,500.00 o 12.50");
        opened.Read(opened.Guess, Caso.Clabe, comma: true).Value!.Deposits.Single().Amount.Should().Be(12500m);
    }

    [Theory]
    [InlineData("00000001250000", 0)]
    [InlineData("00000001200000", 1)]
    public void The_spanish_norm_43_has_blanks_after_its_codes_and_a_balance_that_is_checked(string closing, int notes)
    {
        var file = string.Join('\n',
            $"11018200010123456789261101261130200000000000000{"4843"}CONSULTORIO",
            "22    00012611052611051234520000000125000000000000000REF1        REF2            ",
            "2301SPEI CI-101",
            $"33018200010123456789000000000000000000000001000000012500002{closing}484",
            "88999999999999999999000003");

        var statement = Caso.Statement(Text(file));
        var deposit = statement.Deposits.Single();
        (deposit.Date, deposit.Amount, deposit.Text).Should().Be((new DateOnly(2026, 11, 5), 12500m, "SPEI CI-101"));
        statement.Notes.Count(note => note.Contains("El saldo no cuadra")).Should().Be(notes);
    }

    [Fact]
    public void A_sheet_of_libreoffice_is_named()
    {
        using var ods = new MemoryStream();
        using (var zip = new ZipArchive(ods, ZipArchiveMode.Create, leaveOpen: true))
        using (var kind = zip.CreateEntry("mimetype", CompressionLevel.NoCompression).Open())
            kind.Write("application/vnd.oasis.opendocument.spreadsheet"u8);

        BookReader.Read(new BroughtFile("a.ods", ods.ToArray()), new TableLimits(10)).Refusal.Should().Contain("LibreOffice");
    }

    [Fact]
    public void What_the_bank_says_was_cancelled_or_waits_is_no_deposit_and_is_told()
    {
        var statement = Caso
            .Statement(Text("Fecha,Concepto,Estatus,Abono\n05/11/2026,A,Aplicado,1.00\n05/11/2026,B,Cancelado,2.00\n05/11/2026,C,En proceso,3.00"));

        statement.Deposits.Select(one => one.Text).Should().Equal("A");
        statement.Aside.Select(one => one.Message).Should().SatisfyRespectively(one => one.Should().Contain("«Cancelado»"), one => one.Should()
            .Contain("«En proceso»"));
    }

    [Theory]
    [InlineData("US Dollar", "USD")]
    [InlineData("840", "USD")]
    [InlineData("Euros", "EUR")]
    [InlineData("CAD", "CAD")]
    [InlineData("???", "no se entiende")]
    public void A_currency_that_is_not_pesos_is_never_taken_for_them(string currency, string said) =>
        Caso.Statement(Text($"Fecha,Concepto,Moneda,Abono\n05/11/2026,A,{currency},1.00")).Bad.Should().ContainSingle().Which.Message.Should().Contain(said);

    [Fact]
    public void The_line_of_the_currency_says_it_before_that_of_the_account() =>
        Refused("Cuenta,MXN-01\nMoneda: Dólares\nFecha,Concepto,Cargo,Abono\n05/11/2026,A,,1.00").Should().Contain("USD");

    [Fact]
    public void A_header_of_two_rows_is_one()
    {
        var statement = Caso
            .Statement(Text("Banco\nFecha,Descripción,Importe,,Saldo\n,,Cargo,Abono,\n05/11/2026,SPEI CI-101,,12500.00,1\n06/11/2026,COM,58.00,,2"));

        statement.Deposits.Should().ContainSingle().Which.Should().Match<Deposit>(one => one.Amount == 12500m && one.Text == "SPEI CI-101");
        (statement.Debits, statement.Bad.Count).Should().Be((1, 0));
    }

    [Fact]
    public void All_the_texts_of_a_table_without_a_header_are_kept_and_the_key_in_them()
    {
        var deposit = Caso
            .Statement(Text("CHQ,MXN,00100123456,2026/11/05,0000000123,12500.00,Abono,45210.10,,SPEI /SMBAN0100261105,GENERAL DE SALUD,//072,CI-101\n"
            + "CHQ,MXN,00100123456,2026/11/05,0000000124,58.00,Cargo,45152.10,,COMISION,,,\n")).Deposits.Single();

        deposit.Text.Should().ContainAll("GENERAL DE SALUD", "CI-101").And.NotContain("MXN");
        deposit.TrackingKey.Should().Be("MBAN0100261105");
    }

    [Fact]
    public void A_key_whose_digits_excel_lost_is_none_and_is_told()
    {
        var statement = Caso.Statement(Text("Fecha,Concepto,Clave de rastreo,Abono\n05/11/2026,SPEI,2.02611E+17,12500.00"));

        statement.Deposits.Single().TrackingKey.Should().BeEmpty();
        statement.Notes.Should().Contain(note => note.Contains("C2") && note.Contains("perdió cifras"));
    }

    [Fact]
    public void Days_that_excel_made_of_some_texts_and_not_of_others_are_not_believed()
    {
        string[][] rows = [["Fecha", "Concepto", "Abono"], ["13/11/2026", "b", "2.00"], ["2026-05-11", "a", "1.00"]];
        var sheet = new Sheet("", [.. rows.Select(row => row.Select(text =>
            text == "2026-05-11" ? Cell.Of(new DateTime(2026, 5, 11)) : Cell.Of(text)).ToArray())]);
        var file = StatementFile.Of("a.xlsx", new BankFile("", [], new Book([sheet]))).Value!;

        var statement = file.Read(file.Guess, Caso.Clabe).Value!;

        statement.Deposits.Select(one => one.Text).Should().Equal("b");
        statement.Bad.Single().Message.Should().Contain("11 de mayo o el 5 de noviembre");
    }

    [Theory]
    [InlineData(":25P:", ":86:SPEI CI-101\r\n/ROC/x\r\n- y\r\n", "SPEI CI-101 /ROC/x - y")]
    [InlineData(":25:", ":86:166?00ABONO?20CI-101?32GENERAL DE SALUD\r\n", "166 ABONO CI-101 GENERAL DE SALUD")]
    [InlineData(":25:", "", "")]
    public void What_an_mt940_says_of_a_movement_is_whole(string account, string said, string text)
    {
        var statement = Caso.Statement(Text(
            $":20:R\r\n{account}012180001234567899\r\n:28C:1/1\r\n:60F:C261101MXN0,00\r\n:61:261105C12500,NTRFNONREF\r\n{said}:62F:C261130MXN12500,00\r\n:86:del estado\r\n-\r\n"));

        (statement.Accounts.Single(), statement.Deposits.Single().Text, statement.Notes.Count).Should().Be((Caso.Clabe, text, 0));
    }

    [Fact]
    public void The_movements_of_the_day_are_told_from_a_statement() =>
        BankFile.Read(Text(":20:R\r\n:25:1\r\n:34F:MXND0,\r\n:61:2611051105C1,NTRFX\r\n-")).Refusal.Should().Contain("MT942");

    private static string? Refused(string text)
    {
        var opened = Caso.Opened(Text(text));
        return opened.Read(opened.Guess, Caso.Clabe).Refusal;
    }

    private static BroughtFile Text(string text) => new("movimientos.csv", Encoding.UTF8.GetBytes(text));
}
