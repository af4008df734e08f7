using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>A factura global: cancelled, its tickets can be billed again; with motive 04 what is left of it is, at once.</summary>
public sealed class GlobalCancelling(PlaceClock places) : ICancellable
{
    public async Task<Problem?> ObstacleAsync(HonorarioDb db, Guid subjectId, CancellationToken ct)
    {
        var invoice = await db.GlobalInvoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status != TicketInvoiceStatus.Facturada)
            return new Problem("", $"La factura global {invoice.Serie}{invoice.Folio} está {invoice.Status.Text()}: no se puede cancelar.");
        if (await RefundCancelling.HoldsAsync(db, subjectId, ct) is { } held)
            return held;
        return await GlobalTerms.ExpiredAsync(db, subjectId, places, ct) is { } last
            ? new Problem(
                "", $"La factura global {invoice.Serie}{invoice.Folio} se pudo cancelar hasta el {last:dd/MM/yyyy}: un RESICO sólo cancela la suya en su mes "
                + "(LISR 113-G-V). Consulta a tu contador.")
            : null;
    }

    public async Task BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct) =>
        (await db.GlobalInvoices().SingleAsync(row => row.Id == subjectId, ct)).BeginCancelling();

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.GlobalInvoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status != TicketInvoiceStatus.EnProcesoDeCancelacion)
            return;
        invoice.Cancelled();
        foreach (var ticket in await db.Tickets().Where(row => row.GlobalInvoiceId == subjectId).ToListAsync(ct))
            ticket.LeaveGlobal();
        if (await db.Cancellations().AnyAsync(row => row.SubjectId == subjectId && row.Motivo == Motivos.EnFacturaGlobal, ct))
            db.Outbox().Add(new OutboxMessage { Kind = ReissueGlobal.Kind, SubjectId = subjectId, Line = invoice.EmisorId, CreatedAt = at, DueAt = at });
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct)
    {
        var invoice = await db.GlobalInvoices().SingleAsync(row => row.Id == subjectId, ct);
        if (invoice.Status == TicketInvoiceStatus.EnProcesoDeCancelacion)
            invoice.CancellingRefused();
    }

    /// <summary>Nothing takes a factura global's place by relation.</summary>
    public Task RestoredAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>Issues a cancelled factura global again, of those of its tickets that nobody invoiced: no other ticket joins it unseen.</summary>
public sealed class ReissueGlobal(HonorarioStorage storage, StampGlobalInvoice stamp, TimeProvider clock) : IOutboxHandler
{
    public const string Kind = "global-again";

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var old = await db.GlobalInvoices().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
        var stamped = await db.SealedCfdis().Where(row => row.SubjectId == subjectId && row.State == PacState.Stamped).Select(row => row.StampedXml!)
            .SingleAsync(ct);
        var held = CfdiReader.Read(stamped).Document!.Conceptos.Select(concepto => concepto.NoIdentificacion!).ToHashSet(StringComparer.Ordinal);
        var again = await stamp.RunAsync(
            new GlobalProposal(old.EmisorId, old.Periodicidad, old.From, old.To, old.FormaPago, old.Tickets, old.Total), seen: null, ct, held);
        // What can't be sealed now stays among the proposals, where a person sees why.
        db.Record(subjectId, clock.GetUtcNow().UtcDateTime, again.Ok
            ? "Factura global expedida de nuevo" : "Factura global no expedida de nuevo", again.Ok ? null : again.Problems[0].Message);
        await db.SaveChangesAsync(ct);
        return null;
    }
}
