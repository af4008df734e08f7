using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Something to choose from a list.</summary>
/// <param name="Id">Which.</param>
/// <param name="Name">As it is called; of an insurer that merged, with who it is now.</param>
/// <param name="NowId">Of an insurer that is another now, that one: what it had is found by it, nothing new begins with it.</param>
public sealed record Choice(Guid Id, string Name, Guid? NowId = null);

public static class Choices
{
    /// <summary>What a form offers: those of today, and what stands in it already.</summary>
    public static IEnumerable<Choice> Offered(this IEnumerable<Choice> all, Guid? kept = null) => all.Where(one => one.NowId is null || one.Id == kept);

    /// <summary>Who one of them is today; null for none of them.</summary>
    public static Guid? TodayOf(this IEnumerable<Choice> all, Guid? id) =>
        all.FirstOrDefault(one => one.Id == id) is { } found ? found.NowId ?? found.Id : null;
}

/// <summary>The emisores and insurers that a form offers.</summary>
public sealed class ListParties(HonorarioStorage storage)
{
    public async Task<IReadOnlyList<Choice>> InsurersAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        return await db.Insurers().OrderBy(row => row.Name).Select(row => new Choice(
            row.Id, row.Successor == null ? row.Name : row.Name + " (ahora " + row.Successor.Name + ")", row.SuccessorId)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Choice>> EmisoresAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var emisores = await db.Emisores().OrderBy(row => row.Nombre).Select(row => new { row.Id, row.Rfc, row.Nombre }).ToListAsync(ct);
        return [.. emisores.Select(row => new Choice(row.Id, $"{row.Rfc.Value} · {row.Nombre}"))];
    }
}
