using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What an insurer that is another now takes along.</summary>
/// <param name="Open">Invoices that are still owed.</param>
/// <param name="Owed">What they owe, in pesos.</param>
/// <param name="Drafts">Drafts, which will go to the other's RFC.</param>
/// <param name="Services">Services on no invoice, which become the other's.</param>
public sealed record InsurerTouch(int Open, decimal Owed, int Drafts, int Services);

/// <summary>
/// "Ahora es…": an insurer that merged or has another RFC is another one today. That one pays its open invoices together with its own and
/// receives the documents that are issued from now on; what was issued, paid and told stays as it was.
/// </summary>
public sealed class InsurerIsNow(HonorarioStorage storage, TimeProvider clock)
{
    /// <summary>What a change of the insurer's data, or its becoming another, touches.</summary>
    public async Task<InsurerTouch> LookAsync(Guid insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        var owed = await db.InForce(null).Where(row => row.InsurerId == insurerId && row.Total > row.Credited + row.Paid)
            .GroupBy(_ => 1).Select(all => new { Count = all.Count(), Sum = all.Sum(row => row.Total - row.Credited - row.Paid) }).SingleOrDefaultAsync(ct);
        return new InsurerTouch(
            owed?.Count ?? 0, owed?.Sum ?? 0,
            await db.Invoices().CountAsync(row => row.InsurerId == insurerId && row.Status == InvoiceStatus.Borrador, ct),
            await Unbilled(db, insurerId).CountAsync(ct));
    }

    /// <param name="insurerId">Who it was.</param>
    /// <param name="successorId">Who it is now; null to take that back.</param>
    /// <returns>Who it is now, or what to mend.</returns>
    public async Task<Result<Guid>> RunAsync(Guid insurerId, Guid? successorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AgreePrices);
        var insurer = await db.Insurers().SingleOrDefaultAsync(row => row.Id == insurerId, ct);
        var successor = successorId is null ? null : await db.Insurers().SingleOrDefaultAsync(row => row.Id == successorId, ct);
        if (insurer is null || (successorId is not null && successor is null))
            return new Problem(FieldNames.Successor, "La aseguradora no existe en esta cuenta.");
        if (successor is not null && (successor.Id == insurer.Id || successor.SuccessorId is not null))
            return new Problem(FieldNames.Successor, $"{successor.Name} no puede ser quien es ahora {insurer.Name}: elige la que existe hoy.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        insurer.SuccessorId = successor?.Id;
        if (successor is not null)
        {
            foreach (var earlier in await db.Insurers().Where(row => row.SuccessorId == insurer.Id).ToListAsync(ct))
                earlier.SuccessorId = successor.Id;
            await Unbilled(db, insurer.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.InsurerId, successor.Id).SetProperty(row => row.Version, row => row.Version + 1), ct);
            await db.Policies().Where(row => row.InsurerId == insurer.Id
                    && !db.Policies().Any(other => other.PatientId == row.PatientId && other.InsurerId == successor.Id && other.Search == row.Search))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.InsurerId, successor.Id), ct);
            await db.AgreedPrices().Where(row => row.InsurerId == insurer.Id && !db.AgreedPrices().Any(other => other.InsurerId == successor.Id
                    && other.Cpt == row.Cpt && other.Modifiers == row.Modifiers && other.PlanKey == row.PlanKey && other.From == row.From))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.InsurerId, successor.Id), ct);
        }

        db.Record(insurer.Id, now, successor is null ? "La aseguradora es otra vez ella misma" : "La aseguradora ahora es otra",
            successor is null ? insurer.Rfc.Value : $"{insurer.Rfc.Value} ahora es {successor.Rfc.Value}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return successor?.Id ?? insurer.Id;
    }

    private static IQueryable<MedicalService> Unbilled(HonorarioDb db, Guid insurerId) => db.Services()
        .Where(row => row.InsurerId == insurerId && !db.InvoiceLines().Any(line => line.ServiceId == row.Id && line.ReleasedAt == null));
}
