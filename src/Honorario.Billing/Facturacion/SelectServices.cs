using System.Linq.Expressions;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Which services of a period an invoice takes.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="All">"Seleccionar todos": every billable one but <paramref name="Marked"/>; otherwise only those.</param>
/// <param name="Marked">The services marked one by one.</param>
/// <param name="Expected">With "todos": how many the list showed as chosen; null when no list was shown.</param>
public sealed record ServiceSelection(DateOnly From, DateOnly To, bool All, IReadOnlySet<Guid> Marked, int? Expected = null);

/// <summary>
/// "Terminar": the draft takes the services. From here on no other invoice can have them; who comes second is told which
/// invoice has them.
/// </summary>
public sealed class SelectServices(HonorarioStorage storage, ComposeInvoice compose, TimeProvider clock)
{
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, ServiceSelection selection, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();

        var chosen = await ChosenAsync(db, invoice, selection, ct);
        if (selection.Expected is { } expected && chosen.Count < expected)
            return await GoneAsync(db, invoice, selection, expected - chosen.Count, ct);
        if (chosen.Count == 0)
            return new Problem(FieldNames.Services, "Selecciona al menos un servicio.");
        var replacement = await db.Replacements().AsNoTracking().OfSubjectAsync(invoice.Id, ct);
        if (await TakenAsync(db, invoice, chosen, ct) is { } taken)
            return taken;
        var document = await compose.RunAsync(db, invoice, chosen, ct);
        if (document.Value is not { } comprobante)
            return document.Problems.ToList();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        invoice.SetTotals(comprobante);
        var saved = await Draft.SaveAsync(db, invoice, ct);
        if (!saved.Ok)
            return saved;
        var discounts = await db.InvoiceLines().AsNoTracking().Where(line => line.InvoiceId == invoice.Id && line.Discount != 0)
            .ToDictionaryAsync(line => line.ServiceId, line => line.Discount, ct);
        await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).ExecuteDeleteAsync(ct);
        if (replacement is not null)
            await db.PassLinesAsync(replacement.ReplacedId, [.. chosen.Select(service => service.Id)], now, ct);
        db.InvoiceLines().AddRange(chosen.Select(service => new InvoiceLine
        {
            InvoiceId = invoice.Id,
            ServiceId = service.Id,
            TakenAt = now,
            Discount = discounts.GetValueOrDefault(service.Id),
        }));
        try
        {
            await db.SaveChangesAsync(ct);
            if (!await HeldAsync(db, chosen, ct))
            {
                await transaction.RollbackAsync(ct);
                return new Problem(FieldNames.Services,
                    "Alguien corrigió un servicio de la selección al mismo tiempo. Revísala y da clic en «Terminar» otra vez.");
            }

            await transaction.CommitAsync(ct);
            return saved;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            await transaction.RollbackAsync(ct);
            return await TakenAsync(db, invoice, chosen, ct) ?? Draft.ChangedElsewhere;
        }
    }

    private static async Task<List<MedicalService>> ChosenAsync(HonorarioDb db, Invoice invoice, ServiceSelection selection, CancellationToken ct)
    {
        var period = new ServicePeriod(selection.From, selection.To, invoice.InsurerId);
        var services = db.Services().AsNoTracking().Performed(period);
        if (!selection.All)
        {
            var marked = selection.Marked.ToList();
            return await services.Where(service => EF.Parameter(marked).Contains(service.Id)).ToListAsync(ct);
        }

        var billable = await services.BillableBy(db, invoice.Id).ToListAsync(ct);
        return [.. billable.Where(service => !selection.Marked.Contains(service.Id))];
    }

    /// <summary>Whether the services still are what was composed; who corrects one from here on must look again.</summary>
    private static async Task<bool> HeldAsync(HonorarioDb db, List<MedicalService> chosen, CancellationToken ct)
    {
        var ids = chosen.Select(service => service.Id).ToList();
        var held = db.Services().Where(service => EF.Parameter(ids).Contains(service.Id));
        await held.ExecuteUpdateAsync(set => set.SetProperty(service => service.Version, service => service.Version + 1), ct);
        var versions = await held.Select(service => new { service.Id, service.Version })
            .ToDictionaryAsync(service => service.Id, service => service.Version, ct);
        return chosen.TrueForAll(service => versions.TryGetValue(service.Id, out var version) && version == service.Version + 1);
    }

    /// <summary>The ids go as one parameter that the database joins: thousands of them are no longer a statement than ten.</summary>
    private static async Task<Problem?> TakenAsync(HonorarioDb db, Invoice invoice, List<MedicalService> chosen, CancellationToken ct)
    {
        var ids = chosen.Select(service => service.Id).ToList();
        var taken = await OfOthers(db, invoice, line => EF.Parameter(ids).Contains(line.ServiceId)).OrderBy(line => line.Folio).ToListAsync(ct);
        return taken.Count == 0 ? null : Told(taken, "Quítalos de la selección o revisa esa factura.");
    }

    /// <summary>Says which invoices took, while the list stood on the screen, what "todos" no longer finds: the latest to be taken.</summary>
    private static async Task<Problem> GoneAsync(HonorarioDb db, Invoice invoice, ServiceSelection selection, int gone, CancellationToken ct)
    {
        var taken = await OfOthers(db, invoice, line =>
                line.Service.InsurerId == invoice.InsurerId && line.Service.Date >= selection.From && line.Service.Date <= selection.To)
            .OrderByDescending(line => line.TakenAt).ThenBy(line => line.Folio).Take(gone).ToListAsync(ct);
        const string Again = "La lista ya muestra los que quedan: revísala y da clic en «Terminar» otra vez.";
        return taken.Count == 0 ? new Problem(FieldNames.Services, $"El periodo tiene ahora menos servicios por facturar. {Again}") : Told(taken, Again);
    }

    private static IQueryable<Taken> OfOthers(HonorarioDb db, Invoice invoice, Expression<Func<InvoiceLine, bool>> which) =>
        from line in db.InvoiceLines().Where(which)
        where line.ReleasedAt == null && line.InvoiceId != invoice.Id
            && !db.Replacements().Live().Any(one => one.SubjectId == invoice.Id && one.ReplacedId == line.InvoiceId)
        join holder in db.Invoices() on line.InvoiceId equals holder.Id
        select new Taken { Folio = line.Service.Folio, TakenAt = line.TakenAt, InvoiceId = holder.Id, ControlNumber = holder.ControlNumber,
            Status = holder.Status };

    private static Problem Told(List<Taken> taken, string whatToDo)
    {
        var first = taken[0];
        var others = taken.Count == 1 ? "El servicio" : $"{taken.Count} servicios, entre ellos el";
        var have = taken.Count == 1 ? "ya está" : "ya están";
        return new Problem(
            FieldNames.Services,
            $"{others} {first.Folio} {have} en la factura {first.ControlNumber} ({first.Status.Text()}). {whatToDo}",
            Link: $"/finanzas/facturacion/facturas/{first.InvoiceId}");
    }

    /// <summary>A service that another invoice has.</summary>
    private sealed class Taken
    {
        public required string Folio { get; init; }
        public DateTime TakenAt { get; init; }
        public Guid InvoiceId { get; init; }
        public required string ControlNumber { get; init; }
        public InvoiceStatus Status { get; init; }
    }
}
