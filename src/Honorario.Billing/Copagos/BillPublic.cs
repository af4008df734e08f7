using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>A factura global that is due: a closed period's tickets, paid in one form, that nobody invoiced; Total in pesos.</summary>
public sealed record GlobalProposal(Guid EmisorId, string Periodicidad, DateOnly From, DateOnly To, string FormaPago, int Tickets, decimal Total)
{
    /// <summary>The last day to issue it: within 24 hours of the period's close (RMF 2.7.1.21).</summary>
    public DateOnly Due => To.AddDays(1);
}

/// <summary>What factura global is due, by emisor, period and form of payment, oldest first.</summary>
public sealed class ProposeGlobalInvoices(HonorarioStorage storage, PlaceClock places)
{
    public async Task<IReadOnlyList<GlobalProposal>> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var chosen = (await CopagoSettings.OfAsync(db, ct)).Periodicidad;
        var emisores = (await db.Emisores().ToListAsync(ct)).ToDictionary(
            emisor => emisor.Id,
            emisor => (Today: places.TodayAt(emisor.CodigoPostal), Periodicidad: GlobalPeriods.Of(emisor, chosen)));
        var days = await db.Tickets().Unbilled()
            .GroupBy(ticket => new { ticket.EmisorId, ticket.Day, ticket.FormaPago })
            .Select(group => new { group.Key.EmisorId, group.Key.Day, group.Key.FormaPago, Tickets = group.Count(), Total = group.Sum(ticket => ticket.Total) })
            .ToListAsync(ct);
        return
        [
            .. days
                .GroupBy(row => (row.EmisorId, Period: GlobalPeriods.Of(emisores[row.EmisorId].Periodicidad, row.Day), row.FormaPago))
                .Where(group => group.Key.Period.To < emisores[group.Key.EmisorId].Today)
                .Select(group => new GlobalProposal(
                    group.Key.EmisorId, emisores[group.Key.EmisorId].Periodicidad, group.Key.Period.From, group.Key.Period.To, group.Key.FormaPago,
                    group.Sum(row => row.Tickets), group.Sum(row => row.Total)))
                .OrderBy(proposal => proposal.From).ThenBy(proposal => proposal.FormaPago, StringComparer.Ordinal),
        ];
    }
}

/// <summary>Seals a factura global; a ticket that a patient invoices at the same moment is in one of the two, never in both.</summary>
public sealed class StampGlobalInvoice(
    HonorarioStorage storage, DraftGlobal drafts, SealForStamping seal, OutboxSignal signal, Turns turns, TimeProvider clock)
{
    /// <param name="proposal">As it was proposed; what became of its tickets since is looked up again.</param>
    /// <param name="seen">What a person saw of it: what says something else is told and not sealed. Null where nobody looked.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="only">The folios of the tickets that may be in it; null for all of the period.</param>
    /// <returns>The factura global's id.</returns>
    public async Task<Result<Guid>> RunAsync(GlobalProposal proposal, Seen? seen, CancellationToken ct, IReadOnlySet<string>? only = null)
    {
        storage.Demand(Right.SeeCharges);
        var result = await turns.TakeAsync(storage, Right.Bill, NumberLine.Folios(proposal.EmisorId), turn => SealAsync(turn, proposal, seen, only, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, GlobalProposal proposal, Seen? seen, IReadOnlySet<string>? only, CancellationToken ct)
    {
        var drafted = await drafts.OfAsync(turn.Db, proposal, ct, only);
        if (drafted.Value is not var (emisor, tickets, document))
            return drafted.Problems.ToList();
        var invoice = new GlobalInvoice
        {
            EmisorId = emisor.Id,
            Periodicidad = proposal.Periodicidad,
            From = proposal.From,
            To = proposal.To,
            FormaPago = proposal.FormaPago,
            Tickets = tickets.Count,
            Total = document.Total,
            Serie = emisor.Serie,
            Folio = emisor.NextFolio,
            RequestedAt = clock.GetUtcNow().UtcDateTime,
        };
        var sealing = await seal.AddAsync(turn, emisor, DocumentKind.FacturaGlobal, invoice.Id, document, seen, ct);
        if (sealing.Value is null)
            return sealing.Problems.ToList();
        turn.Db.GlobalInvoices().Add(invoice);
        foreach (var ticket in tickets)
            ticket.BillIn(invoice);
        await turn.Db.SaveChangesAsync(ct);
        return invoice.Id;
    }
}

/// <summary>What the PAC's answer means for a factura global: refused, its tickets are free again.</summary>
public sealed class GlobalStampOutcome : IStampOutcome
{
    public async Task StampedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct) =>
        (await db.GlobalInvoices().SingleAsync(row => row.Id == document.SubjectId, ct)).Stamped(document.Uuid!, at);

    public async Task RejectedAsync(HonorarioDb db, SealedCfdi document, DateTime at, CancellationToken ct)
    {
        var invoice = await db.GlobalInvoices().SingleAsync(row => row.Id == document.SubjectId, ct);
        invoice.Rejected($"{document.RejectionCode}: {document.RejectionMessage}");
        foreach (var ticket in await db.Tickets().Where(row => row.GlobalInvoiceId == invoice.Id).ToListAsync(ct))
            ticket.LeaveGlobal();
    }
}

/// <summary>The periods of a factura global; none crosses a month, since InformacionGlobal names one.</summary>
internal static class GlobalPeriods
{
    private const int FirstFortnight = 15;

    private const string Monthly = "04";

    /// <summary>How often an emisor issues it: as the practice chose, but a person of the RESICO only by the month (RMF 2.7.1.21).</summary>
    public static string Of(Emisor emisor, string chosen) => CancellationTerms.IsMonthlyOnly(emisor.Rfc, emisor.RegimenFiscal) ? Monthly : chosen;

    public static (DateOnly From, DateOnly To) Of(string periodicidad, DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        var last = new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var middle = first.AddDays(FirstFortnight - 1);
        return periodicidad switch
        {
            "01" => (day, day),
            "02" => (Max(first, monday), Min(last, monday.AddDays(6))),
            "03" => day <= middle ? (first, middle) : (middle.AddDays(1), last),
            _ => (first, last),
        };
    }

    private static DateOnly Max(DateOnly left, DateOnly right) => left > right ? left : right;

    private static DateOnly Min(DateOnly left, DateOnly right) => left < right ? left : right;
}

/// <summary>Whether a stamped factura global may still be cancelled.</summary>
internal static class GlobalTerms
{
    /// <returns>Null when it may; else until when it could.</returns>
    public static async Task<DateOnly?> ExpiredAsync(HonorarioDb db, Guid globalId, PlaceClock places, CancellationToken ct) =>
        await StampedTerms.OfAsync(db, globalId, places, ct) is var (document, terms, today)
        && CancellationTerms.IsMonthlyOnly(Rfc.Parse(document.Emisor.Rfc), document.Emisor.RegimenFiscal) && today > terms.LastDay
            ? terms.LastDay : null;
}

internal static class TicketQueries
{
    /// <summary>Those that stand and are on no invoice.</summary>
    public static IQueryable<Ticket> Unbilled(this IQueryable<Ticket> tickets) =>
        tickets.Where(ticket => ticket.InvoiceId == null && ticket.GlobalInvoiceId == null && ticket.UndoneAt == null);
}
