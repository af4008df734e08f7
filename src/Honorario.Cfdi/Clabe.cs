using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Honorario.Cfdi;

/// <summary>A Mexican bank.</summary>
/// <param name="Code">The three digits that a CLABE begins with.</param>
/// <param name="Name">Its short name.</param>
/// <param name="Rfc">Its RFC where it is known, for a complemento de pago.</param>
public sealed record Bank(string Code, string Name, string? Rfc = null);

/// <summary>
/// A Clave Bancaria Estandarizada: three digits of the bank, three of the place, eleven of the account and a check digit.
/// </summary>
/// <remarks>Source: Banco de México, SPEI: catálogo de instituciones; check digit by weights 3, 7, 1, modulo 10.</remarks>
public sealed record Clabe
{
    private static readonly int[] Weights = [3, 7, 1];

    private static readonly FrozenDictionary<string, Bank> Banks = new Bank[]
    {
        new("002", "Banamex", "BNM840515VB1"), new("006", "Bancomext"), new("009", "Banobras"), new("012", "BBVA México", "BBA830831LJ2"),
        new("014", "Santander", "BSM970519DU8"), new("019", "Banjército"), new("021", "HSBC", "HMI950125KG8"), new("030", "BanBajío"),
        new("036", "Inbursa"), new("042", "Mifel"), new("044", "Scotiabank", "SIN9412025I4"), new("058", "Banregio"), new("059", "Invex"),
        new("060", "Bansí"), new("062", "Afirme"), new("072", "Banorte", "BMN930209927"), new("106", "Bank of America"), new("108", "MUFG"),
        new("110", "JP Morgan"), new("112", "Monex"), new("113", "Ve por Más"), new("127", "Banco Azteca"), new("128", "Kapital"),
        new("129", "Barclays"), new("130", "Compartamos"), new("132", "Multiva"), new("133", "Actinver"), new("135", "Nafin"),
        new("136", "Intercam"), new("137", "BanCoppel"), new("138", "Ualá"), new("140", "Consubanco"), new("141", "Volkswagen Bank"),
        new("143", "CIBanco"), new("145", "Banco Base"), new("147", "Bankaool"), new("148", "Pagatodo"), new("150", "Inmobiliario Mexicano"),
        new("151", "Fundación Dondé"), new("152", "Bancrea"), new("154", "Covalto"), new("155", "ICBC"), new("156", "Sabadell"),
        new("157", "Shinhan"), new("158", "Mizuho"), new("159", "Bank of China"), new("160", "S3"), new("166", "Banco del Bienestar"),
        new("167", "Hey Banco"), new("168", "Hipotecaria Federal"), new("600", "Monex Casa de Bolsa"), new("638", "Nu México"),
        new("646", "STP"), new("661", "Klar"), new("684", "Transfer"), new("699", "Fondeadora"), new("706", "Arcus"), new("710", "NVIO"),
        new("722", "Mercado Pago"), new("723", "Cuenca"), new("728", "Spin by OXXO"),
    }.ToFrozenDictionary(bank => bank.Code);

    private Clabe(string value) => Value = value;

    /// <summary>18 digits.</summary>
    public string Value { get; }

    /// <summary>The bank; null when its code is not among the known ones.</summary>
    public Bank? Bank => Banks.GetValueOrDefault(Value[..3]);

    /// <summary>Reads a CLABE, forgiving spaces and hyphens.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Clabe? clabe)
    {
        var digits = text?.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal) ?? "";
        clabe = digits.Length == 18 && digits.All(char.IsAsciiDigit) && CheckDigit(digits) == digits[17] ? new Clabe(digits) : null;
        return clabe is not null;
    }

    /// <summary>Reads a CLABE that is known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Clabe Parse(string text) => TryParse(text, out var clabe) ? clabe : throw new FormatException($"'{text}' is not a CLABE.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var place = 0; place < 17; place++)
            sum += (digits[place] - '0') * Weights[place % 3] % 10;
        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
