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

        Caso.Statement(new BroughtFile("a.csv", Encoding.GetEncoding(encoding).GetBytes(csv))).Deposits.Single().Text.Should().Be("PEÑA MUÑOZ Íñigo José CI-101");
    }

    [Theory]
    [InlineData("998877 SPEI. BBVA MEXICO. 012180001234567899. GENERAL DE SALUD S.A. DE C.V. MBAN01002611050012345678. 1122331. CI-101", "GENERAL DE SALUD S.A. DE C.V")]
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
        Caso.Statement(Text("Inbursa\n036180500123456789\nFecha,Movimiento,Cargo,Abono\n05/11/2026,SPEI,,12500.00")).Accounts.Should().Equal("036180500123456789");

    [Fact]
    public void Twelve_and_three_digits_after_a_point_may_be_thousands_and_is_asked_about()
    {
        var opened = Caso.Opened(Text("Fecha,Concepto,Cargo,Abono\n05/11/2026,SPEI,,12.500"));

        opened.AsksComma(opened.Guess).Should().BeTrue();
        opened.Read(opened.Guess, Caso.Clabe).Value!.Bad.Single().Message.Should().Contain("12,500.00 o 12.50");
        opened.Read(opened.Guess, Caso.Clabe, comma: true).Value!.Deposits.Single().Amount.Should().Be(12500m);
    }

    [Fact]
    public void The_spanish_norm_43_has_blanks_after_its_codes()
    {
        var file = string.Join('\n',
            $"11018200010123456789261101261130200000000000000{"4843"}CONSULTORIO",
            "22    00012611052611051234520000000125000000000000000REF1        REF2            ",
            "2301SPEI CI-101",
            "3301820001012345678900000000000000000000010000000125000020000000125000484",
            "88999999999999999999000003");

        var deposit = Caso.Statement(Text(file)).Deposits.Single();
        (deposit.Date, deposit.Amount, deposit.Text).Should().Be((new DateOnly(2026, 11, 5), 12500m, "SPEI CI-101"));
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

    private static BroughtFile Text(string text) => new("movimientos.csv", Encoding.UTF8.GetBytes(text));
}
