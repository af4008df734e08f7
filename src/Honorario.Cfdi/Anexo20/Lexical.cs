using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Cfdi.Anexo20;

/// <summary>How an attribute may be written: a test and the Spanish words for what it wants.</summary>
internal sealed partial record Lexical(Func<string, bool> Accepts, string Wants)
{
    public static Lexical Code { get; } = new(text => text.Length > 0, "una clave del catálogo del SAT");
    public static Lexical Any { get; } = new(_ => true, "un texto");
    public static Lexical Importe { get; } = new(text => IsAmount(text, 6), "un importe sin signo, de hasta 18 enteros y 6 decimales");
    public static Lexical ImporteMxn { get; } = new(text => IsAmount(text, 2), "un importe en pesos sin signo, de hasta 2 decimales");
    public static Lexical Centavos { get; } = new(text => CentavosShape().IsMatch(text), "un número de hasta 2 decimales");
    public static Lexical FechaHora { get; } = new(IsFechaHora, "una fecha y hora AAAA-MM-DDThh:mm:ss");
    public static Lexical Rfc { get; } = new(text => RfcShape().IsMatch(text), "un RFC de 12 o 13 caracteres");
    public static Lexical RfcMoral { get; } = new(text => text.Length == 12 && RfcShape().IsMatch(text), "el RFC de una persona moral, de 12 caracteres");
    public static Lexical RfcBanco { get; } = new(
        text => text == "XEXX010101000" || RfcMoral.Accepts(text), "el RFC de un banco, o XEXX010101000 si es extranjero");
    public static Lexical Uuid { get; } = new(text => UuidShape().IsMatch(text), "un folio fiscal (UUID) de 36 caracteres");
    public static Lexical IdDocumento { get; } = new(text => UuidShape().IsMatch(text) || OldIdShape().IsMatch(text), "el folio fiscal (UUID) de la factura");
    public static Lexical Pedimento { get; } = new(text => PedimentoShape().IsMatch(text), "un número de pedimento de 21 caracteres");
    public static Lexical Parcialidad { get; } = new(text => ParcialidadShape().IsMatch(text), "un número de parcialidad de 1 a 999");
    public static Lexical Año { get; } = new(
        text => short.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= 2019, "un año desde 2019");
    public static Lexical Base64 { get; } = new(text => System.Buffers.Text.Base64.IsValid(text), "un texto en base64");

    public static Lexical Exactly(string value) => new(text => text == value, $"\"{value}\"");

    public static Lexical Digits(int length) => new(text => text.Length == length && text.All(char.IsAsciiDigit), $"{length} dígitos");

    public static Lexical Letters(int length) => new(text => text.Length == length && text.All(char.IsAsciiLetterOrDigit), $"{length} letras o dígitos");

    public static Lexical Cuenta { get; } = new(text => CuentaShape().IsMatch(text), "una cuenta de 10 a 50 letras mayúsculas, dígitos o guiones bajos");

    public static Lexical Text(int most, int least = 1) => new(
        text => text.Length >= least && text.Length <= most && !text.Contains('|'),
        $"un texto de {least} a {most} caracteres sin el signo |");

    /// <summary>A decimal of at least the smallest, with at most so many decimals.</summary>
    public static Lexical Decimal(int decimals, decimal least) => new(
        text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= least && DecimalsOf(text) <= decimals,
        least > 0 ? $"un número mayor que cero de hasta {decimals} decimales" : $"un número sin signo de hasta {decimals} decimales");

    /// <summary>How many decimals are written.</summary>
    public static int DecimalsOf(string text) => text.IndexOf('.') is >= 0 and var point ? text.Length - point - 1 : 0;

    /// <summary>Up to eighteen digits and so many decimals, as t_Importe and t_ImporteMXN want; most of what a document says.</summary>
    private static bool IsAmount(string text, int decimals)
    {
        var point = text.IndexOf('.');
        var whole = point < 0 ? text.AsSpan() : text.AsSpan(0, point);
        if (whole.Length is 0 or > 18 || whole.ContainsAnyExceptInRange('0', '9'))
            return false;
        var fraction = point < 0 ? "0" : text.AsSpan(point + 1);
        return fraction.Length > 0 && fraction.Length <= decimals && !fraction.ContainsAnyExceptInRange('0', '9');
    }

    private static bool IsFechaHora(string text) =>
        text.StartsWith("20", StringComparison.Ordinal)
        && DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex("^[+-]?([0-9]{1,18}(\\.[0-9]{0,2})?|\\.[0-9]{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex CentavosShape();

    [GeneratedRegex("^[A-Z&Ñ]{3,4}[0-9]{2}(0[1-9]|1[012])(0[1-9]|[12][0-9]|3[01])[A-Z0-9]{2}[0-9A]$", RegexOptions.CultureInvariant)]
    private static partial Regex RfcShape();

    [GeneratedRegex("^[a-fA-F0-9]{8}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{4}-[a-fA-F0-9]{12}$", RegexOptions.CultureInvariant)]
    private static partial Regex UuidShape();

    [GeneratedRegex("^[0-9]{3}-[0-9]{2}-[0-9]{9}$", RegexOptions.CultureInvariant)]
    private static partial Regex OldIdShape();

    [GeneratedRegex("^[0-9]{2}  [0-9]{2}  [0-9]{4}  [0-9]{7}$", RegexOptions.CultureInvariant)]
    private static partial Regex PedimentoShape();

    [GeneratedRegex("^[1-9][0-9]{0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ParcialidadShape();

    [GeneratedRegex("^[A-Z0-9_]{10,50}$", RegexOptions.CultureInvariant)]
    private static partial Regex CuentaShape();
}
