using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>What "Facturar periodo" asks for.</summary>
/// <param name="EmisorId">Who bills.</param>
/// <param name="From">First day of the services.</param>
/// <param name="To">Last day.</param>
/// <param name="ByPlan">One invoice a plan of each insurer.</param>
/// <param name="IssueDate">Fecha de factura of them all.</param>
public sealed record BatchForm(Guid? EmisorId, DateOnly? From, DateOnly? To, bool ByPlan, DateOnly? IssueDate);

/// <summary>An invoice to be: the unbilled services of an insurer, or of one of its plans.</summary>
/// <param name="InsurerId">Whose.</param>
/// <param name="Insurer">Its name.</param>
/// <param name="Plan">"" when not told apart, or for services without one.</param>
/// <param name="Services">How many.</param>
/// <param name="Amount">What the insurer finances of them, in pesos before taxes.</param>
/// <param name="Unlinked">CPT-4 codes among them that lack a SAT key: it can't be billed before they have it.</param>
/// <param name="Border">Why who bills may not charge the border's IVA that they are linked with; null where nothing is in the way.</param>
public sealed record BatchGroup(
    Guid InsurerId, string Insurer, string Plan, int Services, decimal Amount, IReadOnlyList<string> Unlinked, string? Border)
{
    /// <summary>Nothing keeps it from being billed.</summary>
    public bool Ready => Unlinked.Count == 0 && Border is null;
}

/// <summary>
/// "Facturar periodo": a draft with all billable services of each insurer, or of each of its plans, made one by one by the outbox.
/// What lacks a link is left out and named; preparing the period again takes what is left.
/// </summary>
public sealed class PrepareBatch(HonorarioStorage storage, OutboxSignal signal, PlaceClock places, TimeProvider clock)
{
    /// <summary>The invoices that the period would give; nothing is stored.</summary>
    public async Task<Result<IReadOnlyList<BatchGroup>>> PreviewAsync(BatchForm form, CancellationToken ct)
    {
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.SeeInvoices);
        if (await EmisorAsync(db, form.EmisorId!.Value, ct) is not { } emisor)
            return new Problem(nameof(form.EmisorId), "Elige quién factura.");
        return (await GroupsAsync(db, emisor, form.From!.Value, form.To!.Value, form.ByPlan, ct)).AsReadOnly();
    }

    /// <returns>The batch's id, whose drafts are on their way, or what to mend.</returns>
    public async Task<Result<Guid>> RunAsync(BatchForm form, CancellationToken ct)
    {
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.Bill);
        if (await EmisorAsync(db, form.EmisorId!.Value, ct) is not { } emisor)
            return new Problem(nameof(form.EmisorId), "Elige quién factura.");
        if (RegisterInvoice.IssueDateProblem(form.IssueDate, places.TodayAt(emisor.CodigoPostal)) is { } wrongDate)
            return wrongDate;
        var groups = (await GroupsAsync(db, emisor, form.From!.Value, form.To!.Value, form.ByPlan, ct)).Count(group => group.Ready);
        if (groups == 0)
            return new Problem("", "No hay servicios que se puedan facturar en el periodo.");
        var now = clock.GetUtcNow().UtcDateTime;
        var batch = new InvoiceBatch
        {
            EmisorId = emisor.Id,
            From = form.From.Value,
            To = form.To.Value,
            ByPlan = form.ByPlan,
            IssueDate = form.IssueDate,
            CreatedAt = now,
            Planned = groups,
            OnlyOwn = db.Actor.OnlyOwn,
        };
        db.Batches().Add(batch);
        db.Outbox().Add(new OutboxMessage { Kind = DraftBatch.Kind, SubjectId = batch.Id, Line = emisor.Id, CreatedAt = now, DueAt = now });
        db.Record(batch.Id, now, "Periodo por preparar", Counted.Text(groups, "factura", "facturas"));
        await db.SaveChangesAsync(ct);
        signal.Raise();
        return batch.Id;
    }

    internal static Task<Emisor?> EmisorAsync(HonorarioDb db, Guid id, CancellationToken ct) =>
        db.Emisores().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);

    internal static async Task<List<BatchGroup>> GroupsAsync(HonorarioDb db, Emisor emisor, DateOnly from, DateOnly to, bool byPlan, CancellationToken ct)
    {
        var counted = await db.Unbilled(from, to)
            .GroupBy(service => new { service.InsurerId, service.Plan, service.Cpt })
            .Select(group => new { group.Key, Count = group.Count(), Sum = group.Sum(service => service.InsurerAmount) })
            .ToListAsync(ct);
        var insurers = await db.Insurers().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        var links = await db.CptLinks().AsNoTracking().ToDictionaryAsync(link => link.Cpt, ct);
        return
        [
            .. counted.GroupBy(row => (row.Key.InsurerId, Plan: byPlan ? row.Key.Plan : ""))
                .Select(group => new BatchGroup(
                    group.Key.InsurerId, insurers[group.Key.InsurerId], group.Key.Plan, group.Sum(row => row.Count), group.Sum(row => row.Sum),
                    [.. group.Select(row => row.Key.Cpt).Where(cpt => !links.ContainsKey(cpt)).Distinct().Order().Select(Cpt4.Describe)],
                    BorderIva.Refuses(emisor, group.Select(row => links.GetValueOrDefault(row.Key.Cpt)).OfType<CptLink>())?.Message))
                .OrderBy(group => group.Insurer, StringComparer.Ordinal).ThenBy(group => group.Plan, StringComparer.Ordinal),
        ];
    }

    private static List<Problem> Check(BatchForm form)
    {
        var problems = new List<Problem>();
        if (form.EmisorId is null)
            problems.Add(new Problem(nameof(form.EmisorId), "Elige quién factura."));
        if (form.From is null)
            problems.Add(new Problem(nameof(form.From), "Escribe el primer día del periodo."));
        if (form.To is null)
            problems.Add(new Problem(nameof(form.To), "Escribe el último día del periodo."));
        if (form.To < form.From)
            problems.Add(new Problem(nameof(form.To), "El último día no puede ser anterior al primero."));
        if (form.IssueDate is null)
            problems.Add(new Problem(nameof(form.IssueDate), "Escribe la fecha de las facturas."));
        return problems;
    }
}
