using System.Text;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Tests;

/// <summary>Formulas that failed or were never worked out: each is named by sheet and cell, and none is taken for an empty cell.</summary>
public class CeldasSinValorTests
{
    private static readonly string[] Columns = ["Fecha", "Concepto", "Abono"];

    public static TheoryData<string, string> Cells => new()
    {
        { "<c t=\"e\"><v>#N/A</v></c>", "la celda C2 de la hoja «Enero» da #N/A" },
        { "<c t=\"e\"><f>B2*1</f><v>#REF!</v></c>", "la celda C2 de la hoja «Enero» da #REF!" },
        { "<c><f>SUM(A1:A2)</f></c>", "la celda C2 de la hoja «Enero» tiene una fórmula sin su valor" },
        { "<c><f>SUM(A1:A2)</f><v></v></c>", "fórmula sin su valor" },
        { "<c><f>SUM(A1:A2)</f><v/></c>", "fórmula sin su valor" },
        { "<c><f t=\"shared\" si=\"0\"/></c>", "fórmula sin su valor" },
        { "#¡VALOR!", "da #¡VALOR!" },
        { "########", "ensancha la columna" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void What_a_cell_of_a_workbook_does_not_say_is_named(string cell, string sentence)
    {
        var file = new BroughtFile("t.xlsx", Libro.Xlsx("Enero", Columns, ["05/11/2026", "SPEI", cell], ["06/11/2026", "SPEI", "<c><f>1+1</f><v>2</v></c>"]));

        var table = Table.Find(BookReader.Read(file, new TableLimits(100)).Value!, 100, Columns, Columns).Value!;
        table.Damage(2).Should().Contain(sentence);
        (table.Damage(3), table.Text(3, "Abono")).Should().Be((null, "2"));
        var statement = Caso.Statement(file);
        statement.Deposits.Should().ContainSingle().Which.Row.Should().Be(3);
        statement.Bad.Should().ContainSingle().Which.Message.Should().Contain(sentence);
    }

    [Fact]
    public void A_formula_that_gives_an_empty_text_is_empty_and_one_that_is_left_to_whoever_opens_the_file_is_not()
    {
        string[][] Rows(string cell) => [Columns, ["05/11/2026", cell, "<c><v>10</v></c>"]];
        var empty = Libro.Xlsx("a", Rows("<c t=\"str\"><f>IF(1,\"\",2)</f><v></v></c>"));
        var left = Libro.Xlsx("a", "<calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/>", Rows("<c><f>1+1</f><v>0</v></c>"));
        var zero = Libro.Xlsx("a", Rows("<c><f>1-1</f><v>0</v></c>"));

        Damage(empty).Should().BeNull();
        Damage(left).Should().Contain("B2").And.Contain("fórmula sin su valor");
        Damage(zero).Should().BeNull();
    }

    [Fact]
    public void An_error_far_below_and_to_the_right_of_everything_else_is_a_row_of_its_own()
    {
        var file = new BroughtFile("t.xlsx", Libro.Xlsx("a", Columns, ["05/11/2026", "SPEI", "10.00"], [], ["", "", "", "", "<c t=\"e\"><v>#N/A</v></c>"]));

        var sheet = BookReader.Read(file, new TableLimits(100)).Value!.Sheets.Single();

        sheet.Rows.Should().HaveCount(4);
        sheet.Rows[3][4].Should().Be(new Cell(CellKind.Fault, "#N/A"));
        Caso.Statement(file).Notes.Should().SatisfyRespectively(
            cell => cell.Should().StartWith("La celda E4 de la hoja «a» da #N/A"), days => days.Should().Contain("05/11/2026 es el 5 de noviembre"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_xls_says_which_of_its_cells_failed(bool formula)
    {
        var file = new BroughtFile("t.xls", Libro.Xls("Enero", ["Fecha", "Concepto", "Abono"], ["05/11/2026", "SPEI", 12500.5],
            ["06/11/2026", new Libro.Error(42, formula), 10.0]));

        var statement = Caso.Statement(file);

        statement.Deposits.Should().ContainSingle().Which.Amount.Should().Be(12500.5m);
        statement.Bad.Should().ContainSingle().Which.Message.Should().Contain("la celda B3 de la hoja «Enero» da #N/A");
    }

    [Theory]
    [InlineData("#N/D")]
    [InlineData("#REF!")]
    [InlineData("Err:502")]
    [InlineData("#####")]
    public void A_csv_that_a_spreadsheet_wrote_its_errors_into_is_told_so(string error)
    {
        var statement = Caso.Statement(new BroughtFile("t.csv", Encoding.UTF8
            .GetBytes($"#,Fecha,Concepto,Abono\n1,05/11/2026,{error},10.00\n2,06/11/2026,SPEI,20.00\n")));

        statement.Bad.Should().ContainSingle().Which.Message.Should().StartWith("la celda C2 d");
        statement.Deposits.Should().ContainSingle();
    }

    [Fact]
    public void The_xml_that_a_bank_calls_xls_names_its_formulas_without_a_value()
    {
        var xml = """
            <?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>
            <Row><Cell><Data ss:Type="String">Fecha</Data></Cell><Cell><Data ss:Type="String">Concepto</Data></Cell><Cell><Data ss:Type="String">Abono</Data></Cell></Row>
            <Row><Cell><Data ss:Type="String">05/11/2026</Data></Cell><Cell><Data ss:Type="String">SPEI</Data></Cell><Cell ss:Formula="=1+1"/></Row>
            <Row><Cell><Data ss:Type="String">05/11/2026</Data></Cell><Cell ss:Formula="=1/0"><Data ss:Type="Error">#DIV/0!</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell></Row>
            </Table></Worksheet></Workbook>
            """;

        Caso.Statement(new BroughtFile("a.xls", Encoding.UTF8.GetBytes(xml))).Bad.Select(one => one.Message).Should().SatisfyRespectively(
            one => one.Should().Contain("C2").And.Contain("sin su valor"), one => one.Should().Contain("B3").And.Contain("#DIV/0!"));
    }

    private static string? Damage(byte[] xlsx) =>
        Table.Find(BookReader.Read(new BroughtFile("t.xlsx", xlsx), new TableLimits(100)).Value!, 100, Columns, Columns).Value!.Damage(2);
}
