using Honorario.Archivos.Paginas;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Constancias;

/// <summary>The lines of a Constancia's tables, each from its heading to the next, whatever pages they cross.</summary>
internal sealed record Sections(IReadOnlyList<Line> Identity, IReadOnlyList<Line> Address, IReadOnlyList<Line> Regimes)
{
    private static readonly (string Heading, string Section)[] Headings =
    [
        ("DATOS DE IDENTIFICACION DEL CONTRIBUYENTE", "identity"), ("DATOS DEL DOMICILIO REGISTRADO", "address"), ("DATOS DE UBICACION", "address"),
            ("DOMICILIO REGISTRADO", "address"),
        ("ACTIVIDADES ECONOMICAS", ""), ("REGIMENES", "regimes"), ("OBLIGACIONES", ""), ("SUS DATOS PERSONALES", ""), ("CADENA ORIGINAL SELLO", ""),
            ("SELLO DIGITAL", ""),
    ];

    public static Sections Of(IReadOnlyList<Line> lines)
    {
        var found = new Dictionary<string, List<Line>> { ["identity"] = [], ["address"] = [], ["regimes"] = [] };
        // Before any heading it may be the labels of a Constancia without them.
        var section = lines.Any(line => Is(line, "DATOS DE IDENTIFICACION DEL CONTRIBUYENTE")) ? "" : "identity";
        foreach (var line in lines)
        {
            var heading = Headings.FirstOrDefault(one => Is(line, one.Heading));
            if (heading.Heading is not null)
                section = heading.Section;
            else if (section == "identity" && line.Placed.Count > 0 && line.Folded.StartsWith("CODIGO POSTAL", StringComparison.Ordinal))
                Add(section = "address", line);
            else if (section.Length > 0 && !IsFoot(line))
                Add(section, line);
        }

        return new Sections(found["identity"], found["address"], found["regimes"]);

        void Add(string to, Line line) => found[to].Add(line);
    }

    private static bool Is(Line line, string heading) => line.Folded == heading
        || (line.Folded.StartsWith(heading, StringComparison.Ordinal) && heading.Length > 12);

    /// <summary>What SAT prints at the foot and head of each page.</summary>
    private static bool IsFoot(Line line)
    {
        var words = line.Folded;
        return words.StartsWith("PAGINA ", StringComparison.Ordinal) || words.StartsWith("CONTACTO", StringComparison.Ordinal)
            || words.StartsWith("AV HIDALGO 77", StringComparison.Ordinal)
            || words.Contains("MARCASAT", StringComparison.Ordinal) || words.StartsWith("ATENCION TELEFONICA", StringComparison.Ordinal)
                || words.StartsWith("DESDE CUALQUIER PARTE", StringComparison.Ordinal);
    }
}
