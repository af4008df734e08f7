using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>A document about which SAT and this account disagree; Total in pesos.</summary>
public sealed record SatDifferenceRow(
    Guid SubjectId, DocumentDescription Kind, string SerieFolio, Uuid Uuid, DateOnly IssuedOn, string Receptor, decimal Total, string Estado,
        SatDifference Difference,
    DateTime At)
{
    /// <summary>Its page.</summary>
    public string Link => Kind.Page(SubjectId);
}

/// <summary>"Diferencias con el SAT", the latest found first.</summary>
public sealed class ListSatDifferences(HonorarioStorage storage, DocumentKinds kinds)
{
    public const int PageSize = 25;

    /// <param name="page">From 0.</param>
    public async Task<Page<SatDifferenceRow>> RunAsync(int page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var differing = await SeenAsync(db, ct);
        var rows = await (
            from check in differing
            join document in db.SealedCfdis() on check.SealedCfdiId equals document.Id
            orderby check.At descending, check.Id
            select new { Check = check, document.Kind, SerieFolio = document.Serie + document.Folio, document.IssuedOn, document.Receptor, document.Total })
            .Skip(page * PageSize).Take(PageSize).ToListAsync(ct);
        return new Page<SatDifferenceRow>(
            [.. rows.Select(row => new SatDifferenceRow(
                row.Check.SubjectId, kinds.Of(row.Kind), row.SerieFolio, row.Check.Uuid, row.IssuedOn, row.Receptor, row.Total, row.Check.Estado,
                row.Check.Difference!.Value, row.Check.At))],
            await differing.CountAsync(ct));
    }

    public async Task<int> CountAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await (await SeenAsync(db, ct)).CountAsync(ct);
    }

    /// <summary>Of who sees only the own, its own: those few are looked up one by one.</summary>
    private async Task<IQueryable<SatCheck>> SeenAsync(HonorarioDb db, CancellationToken ct)
    {
        var differing = db.SatChecks().AsNoTracking().Where(row => row.Difference != null);
        if (!db.Actor.OnlyOwn)
            return differing;
        var seen = new List<Guid>();
        foreach (var row in await differing.Join(db.SealedCfdis(), check => check.SealedCfdiId, document => document.Id,
            (check, document) => new { check.SubjectId, document.Kind }).ToListAsync(ct))
        {
            if (await kinds.MaySeeAsync(db, row.Kind, row.SubjectId, ct))
                seen.Add(row.SubjectId);
        }

        return differing.Where(row => seen.Contains(row.SubjectId));
    }
}
