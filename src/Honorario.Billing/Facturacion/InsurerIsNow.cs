using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What an insurer that is another now takes along.</summary>
/// <param name="Open">Invoices that are still owed.</param>
/// <param name="Owed">What they owe, in pesos.</param>
/// <param name="Drafts">Drafts, which become the other's with their services.</param>
/// <param name="Services">Services on no invoice, which become the other's.</param>
/// <param name="SuccessorId">Who it already is; null while it is itself.</param>
public sealed record InsurerTouch(int Open, decimal Owed, int Drafts, int Services, Guid? SuccessorId = null);

/// <summary>What became another insurer's.</summary>
/// <param name="InsurerId">Who it is now.</param>
/// <param name="Drafts">How many drafts.</param>
/// <param name="Services">How many services, those of the drafts not among them.</param>
public sealed record InsurerMoved(Guid InsurerId, int Drafts, int Services);

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
        var (open, owed) = await db.InForce(null).Where(row => row.InsurerId == insurerId).OwedAsync(ct);
        return new InsurerTouch(
            open, owed,
            await Drafts(db, insurerId).CountAsync(ct),
            await Unbilled(db, insurerId).CountAsync(ct),
            await db.Insurers().Where(row => row.Id == insurerId).Select(row => row.SuccessorId).SingleOrDefaultAsync(ct));
    }

    /// <param name="insurerId">Who it was.</param>
    /// <param name="successorId">Who it is now; null to take that back.</param>
    /// <param name="seen">What the person saw: who it was then is not changed unseen. Null where nobody looked.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What became the other's, or what to mend. What became the other's stays with it when this is taken back.</returns>
    public async Task<Result<InsurerMoved>> RunAsync(Guid insurerId, Guid? successorId, CancellationToken ct, InsurerTouch? seen = null)
    {
        await using var db = storage.Open(Right.AgreePrices);
        var insurer = await db.Insurers().SingleOrDefaultAsync(row => row.Id == insurerId, ct);
        var successor = successorId is null ? null : await db.Insurers().SingleOrDefaultAsync(row => row.Id == successorId, ct);
        if (insurer is null || (successorId is not null && successor is null))
            return new Problem(FieldNames.Successor, "La aseguradora no existe en esta cuenta.");
        if (successor is not null && (successor.Id == insurer.Id || successor.SuccessorId is not null))
            return new Problem(FieldNames.Successor, $"{successor.Name} no puede ser quien es ahora {insurer.Name}: elige la que existe hoy.");
        if (seen is not null && seen.SuccessorId != insurer.SuccessorId && successorId != insurer.SuccessorId)
        {
            var today = insurer.SuccessorId is { } other ? await db.Insurers().Where(row => row.Id == other).Select(row => row.Name).SingleAsync(ct) : null;
            return new Problem(FieldNames.Successor,
                $"Cambió mientras lo veías: ahora {insurer.Name} es {today ?? "otra vez ella misma"}. Guarda otra vez si quieres dejar lo que ves aquí.",
                Meanwhile.Code);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        insurer.SuccessorId = successor?.Id;
        var (drafts, services) = (0, 0);
        if (successor is not null)
        {
            drafts = await MoveDraftsAsync(db, insurer, successor, now, ct);
            foreach (var earlier in await db.Insurers().Where(row => row.SuccessorId == insurer.Id).ToListAsync(ct))
                earlier.SuccessorId = successor.Id;
            services = await Unbilled(db, insurer.Id).MoveToAsync(successor.Id, ct);
            await db.Policies().Where(row => row.InsurerId == insurer.Id
                    && !db.Policies().Any(other => other.PatientId == row.PatientId && other.InsurerId == successor.Id && other.Search == row.Search))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.InsurerId, successor.Id), ct);
            await db.AgreedPrices().Where(row => row.InsurerId == insurer.Id && !db.AgreedPrices().Any(other => other.InsurerId == successor.Id
                    && other.Cpt == row.Cpt && other.Modifiers == row.Modifiers && other.PlanKey == row.PlanKey && other.From == row.From))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.InsurerId, successor.Id), ct);
        }

        db.Record(insurer.Id, now, successor is null ? "La aseguradora es otra vez ella misma" : "La aseguradora ahora es otra",
            successor is null ? insurer.Rfc.Value : $"{insurer.Rfc.Value} ahora es {successor.Rfc.Value}"
                + (drafts + services == 0 ? "" : $"; pasan {Counted.Text(drafts, "borrador", "borradores")} y "
                    + Counted.Text(services, "servicio sin facturar", "servicios sin facturar")));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new InsurerMoved(successor?.Id ?? insurer.Id, drafts, services);
    }

    private static async Task<int> MoveDraftsAsync(HonorarioDb db, Insurer insurer, Insurer successor, DateTime now, CancellationToken ct)
    {
        await db.Services().Where(row => db.InvoiceLines().Any(line => line.ServiceId == row.Id && line.ReleasedAt == null
            && Drafts(db, insurer.Id).Any(draft => draft.Id == line.InvoiceId))).MoveToAsync(successor.Id, ct);
        var drafts = await Drafts(db, insurer.Id).ToListAsync(ct);
        foreach (var draft in drafts)
        {
            draft.ChangeInsurer(successor);
            db.FailIfChanged(draft);
            db.Record(draft.Id, now, "Receptor cambiado", $"{insurer.Name} → {successor.Name}");
        }

        return drafts.Count;
    }

    /// <summary>Those that no PAC has seen: what is on its way is issued as it was sealed.</summary>
    private static IQueryable<Invoice> Drafts(HonorarioDb db, Guid insurerId) => db.Invoices().Where(row => row.InsurerId == insurerId
        && row.Status == InvoiceStatus.Borrador && !db.SealedCfdis().Any(cfdi => cfdi.SubjectId == row.Id && cfdi.State != PacState.Rejected));

    private static IQueryable<MedicalService> Unbilled(HonorarioDb db, Guid insurerId) => db.Services()
        .Where(row => row.InsurerId == insurerId && !db.InvoiceLines().Any(line => line.ServiceId == row.Id && line.ReleasedAt == null));
}
