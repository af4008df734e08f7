using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Escritura;

namespace Honorario.Billing.Copagos;

/// <summary>A ticket's folio, its number and a code: <c>12-CWRB2</c>.</summary>
public static partial class TicketFolio
{
    /// <summary>Letters of the code.</summary>
    public const int CodeLength = 5;

    /// <summary>As it is printed, of one as it is typed: with "Ticket" or "#" before it, spaces or another dash or none within, in any case.</summary>
    /// <returns>Null of what has not its form.</returns>
    public static string? Read(string? typed) =>
        Form().Match(Pasted.Key(typed).ToUpperInvariant()) is { Success: true } read ? $"{read.Groups["number"].Value}-{read.Groups["code"].Value}" : null;

    /// <summary>A folio as it is kept; a part of one in capitals.</summary>
    public static string Part(string typed) => Read(typed) ?? typed.ToUpperInvariant();

    /// <summary>The ranges of numbers whose folios may begin so, the highest first; none of what does not begin with a number.</summary>
    public static IEnumerable<(int Least, int Most)> Numbers(string part)
    {
        var digits = part.TakeWhile(char.IsAsciiDigit).Count();
        if (part.StartsWith('0') || !int.TryParse(part.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return [];
        if (digits < part.Length)
            return [(number, number)];
        var ranges = new List<(int, int)>();
        for (var size = 1L; number * size <= int.MaxValue; size *= 10)
            ranges.Insert(0, ((int)(number * size), (int)Math.Min(int.MaxValue, (number + 1) * size - 1)));
        return ranges;
    }

    [GeneratedRegex(@"^(?:TICKET|FOLIO|NO|N[ÚU]M(?:ERO)?|[#:.Nº°])*(?<number>[0-9]{1,10})[-_.]*(?<code>[A-Z0-9]{5})$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
