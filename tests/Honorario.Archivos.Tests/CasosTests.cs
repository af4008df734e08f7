using System.Text;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Tests;

/// <summary>Files from the field that were read wrong, each with its right value.</summary>
public class CasosTests
{
    private static readonly string[] ServiceColumns = ["Folio", "Fecha", "Paciente", "Poliza", "Aseguradora", "CPT4", "Monto", "Copago"];
    private static readonly string[] LayoutColumns = ["UUID", "No de Control Interno", "RFC del emisor", "Monto", "Fecha", "Número de operación"];

    [Theory]
    [InlineData("06-reg-ended.pdf", "626")]
    [InlineData("07-reg-ended-last.pdf", "612")]
    [InlineData("08-obl-salarios.pdf", "612")]
    [InlineData("09-resico-obl.pdf", "626")]
    public void A_regime_that_ended_and_an_obligation_are_no_regime(string name, string code) => Constancia(name).Codes.Should().Equal(code);

    [Fact]
    public void Values_that_take_several_lines_are_whole()
    {
        Constancia("02-pm-long.pdf").Nombre.Should()
            .Be("SERVICIOS INTEGRALES DE CARDIOLOGIA INTERVENCIONISTA Y HEMODINAMIA PEDIATRICA DEL VALLE DE MEXICO Y ZONA METROPOLITANA");
        var wrapped = Constancia("13-vialidad-wrap.pdf");
        wrapped.Municipio.Should().Be("CUAJIMALPA DE MORELOS");
    }

    [Fact]
    public void What_else_a_constancia_says_is_kept()
    {
        var data = Constancia("06-reg-ended.pdf");

        (data.Rfc, data.Nombre, data.CodigoPostal, data.Calle, data.NumeroExterior, data.NumeroInterior, data.Colonia, data.Municipio)
            .Should().Be(("MAGO010229AB1", "OLGA MARTINEZ GOMEZ", "06600", "CALLE HAMBURGO", "12", "3 B", "JUAREZ", "CUAUHTEMOC"));
        (data.IssuedOn, data.IdCif).Should().Be((new DateOnly(2026, 11, 5), "15060123456"));
        data.Regimes.Select(regime => (regime.Code, regime.From, regime.To)).Should().Equal(
            ("621", new DateOnly(2015, 1, 1), new DateOnly(2021, 12, 31)), ("626", new DateOnly(2022, 1, 1), null));
    }

    [Fact]
    public void The_csv_of_a_spanish_windows_keeps_its_accents()
    {
        var table = Table.Find(BookReader.Read(Caso.File("servicios-cp1252.csv"), new TableLimits(100)).Value!, 100, ServiceColumns, ServiceColumns).Value!;

        table.Text(2, "Paciente").Should().Be("Íñigo Peña Muñoz");
        table.Text(3, "Paciente").Should().Be("María O'Hara & Compañía \"La Güera\"");
        var (days, amounts) = (table.Days("Fecha"), table.Amounts("Monto"));
        days.Read(table.Cell(6, "Fecha")).Value.Should().Be(new DateTime(2026, 11, 27));
        days.Read(table.Cell(7, "Fecha")).Value.Should().Be(new DateTime(2026, 11, 27));
        days.Read(table.Cell(9, "Fecha")).Why.Should().Contain("29/02/2026");
        days.Read(table.Cell(12, "Fecha")).Value.Should().Be(new DateTime(2026, 11, 27, 10, 30, 0));
        amounts.Read(table.Cell(11, "Monto")).Value.Should().Be(1234.50m);
        amounts.Read(table.Cell(14, "Monto")).Why.Should().Contain("dos decimales");
    }

    [Theory]
    [InlineData("layout-cp1252.csv", 2)]
    [InlineData("layout-title.csv", 4)]
    public void A_layout_is_found_whatever_its_encoding_and_whatever_stands_above_it(string name, int line)
    {
        var table = Table.Find(BookReader.Read(Caso.File(name), new TableLimits(100)).Value!, 100, LayoutColumns, LayoutColumns).Value!;

        table.Lines.Should().Equal(line);
        table.Text(line, "Número de operación").Should().Be("OP-1");
    }

    [Theory]
    [InlineData("bajio.csv")]
    [InlineData("mifel.csv")]
    [InlineData("scotia-noheader.csv")]
    [InlineData("banamex-html.xls")]
    [InlineData("utf16.txt")]
    [InlineData("signed-type.csv")]
    public void Each_of_these_statements_has_one_deposit(string name)
    {
        var statement = Caso.Statement(Caso.File(name));

        statement.Bad.Should().BeEmpty();
        var deposit = statement.Deposits.Should().ContainSingle().Subject;
        (deposit.Date, deposit.Amount).Should().Be((new DateOnly(2026, 11, 5), 12500m));
        deposit.Text.Should().Contain("GENERAL DE SALUD CI-101");
    }

    [Fact]
    public void The_row_without_a_day_goes_on_with_the_text_above_it() =>
        Caso.Statement(Caso.File("mifel.csv")).Deposits.Single().Text.Should().Be("ABONO SPEI GENERAL DE SALUD CI-101");

    [Fact]
    public void The_second_sheet_holds_the_movements() => Caso.Statement(Caso.File("datetime.xlsx")).Deposits.Should().NotBeEmpty();

    [Theory]
    [InlineData("usd.sta")]
    [InlineData("usd.csv")]
    public void Dollars_are_not_pesos(string name)
    {
        var opened = Caso.Opened(Caso.File(name));

        var read = opened.Read(opened.Guess, Caso.Clabe);

        (read.Value?.Deposits ?? []).Should().BeEmpty();
        (read.Refusal ?? read.Value!.Bad.Single().Message).Should().Contain("USD");
    }

    [Fact]
    public void Days_are_read_as_they_are_written()
    {
        var statement = Caso.Statement(Caso.File("dates.csv"));

        statement.Bad.Should().BeEmpty();
        string Day(int at) => statement.Deposits.Single(one => one.Amount == 100 + at).Date.ToString("yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture);
        foreach (var at in (int[])[0, 1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13])
            Day(at).Should().Be("2026-11-05", $"row {at}");
        (Day(4), Day(12), Day(14), Day(15), Day(16),
            Day(17)).Should().Be(("2026-09-05", "2026-05-11", "2028-02-29", "2026-12-05", "2026-08-05", "2027-01-01"));
    }

    [Fact]
    public void Amounts_are_read_as_they_are_written_and_those_of_another_currency_or_comma_refused()
    {
        var statement = Caso.Statement(Caso.File("amounts.csv"));

        statement.Deposits.Where(one => one.Text != "SPEI 7").Should().OnlyContain(one => one.Amount == 12500m);
        statement.Deposits.Single(one => one.Text == "SPEI 7").Amount.Should().Be(12500.5m);
        statement.Deposits.Select(one => one.Text).Should().Contain(["SPEI 5", "SPEI 8", "SPEI 10", "SPEI 18", "SPEI 12", "SPEI 17"]);
        statement.Bad.Select(one => one.Row).Should().Contain([13, 21, 22]);
    }

    [Fact]
    public void Hours_are_read_as_they_are_written()
    {
        var times = Caso.Statement(Caso.File("times.csv")).Deposits.ToDictionary(one => (int)one.Amount, one => one.Time);

        (times[10], times[12], times[13], times[14]).Should().Be((new TimeOnly(10, 22), new TimeOnly(10, 22), new TimeOnly(9, 5), new TimeOnly(10, 22)));
        (times[15], times[16], times[17], times[18]).Should().Be((new TimeOnly(14, 15), new TimeOnly(14, 15), new TimeOnly(14, 5), new TimeOnly(10, 22, 33)));
        times.Should().NotContainKey(19);
    }

    private static ConstanciaData Constancia(string name)
    {
        var read = ConstanciaReader.Read(Caso.File(name));
        read.Refusal.Should().BeNull();
        return read.Value!;
    }
}
