using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>One e-mail address as people paste it: "Ana Ruiz &lt;ana@correo.mx&gt;", "mailto:ana@correo.mx".</summary>
public static partial class TypedEmail
{
    private const int Longest = 254;

    private static readonly FrozenDictionary<string, string> Slips = new Dictionary<string, string>
    {
        ["gmail.con"] = "gmail.com", ["gmail.co"] = "gmail.com", ["gmial.com"] = "gmail.com", ["gmai.com"] = "gmail.com", ["gmail.com.mx"] = "gmail.com",
        ["hotmail.con"] = "hotmail.com", ["hotmial.com"] = "hotmail.com", ["hotmai.com"] = "hotmail.com", ["homail.com"] = "hotmail.com",
        ["outlook.con"] = "outlook.com", ["outlok.com"] = "outlook.com", ["yahoo.con"] = "yahoo.com", ["yaho.com"] = "yahoo.com",
        ["icloud.con"] = "icloud.com", ["prodigy.net"] = "prodigy.net.mx",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads one address. A domain that is a known slip (gmail.con) is asked about.</summary>
    public static Reading<string> Read(string? text)
    {
        var written = Pasted.Name(text);
        if (written.Length == 0)
            return Reading.Empty<string>();
        if (Named().Match(written) is { Success: true } named)
            written = named.Groups[1].Value;
        if (written.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
            written = written["mailto:".Length..];
        written = written.Trim().TrimEnd('.', ',', ';');
        if (written.Count(letter => letter == '@') > 1)
            return Reading.Refuse<string>("Escribe un solo correo electrónico.");
        if (written.Length > Longest || !Address().IsMatch(written) || written.Contains("..", StringComparison.Ordinal))
        {
            return Reading.Refuse<string>(written.Contains('@', StringComparison.Ordinal)
                ? $"«{written}» no tiene la forma de un correo: escríbelo como nombre@dominio.mx."
                : "Al correo le falta la arroba: escríbelo como nombre@dominio.mx.");
        }

        var at = written.IndexOf('@', StringComparison.Ordinal);
        return Slips.TryGetValue(written[(at + 1)..], out var meant)
            ? Reading.Ask($"¿Quisiste decir {written[..at]}@{meant}?", $"{written[..at]}@{meant}", written)
            : Reading.Of(written);
    }

    [GeneratedRegex(
        @"^[^\s@<>()\[\],;:""\\]+@([\p{L}\p{N}]([\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{N}-]*[\p{L}\p{N}]$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex("<([^<>]+)>$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
