using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>"Revisar": what a factura global that is due would say now, tax by tax; nothing is sealed.</summary>
public sealed class PreviewGlobalInvoice(HonorarioStorage storage, DraftGlobal draft)
{
    public async Task<Result<Comprobante>> RunAsync(GlobalProposal proposal, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeCharges);
        var drafted = await draft.OfAsync(db, proposal, ct);
        return drafted.Value is { } made ? made.Document : drafted.Problems.ToList();
    }
}

/// <summary>A factura global that is not sealed yet.</summary>
/// <param name="Emisor">With its keys.</param>
/// <param name="Tickets">What it bills; to be changed only where it is sealed.</param>
/// <param name="Document">Without folio and seal.</param>
public sealed record GlobalDraft(Emisor Emisor, IReadOnlyList<Ticket> Tickets, Comprobante Document);

/// <summary>Makes the factura global of a period, in one form of payment, from the tickets that nobody has invoiced by now.</summary>
public sealed class DraftGlobal(ComposeTickets compose, PlaceClock places)
{
    /// <summary>The draft, or why there is none.</summary>
    /// <param name="only">The folios of those that may be in it; null for all of the period.</param>
    public async Task<Result<GlobalDraft>> OfAsync(
        HonorarioDb db, GlobalProposal proposal, CancellationToken ct, IReadOnlySet<string>? only = null)
    {
        if (await db.Emisores().Include(row => row.Llaves).SingleOrDefaultAsync(row => row.Id == proposal.EmisorId, ct) is not { } emisor)
            return new Problem(FieldNames.Emisor, "El emisor no existe en esta cuenta.");
        if (GlobalPeriods.Of(proposal.Periodicidad, proposal.From) != (proposal.From, proposal.To) || proposal.To >= places.TodayAt(emisor.CodigoPostal))
            return new Problem("", $"El periodo del {proposal.From:dd/MM/yyyy} al {proposal.To:dd/MM/yyyy} aún no termina.");
        var tickets = await db.Tickets().Unbilled().Include(row => row.Lines).ThenInclude(line => line.Service)
            .Where(row => row.EmisorId == emisor.Id && row.FormaPago == proposal.FormaPago && row.Day >= proposal.From && row.Day <= proposal.To)
            .OrderBy(row => row.Number)
            .ToListAsync(ct);
        if (only is not null)
            tickets.RemoveAll(ticket => !only.Contains(ticket.Folio));
        if (tickets.Count == 0)
            return new Problem("", "Ya no queda ningún ticket de ese periodo sin facturar.");
        var composed = await compose.ForPublicAsync(db, emisor, proposal, tickets, ct);
        return composed.Value is { } document ? new GlobalDraft(emisor, tickets, document) : composed.Problems.ToList();
    }
}
