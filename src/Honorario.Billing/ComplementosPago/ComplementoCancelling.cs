using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>A payment's complement: cancelled, its invoices are paid without complement and the payment may be undone or get another.</summary>
public sealed class ComplementoCancelling(MoveShares moves, RecountInstalments recount) : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var complemento = await db.Complementos().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        return complemento.Status == ComplementoStatus.Timbrado
            ? null
            : new Problem("", $"El complemento {complemento.Serie}{complemento.Folio} está {complemento.Status.Text()}: no se puede cancelar.");
    }

    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        complemento.BeginCancelling();
        db.Record(subjectId, at, complemento.Status.Text());
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        if (complemento.Status != ComplementoStatus.EnProcesoDeCancelacion)
            return;
        complemento.Cancelled();
        db.Record(subjectId, at, complemento.Status.Text());
        if (complemento.ReplacedById is not null)
            return;
        foreach (var invoice in await complemento.InvoicesAsync(db, ct))
        {
            db.FailIfChanged(invoice);
            if (invoice.Status != InvoiceStatus.ComplementoCargado)
                continue;
            invoice.Move(InvoiceStatus.Pagado);
            db.Record(invoice.Id, at, invoice.Status.Text());
        }

        await recount.NoLongerToldAsync(db, complemento.PaymentId, ct);
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        if (complemento.Status != ComplementoStatus.EnProcesoDeCancelacion)
            return;
        complemento.CancellingRefused();
        db.Record(subjectId, at, complemento.Status.Text());
    }

    /// <summary>It stands again: its payment settles what it tells SAT, where it was moved with what should have taken its place.</summary>
    public async Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var complemento = await db.Complementos().SingleAsync(row => row.Id == subjectId, ct);
        complemento.ReplacedBy(null);
        db.Record(subjectId, at, "Sustitución deshecha");
        if (complemento.Status != ComplementoStatus.Timbrado)
            return;
        await MoveBackAsync(db, complemento, at, ct);
        await complemento.LoadInvoicesAsync(db, at, ct);
    }

    private async Task MoveBackAsync(HonorarioDb db, ComplementoPago complemento, DateTime at, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var payment = await db.Payments().Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .SingleAsync(row => row.Id == complemento.PaymentId, ct);
        if (payment.UndoneAt is not null || payment.Applications.Any(row => row.Invoice.TipoCambio is not null))
            return;
        var xml = await db.SealedCfdis().AsNoTracking().Where(row => row.SubjectId == complemento.Id && row.State == PacState.Stamped)
            .Select(row => row.StampedXml!).SingleAsync(ct);
        var told = CfdiReader.Read(xml).Document!.Pagos!.Items.SelectMany(pago => pago.DoctosRelacionados)
            .ToDictionary(docto => Uuid.Parse(docto.IdDocumento), docto => docto.ImpPagado);
        var uuids = told.Keys.ToList();
        var shares = await db.Invoices().Where(row => row.EmisorId == complemento.EmisorId && uuids.Contains(row.Uuid!))
            .Select(row => new { row.Id, row.Uuid }).ToListAsync(ct);
        var before = shares.ConvertAll(row => new PaymentShare(row.Id, told[row.Uuid!]));
        if (before.ToHashSet().SetEquals(payment.Applications.Select(row => new PaymentShare(row.InvoiceId, row.Pagado))))
            return;
        var moved = await MoveShares.ApplyAsync(db, payment, before, at, ct);
        if (moved.Value is { } changes)
            await moves.SaveAsync(db, changes, ct);
        else
            db.Record(payment.Id, at, "El pago no volvió a las facturas que dice su complemento", moved.Problems[0].Message);
    }
}
