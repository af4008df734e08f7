using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>
/// The next folio of a practice's services: it goes on from the last one that was typed, in its own way of counting (XC-00253 → XC-00254); where
/// none was, in the way in which most of the latest that files brought are counted, as one strange file changes nothing.
/// Whoever takes one stands in the line <see cref="NumberLine.ServiceFolios"/>.
/// </summary>
internal static partial class ServiceFolios
{
    private const string First = "S-00000";
    private const int Latest = 100;

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
        var typed = await all.Where(service => service.LoadId == null).OrderByDescending(service => service.Id).Select(service => service.Folio)
            .FirstOrDefaultAsync(ct);
        if (Counted().Match(typed ?? "") is { Success: true } last)
            return (last.Groups[1].Value, last.Groups[2].Value);
        var latest = await all.OrderByDescending(service => service.Id).Select(service => service.Folio).Take(Latest).ToListAsync(ct);
        var match = latest.Select(folio => Counted().Match(folio)).Where(one => one.Success).GroupBy(one => one.Groups[1].Value)
            .OrderByDescending(way => way.Count()).FirstOrDefault()?.First() ?? Counted().Match(First);
        return (match.Groups[1].Value, match.Groups[2].Value);
    }

    [GeneratedRegex(@"^(.*?)(\d{1,15})$", RegexOptions.Singleline)]
    private static partial Regex Counted();
}
