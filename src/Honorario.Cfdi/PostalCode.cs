using System.Collections.Frozen;
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
    private const string Matamoros = "America/Matamoros";
    private const string Juarez = "America/Ciudad_Juarez";
    private const string Ojinaga = "America/Ojinaga";

    /// <summary>First two digits up to which each state's codes run, in order; c_Estado.</summary>
    private static readonly (int UpTo, string Estado, string Name)[] States =
    [
        (16, "CMX", "Ciudad de México"), (20, "AGU", "Aguascalientes"), (22, "BCN", "Baja California"), (23, "BCS", "Baja California Sur"),
        (24, "CAM", "Campeche"), (27, "COA", "Coahuila"), (28, "COL", "Colima"), (30, "CHP", "Chiapas"), (33, "CHH", "Chihuahua"),
        (35, "DUR", "Durango"), (38, "GUA", "Guanajuato"), (41, "GRO", "Guerrero"), (43, "HID", "Hidalgo"), (49, "JAL", "Jalisco"),
        (57, "MEX", "Estado de México"), (61, "MIC", "Michoacán"), (62, "MOR", "Morelos"), (63, "NAY", "Nayarit"),
        (67, "NLE", "Nuevo León"), (71, "OAX", "Oaxaca"), (75, "PUE", "Puebla"), (76, "QUE", "Querétaro"), (77, "ROO", "Quintana Roo"),
        (79, "SLP", "San Luis Potosí"), (82, "SIN", "Sinaloa"), (85, "SON", "Sonora"), (86, "TAB", "Tabasco"), (89, "TAM", "Tamaulipas"),
        (90, "TLA", "Tlaxcala"), (96, "VER", "Veracruz"), (97, "YUC", "Yucatán"), (99, "ZAC", "Zacatecas"),
    ];

    /// <summary>Codes of the places that keep another time than the rest of their state: see <see cref="TimeZoneOf"/>.</summary>
    private static readonly (int From, int To, string Zone)[] Exceptions =
    [
        (26000, 26299, Matamoros), (26400, 26699, Matamoros),
        (31820, 31859, Juarez), (32000, 32799, Juarez), (32880, 32899, Ojinaga),
        (63726, 63739, "America/Bahia_Banderas"), (65000, 65059, Matamoros),
        (87300, 87599, Matamoros), (88000, 88999, Matamoros),
    ];

    /// <summary>The municipalities of the northern border and Bahía de Banderas, by c_Estado and c_Municipio.</summary>
    private static readonly FrozenDictionary<string, string> Municipios = new (string Estado, string Zone, string[] Codes)[]
    {
        ("CHH", Juarez, ["005", "028", "035", "037", "053"]),
        ("CHH", Ojinaga, ["015", "042", "052"]),
        ("COA", Matamoros, ["002", "003", "012", "013", "014", "019", "022", "023", "025", "037", "038"]),
        ("NLE", Matamoros, ["005"]),
        ("TAM", Matamoros, ["007", "014", "015", "022", "024", "025", "027", "032", "033", "040"]),
        ("NAY", "America/Bahia_Banderas", ["020"]),
    }.SelectMany(group => group.Codes.Select(code => KeyValuePair.Create(group.Estado + code, group.Zone))).ToFrozenDictionary();

    private PostalCode(string value) => Value = value;

    /// <summary>Five digits.</summary>
    public string Value { get; }

    /// <summary>c_Estado of the place.</summary>
    public string Estado => States.First(state => Prefix(Value) <= state.UpTo).Estado;

    /// <summary>The state's common name.</summary>
    public string EstadoName => States.First(state => Prefix(Value) <= state.UpTo).Name;

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

            return TimeZoneOf(Estado, null);
        }
    }

    /// <summary>IANA name of the zone whose clock a municipality keeps.</summary>
    /// <param name="estado">c_Estado.</param>
    /// <param name="municipio">c_Municipio, three digits; null for what most of the state keeps.</param>
    /// <remarks>Source: Ley de los Husos Horarios, art. 3 to 5 (DOF 28/10/2022, Chihuahua by decree of 29/11/2022).</remarks>
    public static string TimeZoneOf(string estado, string? municipio) =>
        municipio is not null && Municipios.TryGetValue(estado + municipio, out var zone) ? zone : estado switch
        {
            "BCN" => "America/Tijuana",
            "BCS" or "NAY" or "SIN" => "America/Mazatlan",
            "SON" => "America/Hermosillo",
            "CHH" => "America/Chihuahua",
            "ROO" => "America/Cancun",
            _ => "America/Mexico_City",
        };

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
