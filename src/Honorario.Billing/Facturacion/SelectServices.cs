using Honorario.Billing.Cancelacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Which services of a period an invoice takes.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="All">"Seleccionar todos": every billable one but <paramref name="Marked"/>; otherwise only those.</param>
/// <param name="Marked">The services marked one by one.</param>
public sealed record ServiceSelection(DateOnly From, DateOnly To, bool All, IReadOnlySet<Guid> Marked);

/// <summary>
/// "Terminar": the draft takes the services. From here on no other invoice can have them; who comes second is told which
/// invoice has them.
/// </summary>
public sealed class SelectServices(HonorarioStorage storage, ComposeInvoice compose, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, ServiceSelection selection, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var draft = await Draft.OpenAsync(db, invoiceId, cancellation);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();

        var chosen = await ChosenAsync(db, invoice, selection, cancellation);
        if (chosen.Count == 0)
            return new Problem("Services", "Selecciona al menos un servicio.");
        var replacement = await db.Replacements.AsNoTracking().OfSubjectAsync(invoice.Id, cancellation);
        if (await TakenAsync(db, invoice, replacement?.ReplacedId, chosen, cancellation) is { } taken)
            return taken;
        var document = await compose.RunAsync(db, invoice, chosen, cancellation);
        if (document.Value is not { } comprobante)
            return document.Problems.ToList();

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        invoice.SetTotals(comprobante);
        var saved = await Draft.SaveAsync(db, invoice, cancellation);
        if (!saved.Ok)
            return saved;
        await db.InvoiceLines.Where(line => line.InvoiceId == invoice.Id).ExecuteDeleteAsync(cancellation);
        if (replacement is not null)
            await db.PassLinesAsync(replacement.ReplacedId, [.. chosen.Select(service => service.Id)], clock.GetUtcNow().UtcDateTime, cancellation);
        db.InvoiceLines.AddRange(chosen.Select(service => new InvoiceLine { InvoiceId = invoice.Id, ServiceId = service.Id }));
        try
        {
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            return saved;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            await transaction.RollbackAsync(cancellation);
            return await TakenAsync(db, invoice, replacement?.ReplacedId, chosen, cancellation) ?? Draft.ChangedElsewhere;
        }
    }

    private static async Task<List<MedicalService>> ChosenAsync(HonorarioDb db, Invoice invoice, ServiceSelection selection, CancellationToken cancellation)
    {
        var period = new ServicePeriod(selection.From, selection.To, invoice.InsurerId);
        var services = db.Services.AsNoTracking().Performed(period);
        if (!selection.All)
            return await services.Where(service => selection.Marked.Contains(service.Id)).ToListAsync(cancellation);
        var billable = await services.BillableBy(db, invoice.Id).ToListAsync(cancellation);
        return [.. billable.Where(service => !selection.Marked.Contains(service.Id))];
    }

    private static async Task<Problem?> TakenAsync(
        HonorarioDb db, Invoice invoice, Guid? replaced, List<MedicalService> chosen, CancellationToken cancellation)
    {
        var ids = chosen.Select(service => service.Id).ToList();
        var taken = await (
            from line in db.InvoiceLines
            where line.ReleasedAt == null && line.InvoiceId != invoice.Id && line.InvoiceId != replaced && ids.Contains(line.ServiceId)
            join holder in db.Invoices on line.InvoiceId equals holder.Id
            orderby line.Service.Folio
            select new { line.Service.Folio, holder.Id, holder.ControlNumber, holder.Status }).ToListAsync(cancellation);
        if (taken.Count == 0)
            return null;

        var first = taken[0];
        var others = taken.Count == 1 ? "El servicio" : $"{taken.Count} servicios, entre ellos el";
        var have = taken.Count == 1 ? "ya está" : "ya están";
        return new Problem(
            "Services",
            $"{others} {first.Folio} {have} en la factura {first.ControlNumber} ({first.Status.Text()}). Quítalos de la selección o revisa esa factura.",
            Link: $"/finanzas/facturacion/facturas/{first.Id}");
    }
}
