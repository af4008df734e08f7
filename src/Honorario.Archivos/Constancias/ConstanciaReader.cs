using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Paginas;
using Honorario.Archivos.Tablas;
using Honorario.Cfdi;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace Honorario.Archivos.Constancias;

/// <summary>Reads the PDF that SAT gives every taxpayer, by the places of its tables' cells, so that a value may take any number of lines.</summary>
public static partial class ConstanciaReader
{
    private const int MostPages = 12;

    /// <summary>A Constancia has far more; a scan has at most what its program wrote on the margin.</summary>
    private const int FewestLetters = 300;

    public static Read<ConstanciaData> Read(BroughtFile file)
    {
        var kind = FileKinds.Of(file.Content);
        if (kind != FileKind.Pdf)
        {
            return Refuse(kind is FileKind.Png or FileKind.Jpeg or FileKind.WebP or FileKind.Gif or FileKind.OtherPicture
                ? "Es una imagen: descarga el PDF de tu Constancia del portal del SAT y cárgalo sin imprimirlo ni fotografiarlo."
                : $"El archivo no es un PDF que se pueda leer, {FileKinds.Says(kind)}: descarga otra vez la Constancia del portal del SAT.");
        }

        try
        {
            using var document = Pdf.Open(file.Content);
            return Read(document);
        }
        catch (UnreadableException refused)
        {
            return Refuse(refused.Message);
        }
        catch (Exception damaged) when (Pdf.IsDamage(damaged))
        {
            return Refuse("El archivo no es un PDF que se pueda leer: descarga otra vez la Constancia del portal del SAT.");
        }
    }

    private static Read<ConstanciaData> Refuse(string sentence) => new(null, sentence);

    /// <summary>A scanner that recognizes letters lays them, unseen, over its picture; nobody knows how many of them it took for others.</summary>
    private static bool IsRecognized(Page page) =>
        page.Letters.Count(letter => letter.RenderingMode is TextRenderingMode.Neither or TextRenderingMode.NeitherClip) * 2 > page.Letters.Count;

    private static Read<ConstanciaData> Read(PdfDocument document)
    {
        var pages = Enumerable.Range(1, Math.Min(document.NumberOfPages, MostPages)).Select(document.GetPage).ToList();
        var lines = PageLines.Of(pages);
        var (letters, pictures) = (lines.Sum(line => line.Text.Length), pages.Exists(page => page.NumberOfImages > 0));
        if (pictures && (letters < FewestLetters || IsRecognized(pages[0])))
            return Refuse("El PDF es una imagen escaneada: descarga la Constancia del portal del SAT y cárgala sin imprimirla ni escanearla.");
        if (letters == 0)
            return Refuse("El PDF no tiene texto: descarga otra vez la Constancia del portal del SAT.");

        var sections = Sections.Of(lines);
        var identity = LabelledCells.Read(sections.Identity, LabelledCells.Identity);
        if (!lines.Any(line => Words.Squeezed(line.Text).Contains("CONSTANCIADESITUACIONFISCAL", StringComparison.Ordinal))
            || !Rfc.TryParse(Words.Squeezed(Only(identity, "RFC")) is { Length: > 0 } own ? Letters(Only(identity, "RFC")) : "", out var rfc))
            return Refuse($"El PDF no es una Constancia de Situación Fiscal{Other(lines)}: descárgala del portal del SAT, sin imprimirla ni escanearla.");
        var address = LabelledCells.Read(sections.Address, LabelledCells.Address);
        var capital = Only(identity, "Régimen Capital");
        var nombre = rfc.IsPersonaMoral
            ? Only(identity, "Denominación/Razón Social")
            : $"{Only(identity, "Nombre (s)")} {Only(identity, "Primer Apellido")} {Only(identity, "Segundo Apellido")}";
        var regimes = RegimeTable.Read(sections.Regimes);
        var text = string.Join('\n', lines.Select(line => line.Text));
        // The head stands in two columns: a place that takes two lines has the other column's words between them.
        var issued = IssuedOn($"{text}\n{Half(lines, pages[0].Width / 2, double.MaxValue)}\n{Half(lines, 0, pages[0].Width / 2)}");
        var estatus = Only(identity, "Estatus en el padrón");
        var qr = PrintedQr.Of(pages);
        var idCif = IdCif().Match(text) is { Success: true } id ? id.Groups[1].Value : "";
        return new ConstanciaData(
            rfc.Value,
            rfc.IsPersonaMoral ? RegimenDeCapital.Remove(nombre) : Upper(nombre),
            capital,
            regimes,
            new string([.. Only(address, "Código Postal").Where(char.IsAsciiDigit)]),
            Joined(Only(address, "Tipo de Vialidad"), Only(address, "Nombre de Vialidad")),
            Only(address, "Número Exterior"),
            Only(address, "Número Interior"),
            Only(address, "Nombre de la Colonia"),
            Only(address, "Nombre de la Localidad"),
            Only(address, "Nombre del Municipio o Demarcación Territorial"),
            Only(address, "Nombre de la Entidad Federativa"),
            issued,
            idCif.Length > 0 || qr?.Rfc != rfc.Value ? idCif : qr.IdCif,
            qr?.Rfc == rfc.Value ? qr.Address : "",
            estatus,
            [.. Findings(regimes, issued, estatus), .. Differences(qr, rfc.Value, idCif)]);
    }

    private static IEnumerable<string> Findings(List<ConstanciaRegime> regimes, DateOnly? issued, string estatus)
    {
        foreach (var unknown in regimes.Where(regime => regime.Code.Length == 0))
            yield return $"El régimen «{unknown.Name}» no se reconoce: elígelo en la lista.";
        if (regimes.Count == 0)
            yield return "La Constancia no dice ningún régimen: elígelo en la lista.";
        else if (regimes.All(regime => !regime.GoesOn(issued ?? DateOnly.MaxValue)))
            yield return "Todos los regímenes de la Constancia terminaron: descarga una reciente.";
        if (estatus.Length > 0 && !Words.Of(estatus).StartsWith("ACTIVO", StringComparison.Ordinal)
            && !Words.Of(estatus).StartsWith("REACTIVADO", StringComparison.Ordinal))
            yield return $"La Constancia dice que el RFC está {estatus} en el padrón.";
    }

    /// <summary>A Constancia whose QR opens another one was changed after SAT made it.</summary>
    private static IEnumerable<string> Differences(PrintedQr? qr, string rfc, string idCif)
    {
        if (qr is not null && (qr.Rfc != rfc || (idCif.Length > 0 && qr.IdCif != idCif)))
            yield return $"El código QR de la Constancia abre la del RFC {qr.Rfc} con idCIF {qr.IdCif}, que no es la que está impresa: pide otra al SAT.";
    }

    private static string Half(List<Line> lines, double from, double to) =>
        string.Join('\n', lines.Take(40).Select(line => line.Within(from, to)?.Text).OfType<string>());

    private static string Only(Dictionary<string, string> values, string label) => values.GetValueOrDefault(label, "");

    private static string Letters(string text) => new([.. text.Where(letter => !char.IsWhiteSpace(letter))]);

    private static string Joined(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));

    private static string Upper(string text) => string.Join(' ', text.ToUpperInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What another PDF is, where it says so.</summary>
    private static string Other(List<Line> lines)
    {
        var text = string.Concat(lines.Take(60).Select(line => Words.Squeezed(line.Text)));
        return text.Contains("OPINIONDELCUMPLIMIENTO", StringComparison.Ordinal) || text.Contains("OPINIONDECUMPLIMIENTO", StringComparison.Ordinal)
            ? ", es una opinión de cumplimiento"
            : text.Contains("ACUSEDE", StringComparison.Ordinal) ? ", es un acuse"
            : text.Contains("FOLIOFISCAL", StringComparison.Ordinal) ? ", parece una factura"
            : text.Contains("CLAVEUNICADEREGISTRODEPOBLACION", StringComparison.Ordinal) ? ", parece una CURP" : "";
    }

    /// <summary>"… A 05 DE NOVIEMBRE DE 2026", the first day that the Constancia says at its head.</summary>
    private static DateOnly? IssuedOn(string text)
    {
        foreach (Match match in Emission().Matches(text.Replace('\n', ' ')))
        {
            if (Days.Readings(Cell.Of(match.Groups[1].Value)).DayFirst is { } day)
                return DateOnly.FromDateTime(day);
        }

        return null;
    }

    [GeneratedRegex(@"\bA\s+(\d{1,2}\s+DE\s+[A-ZÁÉÍÓÚ]+\s+DE\s+\d{4})", RegexOptions.IgnoreCase)]
    private static partial Regex Emission();

    [GeneratedRegex(@"id\s?CIF\s?:?\s*(\d{9,13})", RegexOptions.IgnoreCase)]
    private static partial Regex IdCif();
}
