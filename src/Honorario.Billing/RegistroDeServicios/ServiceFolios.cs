using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>
/// The next folio of a practice's services: it goes on from the last one that was kept, in its own way of counting (XC-00253 → XC-00254).
/// Whoever takes one stands in the line <see cref="NumberLine.ServiceFolios"/>.
/// </summary>
internal static partial class ServiceFolios
{
    private const string First = "S-00000";

    /// <returns>So many folios that nobody has, in order.</returns>
    public static async Task<IReadOnlyList<string>> NextAsync(HonorarioDb db, int count, CancellationToken ct)
    {
        var latest = await db.AllServices().OrderByDescending(service => service.Id).Select(service => service.Folio).FirstOrDefaultAsync(ct);
        var match = Counted().Match(latest ?? First);
        if (!match.Success)
            match = Counted().Match(First);
        var (prefix, digits) = (match.Groups[1].Value, match.Groups[2].Value);
        var (width, length) = (digits.Length, prefix.Length + digits.Length);
        var highest = await db.AllServices().Where(service => service.Folio.StartsWith(prefix) && service.Folio.Length == length)
            .OrderByDescending(service => service.Folio).Select(service => service.Folio).FirstOrDefaultAsync(ct);
        if (highest is not null && Counted().Match(highest) is { Success: true } last && last.Groups[1].Value == prefix)
            digits = last.Groups[2].Value;
        var number = long.Parse(digits, CultureInfo.InvariantCulture);
        var folios = new List<string>();
        while (folios.Count < count)
        {
            var next = Enumerable.Range(0, count - folios.Count).Select(_ => prefix + (++number).ToString($"D{width}", CultureInfo.InvariantCulture)).ToList();
            var taken = await db.AllServices().Where(service => EF.Parameter(next).Contains(service.Folio)).Select(service => service.Folio).ToListAsync(ct);
            folios.AddRange(next.Except(taken));
        }

        return folios;
    }

    [GeneratedRegex(@"^(.*?)(\d{1,15})$", RegexOptions.Singleline)]
    private static partial Regex Counted();
}
