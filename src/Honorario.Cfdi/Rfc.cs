using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Cfdi;

/// <summary>
/// A clave del Registro Federal de Contribuyentes: 3 letters (persona moral) or 4 (persona física), a date and a homoclave
/// whose last character is a check digit.
/// </summary>
/// <remarks>Source: Anexo 20, <c>tdCFDI.xsd</c> t_RFC; the check digit by SAT's algorithm (modulo 11).</remarks>
public sealed partial record Rfc
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";

    private const int LeapYear = 2000;

    private Rfc(string value) => Value = value;

    /// <summary>The public at large.</summary>
    public static Rfc PublicoEnGeneral { get; } = new("XAXX010101000");

    /// <summary>A foreigner without an RFC.</summary>
    public static Rfc Extranjero { get; } = new("XEXX010101000");

    /// <summary>12 or 13 upper-case characters.</summary>
    public string Value { get; }

    /// <summary>Whether it is a company's, of 12 characters.</summary>
    public bool IsPersonaMoral => Value.Length == 12;

    /// <summary>Whether it is a person's, of 13 characters; generic RFCs count as such.</summary>
    public bool IsPersonaFisica => Value.Length == 13;

    /// <summary>Whether it stands for the public or for a foreigner.</summary>
    public bool IsGeneric => this == PublicoEnGeneral || this == Extranjero;

    /// <summary>Whether the check digit is right. Some real RFCs fail: treat it as a warning.</summary>
    public bool HasRightCheckDigit => IsGeneric || CheckDigit() == Value[^1];

    /// <summary>Reads an RFC, forgiving case and surrounding space.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Rfc? rfc)
    {
        var value = text?.Trim().ToUpperInvariant() ?? "";
        rfc = Shape().IsMatch(value) && IsDate(value) ? new Rfc(value) : null;
        return rfc is not null;
    }

    /// <summary>Reads an RFC that is known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Rfc Parse(string text) => TryParse(text, out var rfc) ? rfc : throw new FormatException($"'{text}' is not an RFC.");

    /// <inheritdoc/>
    public override string ToString() => Value;

    private static bool IsDate(string value)
    {
        var date = value.AsSpan(value.Length - 9, 6);
        var (month, day) = (int.Parse(date[2..4], CultureInfo.InvariantCulture), int.Parse(date[4..], CultureInfo.InvariantCulture));
        return day <= DateTime.DaysInMonth(LeapYear, month);
    }

    private char CheckDigit()
    {
        var padded = Value.PadLeft(13);
        var sum = 0;
        for (var place = 0; place < 12; place++)
            sum += Alphabet.IndexOf(padded[place]) * (13 - place);
        return (11 - (sum % 11)) switch
        {
            11 => '0',
            10 => 'A',
            var digit => (char)('0' + digit),
        };
    }

    [GeneratedRegex("^[A-Z&Ñ]{3,4}[0-9]{2}(0[1-9]|1[012])(0[1-9]|[12][0-9]|3[01])[A-Z0-9]{2}[0-9A]$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
