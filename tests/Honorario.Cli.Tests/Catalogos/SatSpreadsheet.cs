using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace Honorario.Tests;

/// <summary>Writes a spreadsheet in the layout of SAT's catCFDI, row by row, so that it may be as long as SAT's.</summary>
internal sealed class SatSpreadsheet : IDisposable
{
    private static readonly string[] Things =
    [
        "Servicios", "Equipo", "Materiales", "Accesorios", "Refacciones", "Instrumentos", "Productos", "Artículos", "Máquinas", "Sistemas",
        "Kits", "Componentes", "Muebles", "Herramientas", "Sustancias", "Preparados", "Aparatos", "Vehículos", "Alquiler", "Mantenimiento",
    ];

    private static readonly string[] Fields =
    [
        "cirugía", "odontología", "jardinería", "minería", "cocina", "oficina", "laboratorio", "imprenta", "carpintería", "plomería",
        "electrónica", "fotografía", "pesca", "ganadería", "albañilería", "farmacia", "óptica", "panadería", "zapatería", "joyería",
        "música", "deporte", "navegación", "aviación", "soldadura", "tapicería", "relojería", "cerámica", "veterinaria", "radiología",
    ];

    private static readonly string[] Kinds =
    [
        "industrial", "doméstico", "portátil", "desechable", "estéril", "eléctrico", "manual", "hidráulico", "neumático", "digital",
        "de acero", "de plástico", "de madera", "de aluminio", "de vidrio", "de algodón", "reforzado", "calibrado", "automático", "marino",
    ];

    private readonly ZipArchive _zip;
    private readonly List<string> _sheets = [];

    public SatSpreadsheet(string file) => _zip = ZipFile.Open(file, ZipArchiveMode.Create);

    /// <summary>A whole catCFDI: so many keys of products, postal codes and settlements beside the few others that matter here.</summary>
    public static void Write(string file, int products, int postalCodes, int colonias, string version = "5.0")
    {
        using var book = new SatSpreadsheet(file);
        book.Sheet(
            "c_ClaveProdServ",
            version,
            [
                [
                    "c_ClaveProdServ",
                    "Descripción",
                    "Incluir IVA trasladado",
                    "Incluir IEPS trasladado",
                    "Complemento que debe incluir",
                    "FechaInicioVigencia",
                    "FechaFinVigencia",
                    "Estímulo Franja Fronteriza",
                    "Palabras similares",
                ],
            ],
            HealthKeys().Concat(Enumerable.Range(0, products - 3).Select(Product)));
        book.Sheet(
            "c_ClaveUnidad",
            version,
            [
                [
                    "c_ClaveUnidad",
                    "Nombre",
                    "Descripción",
                    "Nota",
                    "Fecha de inicio de vigencia",
                    "Fecha de fin de vigencia",
                    "Símbolo",
                ],
            ],
            [
                ["E48", "Unidad de servicio", "Unidad de conteo", "", "01/01/2022", "", ""],
                ["ACT", "Actividad", "Unidad de conteo", "", "01/01/2022", "", ""],
                ["H87", "Pieza", "Unidad de conteo", "", "01/01/2022", "", ""],
            ]);
        var half = postalCodes / 2;
        string[][] postalHeader =
        [
            [
                "c_CodigoPostal",
                "c_Estado",
                "c_Municipio",
                "c_Localidad",
                "Estímulo Franja Fronteriza",
                "Fecha inicio de vigencia",
                "Fecha fin de vigencia",
                "Referencias del Huso Horario",
            ],
            [
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "Descripción del Huso Horario",
                "Mes_Inicio_Horario_Verano",
                "Día_Inicio_Horario_Verano",
            ],
        ];
        book.Sheet("c_CodigoPostal_Parte_1", version, postalHeader, Borders().Concat(Enumerable.Range(1000, half).Select(PostalCode)));
        book.Sheet("c_CodigoPostal_Parte_2", version, postalHeader, Enumerable.Range(1000 + half, postalCodes - half).Select(PostalCode));
        book.Sheet(
            "c_Estado", version, [["c_Estado", "c_Pais", "Nombre del estado", "Fecha inicio de vigencia", "Fecha fin de vigencia"]],
            [["CMX", "MEX", "Ciudad de México", "01/01/2022", ""], ["CHH", "MEX", "Chihuahua", "01/01/2022", ""]]);
        book.Sheet(
            "C_Municipio", version, [["c_Municipio", "c_Estado", "Descripción", "Fecha de inicio de vigencia", "Fecha de fin de vigencia"]],
            [["035", "CHH", "Janos", "", ""], ["037", "CHH", "Juárez", "", ""], ["015", "CMX", "Cuauhtémoc", "", ""]]);
        for (var part = 0; part < 3; part++)
        {
            var from = colonias / 3 * part;
            book.Sheet(
                $"C_Colonia_{part + 1}", version, [["c_Colonia", "c_CodigoPostal", "Nombre del asentamiento"]],
                Enumerable.Range(from, colonias / 3).Select(Colonia));
        }
    }

    /// <summary>One sheet: title, version, header, rows. Cells of digits alone become numbers when they begin with no zero, as in SAT's.</summary>
    public void Sheet(string name, string version, string[][] header, IEnumerable<string[]> rows)
    {
        _sheets.Add(name);
        using var output = new StreamWriter(_zip.CreateEntry($"xl/worksheets/sheet{_sheets.Count}.xml", CompressionLevel.Fastest).Open());
        output.Write("""<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>""");
        var number = 0;
        foreach (
            var row in (string[][])
                [
                    [$"Catálogo {name}"],
                    [],
                    ["Versión CFDI", "Versión catálogo", "Fecha de publicación"],
                    ["4.0", version, "03/09/2026"],
                    .. header,
                ])
            Row(output, ++number, row);
        foreach (var row in rows)
            Row(output, ++number, row);
        output.Write("</sheetData></worksheet>");
    }

    public void Dispose()
    {
        Part(
            "[Content_Types].xml",
            """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"""
                + """<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                + """<Default Extension="xml" ContentType="application/xml"/>"""
                + """<Override PartName="/xl/workbook.xml" """
                + """ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
        );
        Part(
            "_rels/.rels",
            """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"""
                + """<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" """
                + """Target="xl/workbook.xml"/></Relationships>"""
        );
        var sheets = string.Concat(
            _sheets.Select((sheet, at) => $"""<sheet name="{sheet}" sheetId="{at + 1}" r:id="s{at + 1}"/>"""));
        Part(
            "xl/workbook.xml",
            """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" """
                + $"""xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>"""
        );
        var relations = string.Concat(
            _sheets.Select(
                (_, at) =>
                    $"""<Relationship Id="s{at + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" """
                        + $"""Target="worksheets/sheet{at + 1}.xml"/>"""
            ));
        Part(
            "xl/_rels/workbook.xml.rels",
            $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"""
        );
        _zip.Dispose();
    }

    private static string[][] HealthKeys() =>
    [
        ["85121502", "Servicios de consulta de médicos de atención primaria", "Opcional", "No", "", "01/01/2022", "", "1", ""],
        ["85121600", "Servicios médicos de doctores especialistas", "Opcional", "No", "", "01/01/2022", "", "1", ""],
        ["01010101", "No existe en el catálogo", "Opcional", "Opcional", "", "01/01/2022", "", "1", "Público en general"],
    ];

    private static string[] Product(int at) =>
    [
        (10101500 + at).ToString(CultureInfo.InvariantCulture),
        $"{Things[at % 20]} de {Fields[at / 20 % 30]} {Kinds[at / 600 % 20]}" + (at >= 12_000 ? $" modelo {Syllables(at / 12_000)}" : ""),
        "Opcional", "No", "", "01/01/2022", at % 97 == 0 ? "31/12/2024" : "", "0", at % 5 == 0 ? $"{Kinds[at % 20]}, {Fields[at % 30]}" : "",
    ];

    private static string[][] Borders() =>
    [
        ["31840", "CHH", "035", "", "1", "01/01/2022", "", "Tiempo del Pacífico en Frontera", "Marzo", "Segundo domingo"],
        ["00999", "CMX", "015", "", "0", "01/01/2022", "", "Tiempo del Centro"],
    ];

    private static string[] PostalCode(int code) =>
        [(code < 31840 ? code : code + 1).ToString("00000", CultureInfo.InvariantCulture), "CMX", "015", "06", "0", "01/01/2022", "", "Tiempo del Centro"];

    private static string[] Colonia(int at) =>
        [(at % 10).ToString("0000", CultureInfo.InvariantCulture), (1000 + (at / 10)).ToString(
            "00000", CultureInfo.InvariantCulture), $"{Fields[at % 30]} {Syllables(at)}"];

    private static string Syllables(int number)
    {
        const string consonants = "bcdfglmnprst";
        const string vowels = "aeiou";
        var word = new StringBuilder();
        for (var rest = number + 60; rest > 0; rest /= 60)
            word.Append(consonants[rest % 12]).Append(vowels[rest / 12 % 5]);
        return word.ToString();
    }

    private static void Row(StreamWriter output, int number, string[] cells)
    {
        output.Write($"<row r=\"{number}\">");
        for (var column = 0; column < cells.Length; column++)
        {
            var cell = cells[column];
            if (cell.Length == 0)
                continue;
            var place = $"{(char)('A' + column)}{number}";
            output.Write(cell[0] is >= '1' and <= '9' && cell.All(char.IsAsciiDigit)
                ? $"<c r=\"{place}\"><v>{cell}</v></c>"
                : $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>");
        }

        output.Write("</row>");
    }

    private void Part(string name, string text)
    {
        using var output = new StreamWriter(_zip.CreateEntry(name).Open());
        output.Write("""<?xml version="1.0" encoding="UTF-8"?>""" + text);
    }
}
