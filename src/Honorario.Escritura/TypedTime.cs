using System.Globalization;
using System.Text.RegularExpressions;

namespace Honorario.Escritura;

/// <summary>An hour of the day as people write it: 14:30, 1430, 14.30, 2:30 pm, 9 h. Written back 14:30.</summary>
public static partial class TypedTime
{
    private const string Form = "Escribe la hora de 00:00 a 23:59, p. ej. 14:30.";

    /// <summary>Reads an hour. One up to 12 with "pm" is in the afternoon; without, it is as it stands.</summary>
    public static Reading<TimeOnly> Read(string? text)
    {
        var written = Pasted.Key(text).ToLowerInvariant();
        if (written.Length == 0)
            return Reading.Empty<TimeOnly>();
        if (Parts().Match(written) is not { Success: true } parts)
            return Reading.Refuse<TimeOnly>(Form);
        var (hour, minute) = (Number(parts.Groups["h"].Value), parts.Groups["m"].Success ? Number(parts.Groups["m"].Value) : 0);
        var half = parts.Groups["half"].Value;
        if (half.Length > 0 && hour is < 1 or > 12)
            return half.Length > 0 && half[0] == 'p' && hour is > 12 and < 24 && minute < 60
                ? Reading.Of(new TimeOnly(hour, minute)) : Reading.Refuse<TimeOnly>(Form);
        if (half.Length > 0)
            hour = (hour % 12) + (half[0] == 'p' ? 12 : 0);
        return hour < 24 && minute < 60 ? Reading.Of(new TimeOnly(hour, minute)) : Reading.Refuse<TimeOnly>(Form);
    }

    /// <summary>14:30</summary>
    public static string Write(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<h>\d{1,2})([:.h]?(?<m>\d{2}))?([:.]\d{2})?(h|hr|hrs|horas)?\.?(?<half>[ap])?(\.?m\.?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
