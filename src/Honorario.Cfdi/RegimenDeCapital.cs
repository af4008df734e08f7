using System.Text.RegularExpressions;

namespace Honorario.Cfdi;

/// <summary>The régimen de capital at the end of a company's name, which a CFDI leaves out.</summary>
/// <remarks>Source: Anexo 20, guía de llenado del CFDI 4.0, campo Nombre; Constancia de Situación Fiscal.</remarks>
public static partial class RegimenDeCapital
{
    /// <summary>The name in upper case, its white space folded, without the régimen de capital.</summary>
    public static string Remove(string nombre)
    {
        var folded = Blanks().Replace(nombre.Trim(), " ").ToUpperInvariant();
        var bare = Suffix().Replace(folded, "").TrimEnd(' ', ',');
        return bare.Length > 0 ? bare : folded;
    }

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        "(,\\s*|\\s+)(S\\.?\\s?A\\.?\\s?P\\.?\\s?I\\.?|S\\.?\\s?A\\.?\\s?B\\.?|S\\.?\\s?A\\.?\\s?S\\.?|S\\.?\\s?A\\.?|S\\.?\\s?DE\\s?R\\.?\\s?L\\.?|S\\.?\\s?C\\.?|A\\.?\\s?C\\.?|S\\.?\\s?DE\\s?R\\.?L\\.?\\s?MI\\.?|S\\.?\\s?EN\\s?C\\.?|I\\.?\\s?A\\.?\\s?P\\.?|I\\.?\\s?B\\.?\\s?P\\.?|S\\.?\\s?P\\.?\\s?R\\.?\\s?DE\\s?R\\.?\\s?L\\.?)(\\s+DE\\s+C\\.?\\s?V\\.?)?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();
}
