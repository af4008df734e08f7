using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Honorario.Cfdi;

/// <summary>The régimen de capital at the end of a company's name, which a CFDI leaves out.</summary>
/// <remarks>
/// Source: Anexo 20, guía de llenado del CFDI 4.0, campo Nombre; LGSM art. 1, LMV art. 12 and 22, LGOAAC art. 87-B, LGSC,
/// Ley Agraria art. 111, leyes de instituciones de asistencia privada.
/// </remarks>
public static partial class RegimenDeCapital
{
    /// <summary>Kinds of company, each by its initials or spelled out; a space is any white space, an initial may have a full stop.</summary>
    private static readonly string[] Kinds =
    [
        "S A P I", "S A B", "S A S", "S A", "S P R", "S C L", "S C S", "S C P", "S C", "A C", "A R I C", "S N C", "S S S", "U S P R",
        "I A P", "I B P", "A B P", "F I B P", "A en P", "S en N C", "S en C por A", "S en C S", "S en C", "S de S S", "S de R L",
        "sociedad anonima promotora de inversion bursatil", "sociedad anonima promotora de inversion", "sociedad anonima bursatil",
        "sociedad por acciones simplificada", "sociedad anonima", "sociedad civil", "asociacion civil",
        "sociedad de responsabilidad limitada", "sociedad cooperativa", "sociedad de produccion rural", "sociedad de solidaridad social",
        "sociedad nacional de credito", "sociedad en nombre colectivo", "sociedad en comandita simple", "sociedad en comandita por acciones",
        "institucion de asistencia privada", "institucion de beneficencia privada", "asociacion en participacion",
        "SOFOM", "S O F O M", "sociedad financiera de objeto multiple",
    ];

    /// <summary>What may follow the kind, with or without a space between.</summary>
    private static readonly string[] Glued =
    [
        "de C V", "de capital variable", "de R L", "de responsabilidad limitada", "de R I", "de R S", "de I P", "de interes publico",
        "de microindustria",
    ];

    /// <summary>What may follow it after a space or a comma.</summary>
    private static readonly string[] Apart =
    [
        "M I", "SOFOM", "S O F O M", "sociedad financiera de objeto multiple", "E N R", "entidad no regulada", "E R",
        "entidad regulada", "SOFIPO", "S F P", "sociedad financiera popular", "I B M", "institucion de banca multiple",
        "fondo de inversion", "casa de bolsa",
    ];

    private static readonly Regex Suffix = new(
        $@"(?:,\s*|\s+)(?:{Either(Kinds)})(?:,?\s*(?:{Either(Glued)})|[,\s]\s*(?:{Either(Apart)}))*\.?$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Names already read: the same few parties are on a practice's documents, and the pattern is what checking one costs most.</summary>
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    private const int MostKnown = 256;
    private const int LongestKnown = 300;

    /// <summary>The name in upper case, its white space folded, without the régimen de capital.</summary>
    public static string Remove(string nombre)
    {
        if (Known.TryGetValue(nombre, out var known))
            return known;
        var bare = Read(nombre);
        if (nombre.Length > LongestKnown)
            return bare;
        if (Known.Count >= MostKnown)
            Known.Clear();
        return Known[nombre] = bare;
    }

    private static string Read(string nombre)
    {
        var folded = Blanks().Replace(nombre.Trim(), " ").ToUpperInvariant();
        var bare = Suffix.Replace(folded, "").TrimEnd(' ', ',');
        return bare.Length > 0 ? bare : folded;
    }

    /// <summary>Whether the name ends in one.</summary>
    public static bool Has(string nombre) => Remove(nombre).Length < Blanks().Replace(nombre.Trim(), " ").Length;

    /// <summary>Its letters, without spaces, full stops and accents: <c>SADECV</c>, <c>SOCIEDADCIVIL</c>; "" when the name has none.</summary>
    public static string Of(string nombre)
    {
        var folded = Blanks().Replace(nombre.Trim(), " ").ToUpperInvariant();
        return new string([.. folded[Remove(nombre).Length..].Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter)]);
    }

    private static string Either(IEnumerable<string> ways) => string.Join('|', ways.OrderByDescending(way => way.Length).Select(Pattern));

    /// <summary>A way of writing it: initials with or without full stops and spaces, vowels with or without accents.</summary>
    private static string Pattern(string way) => string.Concat(way.ToUpperInvariant().Split(' ').Select((word, at) =>
        (at == 0 ? "" : @"\s?") + (word.Length == 1 ? $@"{word}\.?" : string.Concat(word.Select(Letter)))));

    private static string Letter(char letter) => letter switch
    {
        'A' => "[AÁ]",
        'E' => "[EÉ]",
        'I' => "[IÍ]",
        'O' => "[OÓ]",
        'U' => "[UÚ]",
        _ => letter.ToString(),
    };

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();
}
