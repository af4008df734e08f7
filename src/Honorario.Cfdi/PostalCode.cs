using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Honorario.Cfdi;

/// <summary>
/// A Mexican postal code, which says the state and the time zone of a place until SAT's catalogue, which lists each one, is
/// imported.
/// </summary>
/// <remarks>Source: SAT's c_CodigoPostal (columns c_Estado and Huso Horario); Ley de los Husos Horarios (DOF 28/10/2022).</remarks>
public sealed record PostalCode
{
    /// <summary>First two digits up to which each state's codes run, in order; c_Estado.</summary>
    private static readonly (int UpTo, string Estado)[] States =
    [
        (16, "CMX"), (20, "AGU"), (22, "BCN"), (23, "BCS"), (24, "CAM"), (27, "COA"), (28, "COL"), (30, "CHP"), (33, "CHH"),
        (35, "DUR"), (38, "GUA"), (41, "GRO"), (43, "HID"), (49, "JAL"), (57, "MEX"), (61, "MIC"), (62, "MOR"), (63, "NAY"),
        (67, "NLE"), (71, "OAX"), (75, "PUE"), (76, "QUE"), (77, "ROO"), (79, "SLP"), (82, "SIN"), (85, "SON"), (86, "TAB"),
        (89, "TAM"), (90, "TLA"), (96, "VER"), (97, "YUC"), (99, "ZAC"),
    ];

    /// <summary>Places that keep another time than the rest of their state: the northern border and Bahía de Banderas.</summary>
    private static readonly (int From, int To, string Zone)[] Exceptions =
    [
        (26000, 26299, "America/Matamoros"), (26500, 26569, "America/Matamoros"), (26600, 26699, "America/Matamoros"),
        (32000, 32749, "America/Ciudad_Juarez"), (32880, 32899, "America/Ojinaga"),
        (63727, 63735, "America/Bahia_Banderas"), (65000, 65099, "America/Matamoros"),
        (87300, 87599, "America/Matamoros"), (88000, 88799, "America/Matamoros"), (88900, 88949, "America/Matamoros"),
    ];

    private PostalCode(string value) => Value = value;

    /// <summary>Five digits.</summary>
    public string Value { get; }

    /// <summary>c_Estado of the place.</summary>
    public string Estado => States.First(state => Prefix(Value) <= state.UpTo).Estado;

    /// <summary>IANA name of the zone whose clock the place keeps.</summary>
    public string TimeZoneId
    {
        get
        {
            var code = int.Parse(Value, CultureInfo.InvariantCulture);
            foreach (var (from, to, zone) in Exceptions)
            {
                if (from <= code && code <= to)
                    return zone;
            }

            return Estado switch
            {
                "BCN" => "America/Tijuana",
                "BCS" or "NAY" or "SIN" => "America/Mazatlan",
                "SON" => "America/Hermosillo",
                "CHH" => "America/Chihuahua",
                "ROO" => "America/Cancun",
                _ => "America/Mexico_City",
            };
        }
    }

    /// <summary>Reads five digits whose first two are some state's.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PostalCode? code)
    {
        var value = text?.Trim() ?? "";
        var right = value.Length == 5 && value.All(char.IsAsciiDigit) && Prefix(value) is >= 1 and not (17 or 18 or 19);
        code = right ? new PostalCode(value) : null;
        return right;
    }

    /// <summary>Reads a postal code that is known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static PostalCode Parse(string text) => TryParse(text, out var code) ? code : throw new FormatException($"'{text}' is not a postal code.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static int Prefix(string value) => int.Parse(value.AsSpan(0, 2), CultureInfo.InvariantCulture);
}
