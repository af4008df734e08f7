using System.Globalization;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Proposes the No de Control Interno that follows the latest one.</summary>
public sealed class SuggestControlNumber(HonorarioStorage storage)
{
    public async Task<string> RunAsync(Guid emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await NextAsync(db, emisorId, ct);
    }

    /// <summary>The next one, for who has the turn of <see cref="NumberLine.ControlNumbers"/>.</summary>
    internal static async Task<string> NextAsync(HonorarioDb db, Guid emisorId, CancellationToken ct)
    {
        var all = db.Invoices().Everybodys().Where(row => row.EmisorId == emisorId);
        var latest = await all.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Select(row => row.ControlNumber).FirstOrDefaultAsync(ct);
        var next = Next(latest ?? "0");
        while (await all.AnyAsync(row => row.ControlNumber == next, ct))
            next = Next(next);
        return next;
    }

    /// <summary>The number at the end, plus one, as wide as it was; a 1 after what has none.</summary>
    private static string Next(string latest)
    {
        var digits = latest.Reverse().TakeWhile(char.IsAsciiDigit).Count();
        digits = Math.Min(digits, 18);
        var number = digits == 0 ? 0 : long.Parse(latest.AsSpan(latest.Length - digits), CultureInfo.InvariantCulture);
        return latest[..^digits] + (number + 1).ToString(new string('0', Math.Max(digits, 1)), CultureInfo.InvariantCulture);
    }
}
