using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>
/// The next folio of a practice's services: of the latest, it goes on from the last one that was typed, in its own way of counting (XC-00253 →
/// XC-00254); where none was, in the way in which most that files brought are counted, as one strange file changes nothing.
/// Whoever takes one stands in the line <see cref="NumberLine.ServiceFolios"/>.
/// </summary>
internal static partial class ServiceFolios
{
    private const string First = "S-00000";
    private const int Latest = 500;

    /// <returns>So many folios that nobody has, in order.</returns>
    public static async Task<IReadOnlyList<string>> NextAsync(HonorarioDb db, int count, CancellationToken ct)
    {
        var all = db.AllServices().Everybodys();
        var (prefix, digits) = await WayAsync(all, ct);
        var (width, length) = (digits.Length, prefix.Length + digits.Length);
        var highest = await all.Where(service => service.Folio.StartsWith(prefix) && service.Folio.Length == length)
            .OrderByDescending(service => service.Folio).Select(service => service.Folio).FirstOrDefaultAsync(ct);
        if (highest is not null && Counted().Match(highest) is { Success: true } last && last.Groups[1].Value == prefix)
            digits = last.Groups[2].Value;
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        var folios = new List<string>();
        while (folios.Count < count)
        {
            var next = Enumerable.Range(0, count - folios.Count).Select(_ => prefix + (++number).ToString($"D{width}", CultureInfo.InvariantCulture)).ToList();
            var taken = await all.Where(service => EF.Parameter(next).Contains(service.Folio)).Select(service => service.Folio).ToListAsync(ct);
            folios.AddRange(next.Except(taken));
        }

        return folios;
    }

    private static async Task<(string Prefix, string Digits)> WayAsync(IQueryable<MedicalService> all, CancellationToken ct)
    {
        var latest = await all.OrderByDescending(service => service.Id).Select(service => new { service.Folio, Typed = service.LoadId == null }).Take(Latest)
            .ToListAsync(ct);
        var counted = latest.Select(one => (one.Typed, Match: Counted().Match(one.Folio))).Where(one => one.Match.Success).ToList();
        var match = counted.Find(one => one.Typed).Match
            ?? counted.GroupBy(one => one.Match.Groups[1].Value).MaxBy(way => way.Count())?.First().Match
            ?? Counted().Match(First);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    [GeneratedRegex(@"^(.*?)(\d{1,15})$", RegexOptions.Singleline)]
    private static partial Regex Counted();
}
