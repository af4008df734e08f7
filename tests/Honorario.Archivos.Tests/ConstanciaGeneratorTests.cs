using CsCheck;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tests;

/// <summary>Constancias as SAT lays them out, of one to four regimes and with cells of every width: what was written is what is read.</summary>
public class ConstanciaGeneratorTests
{
    private static readonly (string Code, string Name)[] Known =
    [
        ("612", "Régimen de las Personas Físicas con Actividades Empresariales y Profesionales"),
        ("605", "Régimen de Sueldos y Salarios e Ingresos Asimilados a Salarios"),
        ("606", "Régimen de Arrendamiento"),
        ("626", "Régimen Simplificado de Confianza"),
        ("625", "Régimen de las Actividades Empresariales con ingresos a través de Plataformas Tecnológicas"),
        ("621", "Régimen de Incorporación Fiscal"),
        ("614", "Régimen de los ingresos por intereses"),
        ("611", "Régimen de Ingresos por Dividendos (socios y accionistas)"),
        ("608", "Régimen de los demás ingresos"),
        ("616", "Sin obligaciones fiscales"),
        ("601", "Régimen General de Ley Personas Morales"),
        ("603", "Régimen de Personas Morales con Fines no Lucrativos"),
        ("607", "Régimen de Enajenación o Adquisición de Bienes"),
        ("610", "Régimen de los residentes en el extranjero sin establecimiento permanente en México"),
        ("615", "Régimen de los ingresos por obtención de premios"),
        ("620", "Régimen de las Sociedades Cooperativas de Producción que optan por diferir sus ingresos"),
        ("622", "Régimen de Actividades Agrícolas, Ganaderas, Silvícolas y Pesqueras"),
        ("623", "Régimen Opcional para Grupos de Sociedades"),
        ("624", "Régimen de los Coordinados"),
    ];

    private static readonly string[] Names = ["ANA", "MARIA DE LOS ANGELES GUADALUPE DEL ROSARIO", "JOSÉ IGNACIO"];
    private static readonly string[] Surnames = ["PEÑA", "FERNANDEZ DE LARA Y MONTERRUBIO DE LA TORRE", "GOMEZ"];
    private static readonly string[] Streets = ["HAMBURGO", "PROLONGACION PASEO DE LA REFORMA NORTE ESQUINA CON AVENIDA DE LAS PALMAS", "2 DE ABRIL"];
    private static readonly string[] Colonias = ["JUAREZ", "LOMAS DE CHAPULTEPEC SECCION PRIMERA AMPLIACION NORTE"];
    private static readonly string[] Municipios = ["CUAUHTEMOC", "CUAJIMALPA DE MORELOS", "SAN PEDRO TLAQUEPAQUE DE LOS ARTESANOS Y CERAMISTAS"];

    private static readonly Gen<Paper> Papers =
        from name in Gen.Int[0, Names.Length - 1].Select(at => Names[at])
        from first in Gen.Int[0, Surnames.Length - 1].Select(at => Surnames[at])
        from second in Gen.Int[0, Surnames.Length - 1].Select(at => Surnames[at])
        from street in Gen.Int[0, Streets.Length - 1].Select(at => Streets[at])
        from colonia in Gen.Int[0, Colonias.Length - 1].Select(at => Colonias[at])
        from municipio in Gen.Int[0, Municipios.Length - 1].Select(at => Municipios[at])
        from regimes in Gen.Shuffle(Known, 1, 4)
        from ended in Gen.Bool.Array[4]
        from width in Gen.Double[60, 330]
        from middle in Gen.Bool
        from obligations in Gen.Int[0, 3]
        from page in Gen.Int[0, 3]
        select new Paper(name, first, second, street, colonia, municipio, [.. regimes.Select((one, at) => (one.Code, one.Name, ended[at]))], width, middle,
            obligations, page);

    [Fact]
    public void What_was_written_is_read() => Papers.Sample(
        paper =>
        {
            var read = ConstanciaReader.Read(new BroughtFile("constancia.pdf", paper.Print()));

            read.Refusal.Should().BeNull();
            var data = read.Value!;
            data.Nombre.Should().Be($"{paper.Name} {paper.First} {paper.Second}");
            (data.Rfc, data.CodigoPostal, data.Calle, data.Colonia, data.Municipio).Should().Be(
                ("CACX7605101P8", "06600", $"CALLE {paper.Street}", paper.Colonia, paper.Municipio));
            (data.IdCif, data.IssuedOn).Should().Be(("15060123456", new DateOnly(2026, 11, 5)));
            data.Regimes.Select(regime => (regime.Code, regime.From, regime.To)).Should().Equal(
                paper.Regimes.Select(regime =>
                    (regime.Code, (DateOnly?)new DateOnly(2015, 1, 1), regime.Ended ? (DateOnly?)new DateOnly(2021, 12, 31) : null)));
            data.Codes.Should().Equal(paper.Regimes.Where(regime => !regime.Ended).Select(regime => regime.Code));
        },
        iter: 300);

    [Fact]
    public void A_company_is_read_by_its_denominacion_whole_and_its_regimen_de_capital_apart()
    {
        using var page = new Hoja();
        var y = Head(page);
        y = Identity(page, y, 110, middle: false, ("RFC:", "EKU9003173C9"),
            ("Denominación/Razón Social:", "ESCUELA KEMPER URGATE DEL VALLE DE MEXICO Y ZONA METROPOLITANA"),
            ("Régimen Capital:", "SOCIEDAD ANONIMA DE CAPITAL VARIABLE"), ("Nombre Comercial:", "KEMPER"));
        Regimes(page, y + 20, 300, middle: false, [("601", "Régimen General de Ley Personas Morales", false)]);

        var data = ConstanciaReader.Read(new BroughtFile("c.pdf", page.Build())).Value!;

        (data.Nombre, data.RegimenCapital).Should().Be(("ESCUELA KEMPER URGATE DEL VALLE DE MEXICO Y ZONA METROPOLITANA",
            "SOCIEDAD ANONIMA DE CAPITAL VARIABLE"));
        data.Codes.Should().Equal("601");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_address_of_its_qr_is_kept_be_it_a_picture_or_drawn(bool drawn)
    {
        var read = Coded("15060123456", "CACX7605101P8", drawn);

        read.QrAddress.Should().Be("https://siat.sat.gob.mx/app/qr/faces/pages/mobile/validadorqr.jsf?D1=10&D2=1&D3=15060123456_CACX7605101P8");
        read.Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_qr_that_opens_another_constancia_is_told()
    {
        var read = Coded("15060999999", "XIQB891116QE4", drawn: false);

        read.QrAddress.Should().BeEmpty();
        read.Findings.Should().ContainSingle().Which.Should().Contain("XIQB891116QE4");
    }

    private static ConstanciaData Coded(string idCif, string rfc, bool drawn)
    {
        using var page = new Hoja();
        var y = Identity(page, Head(page), 300, middle: false, ("RFC:", "CACX7605101P8"), ("Nombre (s):", "ANA"), ("Primer Apellido:", "PEÑA"));
        Regimes(page, y + 20, 300, middle: false, [("612", Known[0].Name, false)]);
        var address = $"https://siat.sat.gob.mx/app/qr/faces/pages/mobile/validadorqr.jsf?D1=10&D2=1&D3={idCif}_{rfc}";
        if (drawn)
            page.Code(address, 44, 60, 70);
        else
            page.CodePicture(address, 44, 60, 70);
        return ConstanciaReader.Read(new BroughtFile("c.pdf", page.Build())).Value!;
    }

    /// <summary>"Ingresos" opens names of other regimes; here it goes on with one that ended.</summary>
    [Theory]
    [InlineData(73, false)]
    [InlineData(73, true)]
    [InlineData(90, true)]
    public void A_name_that_wraps_before_a_word_that_opens_others_is_one(double width, bool middle)
    {
        using var page = new Hoja();
        var y = Identity(page, Head(page), 300, middle: false, ("RFC:", "CACX7605101P8"), ("Nombre (s):", "ANA"), ("Primer Apellido:", "PEÑA"));
        Regimes(page, y + 20, width, middle, [("605", Known[1].Name, true), ("606", Known[2].Name, false)]);

        var data = ConstanciaReader.Read(new BroughtFile("c.pdf", page.Build())).Value!;

        data.Regimes.Select(regime => (regime.Code, regime.To)).Should().Equal(("605", new DateOnly(2021, 12, 31)), ("606", null));
        data.Codes.Should().Equal("606");
    }

    [Fact]
    public void A_table_goes_on_over_the_page()
    {
        using var page = new Hoja();
        var y = Identity(page, Head(page), 300, middle: false, ("RFC:", "CACX7605101P8"), ("Nombre (s):", "ANA"), ("Primer Apellido:", "PEÑA"),
            ("Segundo Apellido:", ""));
        Regimes(page, y + 20, 300, middle: false, [("612", Known[0].Name, false)]);
        page.NextPage();
        page.Write("Página [2] de [2]", 480, 30);
        page.Write(Known[2].Name, 44, 60);
        page.Write("01/02/2016", 440, 60);
        page.Write("Obligaciones:", 40, 90);
        page.Write("Entero de retenciones por sueldos y salarios", 44, 104);
        page.Write("01/01/2015", 440, 104);

        ConstanciaReader.Read(new BroughtFile("c.pdf", page.Build())).Value!.Codes.Should().Equal("612", "606");
    }

    [Fact]
    public void What_is_no_constancia_is_told_what_it_is()
    {
        using var light = new Hoja();
        light.Write("Recibo de luz de una casa que no es una constancia", 40, 60);
        light.Write("RFC: CACX7605101P8", 40, 80);
        using var blank = new Hoja();

        Refusal(light.Build()).Should().Contain("no es una Constancia");
        Refusal(blank.Build()).Should().Contain("no tiene texto");
        Refusal("hola"u8.ToArray()).Should().Contain("no es un PDF");
        Refusal(Caso.File("cmyk.jpg").Content).Should().Contain("imagen");
    }

    private static string? Refusal(byte[] content) => ConstanciaReader.Read(new BroughtFile("c.pdf", content)).Refusal;

    private static double Head(Hoja page)
    {
        page.Write("CONSTANCIA DE SITUACIÓN FISCAL", 330, 48, 10);
        page.Write("CUAUHTEMOC , CIUDAD DE MEXICO A 05 DE NOVIEMBRE DE 2026", 330, 84);
        page.Write("idCIF: 15060123456", 150, 122);
        page.Write("Datos de Identificación del Contribuyente:", 40, 156);
        return 170;
    }

    /// <summary>Labels in one column, values in another, each row as high as its value.</summary>
    private static double Identity(Hoja page, double y, double width, bool middle, params (string Label, string Value)[] rows)
    {
        foreach (var (label, value) in rows)
        {
            var lines = page.Wrap(value, width);
            page.Write(label, 44, y + (middle ? (lines.Count - 1) * 9.25 / 2 : 0));
            for (var at = 0; at < lines.Count; at++)
                page.Write(lines[at], 220, y + (at * 9.25));
            y += 14.5 + ((lines.Count - 1) * 9.25);
        }

        return y;
    }

    /// <param name="page">The page.</param>
    /// <param name="y">Where.</param>
    /// <param name="width">Of the names' cells.</param>
    /// <param name="middle">Dates stand at the middle of their rows.</param>
    /// <param name="regimes">What to write.</param>
    /// <param name="turned">After so many of them the page ends; 0 for never.</param>
    private static double Regimes(
        Hoja page, double y, double width, bool middle, IReadOnlyList<(string Code, string Name, bool Ended)> regimes, int turned = 0)
    {
        page.Write("Regímenes:", 40, y);
        page.Write("Régimen", 44, y += 12);
        page.Write("Fecha Inicio", 440, y);
        page.Write("Fecha Fin", 510, y);
        y += 12;
        for (var at = 0; at < regimes.Count; at++)
        {
            if (at > 0 && at == turned)
            {
                page.Write("Página [2] de [3]", 480, 760);
                page.NextPage();
                y = 60;
            }

            var (_, name, ended) = regimes[at];
            var lines = page.Wrap(name, width);
            var date = y + (middle ? (lines.Count - 1) * 9.25 / 2 : 0);
            page.Write("01/01/2015", 440, date);
            page.Write(ended ? "31/12/2021" : "", 510, date);
            for (var line = 0; line < lines.Count; line++)
                page.Write(lines[line], 44, y + (line * 9.25));
            y += 13.25 + ((lines.Count - 1) * 9.25);
        }

        return y;
    }

    private sealed record Paper(
        string Name, string First, string Second, string Street, string Colonia, string Municipio,
            IReadOnlyList<(string Code, string Name, bool Ended)> Regimes, double Width, bool Middle, int Obligations, int Turned)
    {
        public byte[] Print()
        {
            using var page = new Hoja();
            var y = Identity(page, Head(page), Width, Middle, ("RFC:", "CACX7605101P8"), ("CURP:", "CACX760510MGTSHC04"), ("Nombre (s):", Name),
                ("Primer Apellido:", First), ("Segundo Apellido:", Second),
                ("Fecha inicio de operaciones:", "01 DE ENERO DE 2015"), ("Estatus en el padrón:", "ACTIVO"), ("Nombre Comercial:", ""));
            page.Write("Datos del domicilio registrado", 40, y += 10);
            y = Address(page, y + 14);
            page.NextPage();
            y = 48;
            page.Write("Actividades Económicas:", 40, y);
            page.Write("Consultorios de medicina especializada, con ingresos por sueldos y salarios", 90, y += 14);
            page.Write("01/01/2015", 440, y);
            y = ConstanciaGeneratorTests.Regimes(page, y + 30, Width, Middle, Regimes, Turned);
            page.Write("Obligaciones:", 40, y += 20);
            for (var at = 0; at < Obligations; at++)
            {
                page.Write("Entero de retenciones mensuales de ISR por sueldos y salarios y arrendamiento", 44, y += 13);
                page.Write("01/01/2015", 440, y);
            }

            page.Write("Sus datos personales son incorporados y protegidos en los sistemas del SAT", 40, y + 20);
            return page.Build();
        }

        /// <summary>Two cells a row, each with its label and value.</summary>
        private double Address(Hoja page, double y)
        {
            (string Left, string Right)[] rows =
            [
                ("Código Postal:06600", "Tipo de Vialidad: CALLE"), ($"Nombre de Vialidad: {Street}", "Número Exterior: 12"),
                    ("Número Interior: 3 B", $"Nombre de la Colonia: {Colonia}"),
                ("Nombre de la Localidad:", $"Nombre del Municipio o Demarcación Territorial: {Municipio}"),
                    ("Nombre de la Entidad Federativa: CIUDAD DE MEXICO", "Entre Calle: NIZA"), ("Y Calle: GENOVA", ""),
            ];
            foreach (var (left, right) in rows)
            {
                var (one, two) = (page.Wrap(left, Math.Min(Width, 250)), page.Wrap(right, Math.Min(Width, 250)));
                for (var at = 0; at < one.Count; at++)
                    page.Write(one[at], 44, y + (at * 9.25));
                for (var at = 0; at < two.Count; at++)
                    page.Write(two[at], 300, y + (at * 9.25));
                y += 14.25 + ((Math.Max(one.Count, two.Count) - 1) * 9.25);
            }

            return y;
        }
    }
}
