using Honorario.Billing.DatosFiscales;
using Honorario.Printing;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Honorario.Billing.Tests;

public class ConstanciaTests
{
    private static readonly string[] Person =
    [
        "CONSTANCIA DE SITUACIÓN FISCAL",
        "Lugar y Fecha de Emisión CUAUHTEMOC , CIUDAD DE MEXICO A 20 DE MARZO DE 2026",
        "Datos de Identificación del Contribuyente:",
        "RFC: CACX7605101P8",
        "CURP: CACX760510MGTSHC04",
        "Nombre (s): XÓCHILT",
        "Primer Apellido: CASAS",
        "Segundo Apellido: CHÁVEZ",
        "Estatus en el padrón: ACTIVO",
        "Nombre Comercial:",
        "Datos del domicilio registrado",
        "Código Postal:06700 Tipo de Vialidad: CALLE",
        "Nombre de Vialidad: DE PRUEBA Número Exterior: 12",
        "Número Interior: 3 Nombre de la Colonia: ROMA NORTE",
        "Nombre de la Localidad: Nombre del Municipio o Demarcación Territorial: CUAUHTEMOC",
        "Nombre de la Entidad Federativa: CIUDAD DE MEXICO Entre Calle:",
        "Regímenes:",
        "Régimen Fecha Inicio Fecha Fin",
        "Régimen de las Personas Físicas con Actividades Empresariales y Profesionales 01/01/2015",
        "Régimen de Sueldos y Salarios e Ingresos Asimilados a Salarios 01/01/2020",
        "Obligaciones:",
    ];

    private static readonly string[] Company =
    [
        "CONSTANCIA DE SITUACIÓN FISCAL",
        "RFC: EKU9003173C9",
        "Denominación/Razón Social: ESCUELA KEMPER URGATE",
        "Régimen Capital: SOCIEDAD ANONIMA DE CAPITAL VARIABLE",
        "Nombre Comercial: KEMPER",
        "Código Postal:42501 Tipo de Vialidad: AVENIDA",
        "Nombre de Vialidad: UNO Número Exterior: 1",
        "Nombre de la Colonia: CENTRO",
        "Regímenes:",
        "Régimen General de Ley Personas Morales 01/01/1990",
    ];

    [Fact]
    public void A_persons_is_read_with_both_regimes_and_the_address()
    {
        var read = Constancia.Read(Pdf(Person));

        read.Problems.Should().BeEmpty();
        read.Value!.Rfc.Value.Should().Be("CACX7605101P8");
        read.Value.Nombre.Should().Be("XÓCHILT CASAS CHÁVEZ");
        read.Value.Regimenes.Should().Equal("612", "605");
        (read.Value.CodigoPostal, read.Value.Calle, read.Value.NumeroExterior, read.Value.NumeroInterior, read.Value.Colonia, read.Value.Municipio)
            .Should().Be(("06700", "CALLE DE PRUEBA", "12", "3", "ROMA NORTE", "CUAUHTEMOC"));
    }

    [Fact]
    public void A_companys_is_read_by_its_denominacion()
    {
        var read = Constancia.Read(Pdf(Company));

        (read.Value!.Rfc.Value, read.Value.Nombre, read.Value.CodigoPostal).Should().Be(("EKU9003173C9", "ESCUELA KEMPER URGATE", "42501"));
        read.Value.Regimenes.Should().Equal("601");
    }

    [Fact]
    public void Another_pdf_is_told_apart() =>
        Constancia.Read(Pdf(["Recibo de luz", "RFC: CACX7605101P8"])).Problems.Single().Message.Should().Contain("no es una Constancia");

    [Fact]
    public void What_is_no_pdf_is_told() =>
        Constancia.Read("hola"u8.ToArray()).Problems.Single().Message.Should().Contain("no es un PDF");

    private static byte[] Pdf(string[] lines)
    {
        using var font = typeof(PrintedInvoice).Assembly.GetManifestResourceStream("OpenSans-Regular.ttf")!;
        using var bytes = new MemoryStream();
        font.CopyTo(bytes);
        var builder = new PdfDocumentBuilder();
        var added = builder.AddTrueTypeFont(bytes.ToArray());
        var page = builder.AddPage(UglyToad.PdfPig.Content.PageSize.Letter);
        for (var line = 0; line < lines.Length; line++)
            page.AddText(lines[line], 9, new PdfPoint(40, 740 - (line * 16)), added);
        return builder.Build();
    }
}
