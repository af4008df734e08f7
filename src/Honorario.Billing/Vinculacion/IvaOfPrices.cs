using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Amounts;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Vinculacion;

/// <summary>Whether what is typed as the price of a service has its IVA in it, said where it is typed.</summary>
public sealed class IvaOfPrices(HonorarioStorage storage)
{
    /// <param name="cpt">The code, without modifiers.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>Null where no IVA is charged, so that there is nothing to say.</returns>
    public async Task<string?> SentenceAsync(string cpt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var link = await db.CptLinks().AsNoTracking().SingleOrDefaultAsync(row => row.Cpt == cpt, ct);
        var emisores = await db.Emisores().AsNoTracking().Select(row => new { row.Iva, row.IvaIncluido }).ToListAsync(ct);
        var said = emisores.Select(row => (Rate: ServiceTaxes.RateOf(link?.Iva ?? row.Iva), Included: link?.IvaIncluido ?? row.IvaIncluido))
            .Where(row => row.Rate > 0).Distinct().ToList();
        return said switch
        {
            [] => null,
            [var (rate, included)] => included ? $"Con IVA de {rate * 100:0} % incluido" : $"Sin IVA: a la factura se le suma {rate * 100:0} %",
            _ when said.TrueForAll(row => row.Included) => "Con IVA incluido",
            _ when said.TrueForAll(row => !row.Included) => "Sin IVA: a la factura se le suma",
            _ => "Con IVA incluido o sin él, según quién facture",
        };
    }
}
