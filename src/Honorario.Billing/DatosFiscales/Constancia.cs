using System.Text.RegularExpressions;
using Honorario.Cfdi;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Honorario.Billing.DatosFiscales;

/// <summary>What a Constancia de Situación Fiscal says. What it does not say is "".</summary>
/// <param name="Nombre">Without régimen de capital, upper case.</param>
/// <param name="Regimenes">c_RegimenFiscal of each regime, in the order printed.</param>
public sealed record ConstanciaData(
    Rfc Rfc,
    string Nombre,
    IReadOnlyList<string> Regimenes,
    string CodigoPostal,
    string Calle,
    string NumeroExterior,
    string NumeroInterior,
    string Colonia,
    string Municipio);

/// <summary>Reads the PDF that SAT gives every taxpayer, by its labels.</summary>
public static class Constancia
{
    private const int MostPages = 10;

    private static readonly string[] Labels =
    [
        "RFC", "CURP", "Nombre (s)", "Primer Apellido", "Segundo Apellido", "Denominación/Razón Social", "Régimen Capital", "Nombre Comercial",
        "Fecha inicio de operaciones", "Estatus en el padrón", "Fecha de último cambio de estado", "Código Postal", "Tipo de Vialidad",
        "Nombre de Vialidad", "Número Exterior", "Número Interior", "Nombre de la Colonia", "Nombre de la Localidad",
        "Nombre del Municipio o Demarcación Territorial", "Nombre de la Entidad Federativa", "Entre Calle", "Y Calle", "Correo Electrónico",
        "Tel. Fijo Lada", "Estado del domicilio", "Estado del contribuyente en el domicilio",
    ];

    private static readonly Regex Label = new(
        $@"(?<=^|\s)({string.Join('|', Labels.Select(label => Regex.Escape(label).Replace("\\ ", "\\s?", StringComparison.Ordinal)))})\s?:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Words that only one regime's name has, as searched.</summary>
    private static readonly (string Words, string Code)[] Regimes =
    [
        ("GENERAL DE LEY PERSONAS MORALES", "601"), ("FINES NO LUCRATIVOS", "603"), ("SUELDOS Y SALARIOS", "605"), ("ARRENDAMIENTO", "606"),
        ("ENAJENACION O ADQUISICION DE BIENES", "607"), ("DEMAS INGRESOS", "608"), ("RESIDENTES EN EL EXTRANJERO", "610"), ("DIVIDENDOS", "611"),
        ("PLATAFORMAS TECNOLOGICAS", "625"), ("ACTIVIDADES EMPRESARIALES Y PROFESIONALES", "612"), ("INGRESOS POR INTERESES", "614"),
        ("OBTENCION DE PREMIOS", "615"), ("SIN OBLIGACIONES FISCALES", "616"), ("COOPERATIVAS DE PRODUCCION", "620"), ("INCORPORACION FISCAL", "621"),
        ("AGRICOLAS, GANADERAS", "622"), ("GRUPOS DE SOCIEDADES", "623"), ("COORDINADOS", "624"), ("SIMPLIFICADO DE CONFIANZA", "626"),
    ];

    /// <summary>Reads a PDF's bytes.</summary>
    public static Result<ConstanciaData> Read(byte[] pdf)
    {
        List<string> lines;
        try
        {
            using var document = PdfDocument.Open(pdf);
            lines = [.. document.GetPages().Take(MostPages).SelectMany(Lines)];
        }
        catch (Exception unreadable) when (
            unreadable is PdfDocumentFormatException or InvalidOperationException or ArgumentException or FormatException or IndexOutOfRangeException
                or NotSupportedException or KeyNotFoundException or NullReferenceException or InvalidCastException or IOException)
        {
            return new Problem("Constancia", "El archivo no es un PDF que se pueda leer: descarga otra vez la Constancia del portal del SAT.");
        }

        var values = Values(lines);
        string Value(string label) => values.GetValueOrDefault(label, "");
        if (!lines.Any(line => SearchText.Of(line).Contains("CONSTANCIA DE SITUACION FISCAL", StringComparison.Ordinal))
            || !Rfc.TryParse(Value("RFC"), out var rfc))
            return new Problem("Constancia", "El PDF no es una Constancia de Situación Fiscal: descárgala del portal del SAT, sin imprimirla ni escanearla.");
        var nombre = rfc.IsPersonaMoral
            ? Value("Denominación/Razón Social")
            : $"{Value("Nombre (s)")} {Value("Primer Apellido")} {Value("Segundo Apellido")}";
        return new ConstanciaData(
            rfc,
            EditEmisor.CleanNombre(rfc.Value, nombre),
            ReadRegimes(lines),
            Value("Código Postal"),
            $"{Value("Tipo de Vialidad")} {Value("Nombre de Vialidad")}".Trim(),
            Value("Número Exterior"),
            Value("Número Interior"),
            Value("Nombre de la Colonia"),
            Value("Nombre del Municipio o Demarcación Territorial"));
    }

    /// <summary>A page's words as lines, top to bottom.</summary>
    private static IEnumerable<string> Lines(Page page) => page.GetWords()
        .GroupBy(word => Math.Round(word.BoundingBox.Bottom / 3))
        .OrderByDescending(line => line.Key)
        .Select(line => string.Join(' ', line.OrderBy(word => word.BoundingBox.Left).Select(word => word.Text)));

    /// <summary>The first value of each label: what follows its colon, up to the next label of the line.</summary>
    private static Dictionary<string, string> Values(List<string> lines)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in lines)
        {
            var matches = Label.Matches(line);
            for (var at = 0; at < matches.Count; at++)
            {
                var end = at + 1 < matches.Count ? matches[at + 1].Index : line.Length;
                var label = Labels.First(known => Loose(known) == Loose(matches[at].Groups[1].Value));
                values.TryAdd(label, line[(matches[at].Index + matches[at].Length)..end].Trim());
            }
        }

        return values;
    }

    private static List<string> ReadRegimes(List<string> lines)
    {
        var found = new List<string>();
        foreach (var line in lines.Select(line => SearchText.Of(line)).SkipWhile(line => !line.StartsWith("REGIMENES", StringComparison.Ordinal)))
        {
            if (Regimes.FirstOrDefault(regime => line.Contains(regime.Words, StringComparison.Ordinal)).Code is { } code && !found.Contains(code))
                found.Add(code);
        }

        return found;
    }

    private static string Loose(string label) => SearchText.Of(label).Replace(" ", "", StringComparison.Ordinal);
}
