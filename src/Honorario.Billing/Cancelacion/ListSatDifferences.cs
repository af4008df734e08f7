using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>A document about which SAT and this account disagree; Total in pesos.</summary>
public sealed record SatDifferenceRow(
    Guid SubjectId, DocumentKind Kind, string SerieFolio, Uuid Uuid, DateOnly IssuedOn, string Receptor, decimal Total, string Estado,
        SatDifference Difference, DateTime At)
{
    /// <summary>Its page.</summary>
    public string Link => DocumentPages.Of(Kind, SubjectId);
}

/// <summary>"Diferencias con el SAT", the latest found first.</summary>
public sealed class ListSatDifferences(HonorarioStorage storage)
{
    public const int PageSize = 25;

    /// <param name="page">From 0.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Page<SatDifferenceRow>> RunAsync(int page, CancellationToken ct)
    {
        await using var db = storage.Open();
        var differing = db.SatChecks().AsNoTracking().Where(row => row.Difference != null);
        var rows = await (
            from check in differing
            join document in db.SealedCfdis() on check.SealedCfdiId equals document.Id
            orderby check.At descending, check.Id
            select new SatDifferenceRow(
                check.SubjectId, document.Kind, document.Serie
                    + document.Folio, check.Uuid, document.IssuedOn, document.Receptor, document.Total, check.Estado, check.Difference!.Value, check.At))
            .Skip(page * PageSize).Take(PageSize).ToListAsync(ct);
        return new Page<SatDifferenceRow>(rows, await differing.CountAsync(ct));
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var db = storage.Open();
        return await db.SatChecks().CountAsync(row => row.Difference != null, ct);
    }
}
