using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>Something to choose from a list.</summary>
public sealed record Choice(Guid Id, string Name);

/// <summary>The emisores and insurers that a form offers.</summary>
public sealed class ListParties(HonorarioStorage storage)
{
    public async Task<IReadOnlyList<Choice>> InsurersAsync(CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await db.Insurers().OrderBy(row => row.Name).Select(row => new Choice(row.Id, row.Name)).ToListAsync(cancellation);
    }

    public async Task<IReadOnlyList<Choice>> EmisoresAsync(CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var emisores = await db.Emisores().OrderBy(row => row.Nombre).Select(row => new { row.Id, row.Rfc, row.Nombre }).ToListAsync(cancellation);
        return [.. emisores.Select(row => new Choice(row.Id, $"{row.Rfc.Value} · {row.Nombre}"))];
    }
}
