using Honorario.Archivos.Constancias;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tests;

/// <summary>Constancias whose values stand on the line of their labels, as a printer without tables leaves them.</summary>
public class ConstanciaLineTests
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
        var data = Read(Person);

        (data.Rfc, data.Nombre).Should().Be(("CACX7605101P8", "XÓCHILT CASAS CHÁVEZ"));
        data.Codes.Should().Equal("612", "605");
        (data.CodigoPostal, data.Calle, data.NumeroExterior, data.NumeroInterior, data.Colonia, data.Municipio)
            .Should().Be(("06700", "CALLE DE PRUEBA", "12", "3", "ROMA NORTE", "CUAUHTEMOC"));
        data.IssuedOn.Should().Be(new DateOnly(2026, 3, 20));
    }

    [Fact]
    public void A_companys_is_read_by_its_denominacion()
    {
        var data = Read(Company);

        (data.Rfc, data.Nombre, data.CodigoPostal).Should().Be(("EKU9003173C9", "ESCUELA KEMPER URGATE", "42501"));
        data.Codes.Should().Equal("601");
    }

    private static ConstanciaData Read(string[] lines)
    {
        using var page = new Hoja();
        for (var line = 0; line < lines.Length; line++)
            page.Write(lines[line], 40, 52 + (line * 16), 9);
        var read = ConstanciaReader.Read(new BroughtFile("constancia.pdf", page.Build()));
        read.Refusal.Should().BeNull();
        return read.Value!;
    }
}
