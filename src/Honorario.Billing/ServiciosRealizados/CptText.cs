using System.Text.RegularExpressions;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>A CPT-4 code as people write it, with its modifiers: 99213, 99213-25, "99213 25 59".</summary>
/// <param name="Code">The code alone, in capitals.</param>
/// <param name="Modifiers">"25", "25-59"; "" for none.</param>
public sealed partial record CptText(string Code, string Modifiers)
{
    internal const int CodeLength = 10;
    internal const int ModifiersLength = 11;

    /// <returns>Null when it is no code.</returns>
    public static CptText? Read(string? written)
    {
        var match = Shape().Match((written ?? "").Trim().ToUpperInvariant());
        return match.Success
            ? new CptText(match.Groups["code"].Value, string.Join('-', match.Groups["modifier"].Captures.Select(one => one.Value)))
            : null;
    }

    public override string ToString() => Modifiers.Length == 0 ? Code : $"{Code}-{Modifiers}";

    [GeneratedRegex(@"^(?<code>[0-9A-Z]{1,10})(?:[\s,-]+(?<modifier>[0-9A-Z]{2})){0,4}$")]
    private static partial Regex Shape();
}
