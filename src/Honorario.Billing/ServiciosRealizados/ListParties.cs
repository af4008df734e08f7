using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Something to choose from a list.</summary>
public sealed record Choice(Guid Id, string Name);

/// <summary>The emisores and insurers that a form offers.</summary>
public sealed class ListParties(HonorarioStorage storage)
{
    public async Task<IReadOnlyList<Choice>> InsurersAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        return await db.Insurers().OrderBy(row => row.Name).Select(row => new Choice(row.Id, row.Name)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Choice>> EmisoresAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var emisores = await db.Emisores().OrderBy(row => row.Nombre).Select(row => new { row.Id, row.Rfc, row.Nombre }).ToListAsync(ct);
        return [.. emisores.Select(row => new Choice(row.Id, $"{row.Rfc.Value} · {row.Nombre}"))];
    }
}
