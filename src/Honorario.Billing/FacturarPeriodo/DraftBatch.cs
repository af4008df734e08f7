using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.FacturarPeriodo;

/// <summary>
/// Makes a batch's drafts, a few at a time so that others have their turn; each is made once however often this is tried. A group
/// whose services somebody took meanwhile is left out; what keeps one from being made is written on the batch.
/// </summary>
public sealed class DraftBatch(
    HonorarioStorage storage, RegisterInvoice register, ChoosePayment choose, SelectServices select,
    Actor actor, TimeProvider clock)
    : IOutboxHandler
{
    public const string Kind = "preparar-periodo";
    private const int AtOnce = 5;

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        InvoiceBatch batch;
        List<BatchGroup> groups;
        await using (var db = storage.Open(Right.RunJobs))
        {
            batch = await db.Batches().AsNoTracking().SingleAsync(row => row.Id == subjectId, ct);
            if (batch.PreparedAt is not null)
                return null;
            actor.InNameOf(batch.PersonId, batch.OnlyOwn);
            var emisor = (await PrepareBatch.EmisorAsync(db, batch.EmisorId, ct))!;
            groups = [.. (await PrepareBatch.GroupsAsync(db, emisor, batch.From, batch.To, batch.ByPlan, ct))
                .Where(group => group.Ready && batch.Problem?.Contains(Label(group), StringComparison.Ordinal) != true)];
        }

        var problems = new List<string>();
        foreach (var group in groups.Take(AtOnce))
        {
            if (await DraftAsync(batch, group, ct) is { } problem)
                problems.Add(Label(group) + problem.Message);
        }

        await NoteAsync(subjectId, problems, ended: groups.Count <= AtOnce, ct);
        return groups.Count <= AtOnce ? null : TimeSpan.Zero;
    }

    private static string Label(BatchGroup group) => $"{group.Insurer}{(group.Plan.Length > 0 ? $" ({group.Plan})" : "")}: ";

    private async Task<Problem?> DraftAsync(InvoiceBatch batch, BatchGroup group, CancellationToken ct)
    {
        HashSet<Guid> services;
        Guid draft;
        await using (var db = storage.Open(Right.RunJobs))
        {
            services = await db.Unbilled(batch.From, batch.To)
                .Where(service => service.InsurerId == group.InsurerId && (!batch.ByPlan || service.Plan == group.Plan))
                .Select(service => service.Id).ToHashSetAsync(ct);
            draft = await db.Invoices().Where(row => row.BatchId == batch.Id && row.InsurerId == group.InsurerId && row.Plan == group.Plan && !row.Lines.Any())
                .Select(row => row.Id).FirstOrDefaultAsync(ct);
        }

        if (services.Count == 0)
            return null;
        if (draft == Guid.Empty)
        {
            var registered = await register.RunAsync(
                new InvoiceRegistration(batch.EmisorId, group.InsurerId, ControlNumber: null, batch.IssueDate, batch.Id, group.Plan), ct);
            if (!registered.Ok)
                return registered.Problems[0];
            draft = registered.Value;
        }

        var chosen = await choose.RunAsync(draft, new PaymentChoice("PPD", "99", ChoosePayment.ServiceKinds[0]), ct);
        if (!chosen.Ok)
            return chosen.Problems[0];
        var selected = await select.RunAsync(draft, new ServiceSelection(batch.From, batch.To, All: false, services), ct);
        return selected.Ok ? null : selected.Problems[0];
    }

    private async Task NoteAsync(Guid batchId, List<string> problems, bool ended, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var batch = await db.Batches().SingleAsync(row => row.Id == batchId, ct);
        if (problems.Count > 0)
            batch.Problem = string.Join('\n', batch.Problem is null ? problems : [batch.Problem, .. problems]);
        if (ended)
        {
            batch.PreparedAt = clock.GetUtcNow().UtcDateTime;
            db.Record(batchId, batch.PreparedAt.Value, "Periodo preparado",
                Counted.Text(await db.Invoices().CountAsync(row => row.BatchId == batchId, ct), "factura", "facturas"));
        }

        await db.SaveChangesAsync(ct);
    }
}
