using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>Hands out SAT's acknowledgement (acuse) of the latest request to cancel a document that has one.</summary>
public sealed class HandOutAcuse(HonorarioStorage storage, DocumentKinds kinds)
{
    /// <param name="subjectId">The id of the invoice, complement…</param>
    /// <returns>Null when this account has no such document, or SAT acknowledged no request to cancel it.</returns>
    public async Task<Download?> RunAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices, Right.SeeMoney);
        var found = await (
            from request in db.Cancellations().AsNoTracking()
            where request.SubjectId == subjectId && request.Acuse != null
            join document in db.SealedCfdis() on request.SealedCfdiId equals document.Id
            orderby request.RequestedAt descending
            select new { request.Acuse, document.Uuid, document.Kind }).FirstOrDefaultAsync(ct);
        return found is null || !await kinds.MaySeeAsync(db, found.Kind, subjectId, ct) ? null
            : new Download($"acuse_{found.Uuid}.xml", "application/xml", found.Acuse!);
    }
}
