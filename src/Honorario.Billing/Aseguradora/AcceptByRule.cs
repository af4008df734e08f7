using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Aseguradora;

/// <summary>
/// Looks at what has just arrived with the eyes of each company whose rule is on, sees what the person sees who set it, and accepts what is in
/// pesos, within the rule's total and passes every automatic check, SAT's word of now among them. All else waits for a person, as does
/// what arrived before the rule was set. A rule is its company's: it goes on when that person leaves, and any colleague may switch it off.
/// </summary>
public sealed class AcceptByRule(HonorarioStorage storage, IServiceScopeFactory scopes) : IOutboxHandler
{
    public const string Kind = "aceptacion-por-regla";

    /// <summary>SAT may take hours to know of a stamp, and is asked again after each of these; then the invoice is left to a person.</summary>
    private static readonly TimeSpan[] Waits =
        [TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24)];

    /// <param name="subjectId">The status change with which it arrived.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>When SAT is asked again; null when there is nothing left to do.</returns>
    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var arrived = await (
            from change in db.StatusChanges()
            join invoice in db.Invoices() on change.InvoiceId equals invoice.Id
            where change.Id == subjectId && invoice.Uuid != null
            select new { change.At, Uuid = invoice.Uuid!, invoice.Total, invoice.Insurer.Rfc }).SingleOrDefaultAsync(ct);
        if (arrived is null)
            return null;
        var rules = await db.PortalCompanies().AsNoTracking().Where(row => row.InsurerRfc == arrived.Rfc && row.AcceptsAlone).ToListAsync(ct);
        var silent = false;
        foreach (var company in rules.Where(row => arrived.Total <= row.AcceptUpTo && arrived.At >= row.RuleAt))
            silent |= !await LookAsync(company, arrived.Uuid, ct);
        return silent && attempt <= Waits.Length ? Waits[attempt - 1] : null;
    }

    /// <returns>False when SAT doesn't know the stamp yet, or doesn't answer.</returns>
    private async Task<bool> LookAsync(PortalCompany company, Uuid uuid, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<Actor>().ActForCompany(
            company.Id, company.RuleBy!.Value, "Aceptación automática", company.Role == PortalRole.Aseguradora);
        if (await services.GetRequiredService<ViewPortalInvoice>().RunAsync(uuid.Value, ct) is not { Document.Moneda: "MXN" } view
            || !ReviewInvoice.MayReview(view.Invoice.Status, accept: true) || view.Checks.Any(check => check is { OfSat: false, Holds: not true }))
            return true;
        if (await services.GetRequiredService<AskSat>().RunAsync(uuid.Value, ct) is not { Ok: true, Value: { Estado: not SatCheck.NotFound } sat })
            return false;
        if (sat.Estado != SatCheck.InForce)
            return true;
        var rule = $"Regla de {company.RuleByName}: hasta {Pesos.Text(company.AcceptUpTo!.Value)}, con toda la revisión automática en orden";
        await services.GetRequiredService<ReviewInvoice>().RunAsync(uuid.Value, new Review(Accepted: true, Rule: rule), ct);
        return true;
    }
}
