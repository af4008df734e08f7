using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>An invoice that SAT still has although another took its place, and its ticket.</summary>
public sealed record LeftOver(Guid TicketId, string Folio, string Invoice);

/// <summary>A charge that was given back whole and is still billed; Total in pesos.</summary>
public sealed record BilledReturn(Guid TicketId, string Folio, decimal Total);

/// <summary>What part D asks a person to do; Total in pesos.</summary>
/// <param name="Globals">How many facturas globales wait for a person.</param>
/// <param name="Total">What they add up to.</param>
/// <param name="Automatic">They are issued by themselves: those that are still here were held up.</param>
/// <param name="LeftOvers">Invoices whose cancelling SAT refused.</param>
/// <param name="Spoilt">Facturas globales with tickets that are invoiced apart, which SAT did not cancel.</param>
/// <param name="Returns">Charges that were given back and whose invoice SAT did not cancel: they want an egreso.</param>
public sealed record PendingCobros(
    int Globals, decimal Total, bool Automatic, IReadOnlyList<LeftOver> LeftOvers, int Spoilt, IReadOnlyList<BilledReturn> Returns);

/// <summary>What is due, for the home page and "Cobros".</summary>
public sealed class ViewPendingCobros(HonorarioStorage storage, ProposeGlobalInvoices propose)
{
    private const int Most = 20;

    public async Task<PendingCobros> RunAsync(CancellationToken ct)
    {
        var due = storage.May(Right.SeeInvoices) ? await propose.RunAsync(ct) : [];
        await using var db = storage.Open(Right.SeeCharges);
        var left = await (
            from old in db.CopagoInvoices()
            where old.Status == TicketInvoiceStatus.Facturada
                && db.CopagoInvoices().Any(row => row.CorrectsId == old.Id && row.Uuid != null)
                && db.Cancellations().Any(row => row.SubjectId == old.Id && row.State == CancellationState.Refused)
            join ticket in db.Tickets() on old.TicketId equals ticket.Id
            orderby old.RequestedAt
            select new LeftOver(ticket.Id, ticket.Folio, old.Serie + old.Folio)).Take(Most).ToListAsync(ct);
        var spoilt = await db.GlobalInvoices().CountAsync(
            global => global.Status == TicketInvoiceStatus.Facturada
                && db.Tickets().Any(ticket => ticket.GlobalInvoiceId == global.Id && ticket.InvoiceId != null)
                && db.Cancellations().Any(row => row.SubjectId == global.Id && row.State == CancellationState.Refused),
            ct);
        var returns = await db.Tickets().StillBilled(db).OrderBy(row => row.UndoneAt).Take(Most)
            .Select(row => new BilledReturn(row.Id, row.Folio, row.Total)).ToListAsync(ct);
        var automatic = (await CopagoSettings.OfAsync(db, ct)).AutomaticGlobal;
        return new PendingCobros(due.Count, due.Sum(row => row.Total), automatic, left, spoilt, returns);
    }
}
