using Honorario.Billing.Cancelacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>
/// Asks SAT to cancel what a patient's stamped invoice takes the place of: the one it corrects (motive 01), and the factura global
/// that held its ticket (motive 04: it is then issued again without it). May be asked again when SAT refused.
/// </summary>
/// <remarks>Source: RMF 2.7.1.21 and SAT's table of motives (2022): an operation of a factura global that is invoiced to its client.</remarks>
public sealed class CancelReplaced(HonorarioStorage storage, RequestCancellation request)
{
    /// <param name="invoiceId">The stamped invoice.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many cancellations are under way.</returns>
    public async Task<Result<int>> RunAsync(Guid invoiceId, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        if (await db.CopagoInvoices.AsNoTracking().SingleOrDefaultAsync(row => row.Id == invoiceId && row.Uuid != null, cancellation) is not { } invoice)
            return new Problem("", "La factura no existe en esta cuenta o aún no está timbrada.");
        var forms = new List<CancellationForm>();
        if (await db.CopagoInvoices.AnyAsync(row => row.Id == invoice.CorrectsId && row.Status == TicketInvoiceStatus.Facturada, cancellation))
            forms.Add(new CancellationForm(invoice.CorrectsId!.Value, Motivos.ConRelacion, invoice.Uuid!.Value));
        var global = await db.Tickets.Where(row => row.Id == invoice.TicketId).Select(row => row.GlobalInvoiceId).SingleAsync(cancellation);
        if (await db.GlobalInvoices.AnyAsync(row => row.Id == global && row.Status == TicketInvoiceStatus.Facturada, cancellation))
            forms.Add(new CancellationForm(global!.Value, Motivos.EnFacturaGlobal));
        var problems = new List<Problem>();
        foreach (var form in forms)
            problems.AddRange((await request.RunAsync(form, cancellation)).Problems);
        return problems.Count > 0 ? problems : forms.Count;
    }
}

/// <summary>Carries out <see cref="CancelReplaced"/> once the invoice is stamped.</summary>
public sealed class CancelReplacedLater(CancelReplaced cancel) : IOutboxHandler
{
    public const string Kind = "copago-replaced";

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken cancellation) =>
        (await cancel.RunAsync(subjectId, cancellation)).Ok ? null : Wait;
}

/// <summary>A patient's invoice: cancelled, its ticket can be billed again unless another took its place.</summary>
public sealed class CopagoCancelling : ICancellable
{
    public async Task<Problem?> BeginAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.CopagoInvoices.SingleAsync(row => row.Id == subjectId, cancellation);
        if (invoice.Status != TicketInvoiceStatus.Facturada)
            return new Problem("", $"La factura {invoice.Serie}{invoice.Folio} está {invoice.Status.Text()}: no se puede cancelar.");
        invoice.BeginCancelling();
        return null;
    }

    public async Task CancelledAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation)
    {
        var invoice = await db.CopagoInvoices.SingleAsync(row => row.Id == subjectId, cancellation);
        invoice.Cancelled();
        var ticket = await db.Tickets.SingleAsync(row => row.Id == invoice.TicketId, cancellation);
        if (ticket.InvoiceId == subjectId)
            ticket.LeaveInvoice();
    }

    public async Task RefusedAsync(HonorarioDb db, Guid subjectId, DateTime at, CancellationToken cancellation) =>
        (await db.CopagoInvoices.SingleAsync(row => row.Id == subjectId, cancellation)).CancellingRefused();
}
