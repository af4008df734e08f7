using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Pacientes;

/// <summary>"Unir": two rows that are one person become one; services, tickets, policies and history of both stay.</summary>
public sealed class MergePatients(HonorarioStorage storage, TimeProvider clock)
{
    private const string Merged = "Pacientes unidos";

    /// <param name="keptId">The one that stays, with its own data where both have some.</param>
    /// <param name="goneId">The one that goes.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The one that stays.</returns>
    public async Task<Result<Guid>> RunAsync(Guid keptId, Guid goneId, CancellationToken ct)
    {
        if (keptId == goneId)
            return new Problem("", "Elige a otro paciente: es el mismo.");
        await using var db = storage.Open(Right.EditPatients);
        var both = await db.Patients().Include(row => row.Policies).Where(row => row.Id == keptId || row.Id == goneId).ToListAsync(ct);
        if (both.Count < 2 || both.Any(row => row.ErasedAt is not null))
            return new Problem("", "Uno de los dos pacientes ya no está: búscalo otra vez.");
        var (kept, gone) = (both.Single(row => row.Id == keptId), both.Single(row => row.Id == goneId));

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var services = await db.AllServices().Where(row => row.PatientId == goneId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PatientId, keptId).SetProperty(row => row.Version, row => row.Version + 1), ct);
        var tickets = await db.Tickets().Where(row => row.PatientId == goneId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PatientId, keptId), ct);
        var policies = string.Join(", ", gone.Policies.Select(policy => policy.Number).Where(number => number.Length > 0));
        foreach (var policy in gone.Policies.ToList())
        {
            kept.Insure(policy.InsurerId, policy.Number, policy.Plan);
            db.Policies().Remove(policy);
        }

        Complete(kept, gone);
        db.Patients().Remove(gone);
        db.FailIfChanged(kept);
        var now = clock.GetUtcNow().UtcDateTime;
        var what = $"{gone.Name}{(policies.Length > 0 ? $" (póliza {policies})" : "")} se unió a {kept.Name}: "
            + $"{Counted.Text(services, "servicio", "servicios")} y " + Counted.Text(tickets, "ticket", "tickets");
        db.Record(kept.Id, now, Merged, what);
        db.Record(gone.Id, now, Merged, what);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return kept.Id;
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return EditPatient.ChangedElsewhere;
        }
    }

    /// <summary>A patient and all that were merged into it, one after the other: both of a merge are told of at one moment in the same words.</summary>
    internal static async Task<IReadOnlyCollection<Guid>> IntoAsync(HonorarioDb db, Guid patientId, CancellationToken ct)
    {
        var (all, fresh) = (new HashSet<Guid> { patientId }, new List<Guid> { patientId });
        while (fresh.Count > 0)
        {
            var merges = db.Audit().Where(entry => entry.What == Merged);
            var both = await merges.Where(entry => fresh.Contains(entry.SubjectId))
                .Join(merges, one => new { one.At, one.Detail }, other => new { other.At, other.Detail }, (_, other) => other.SubjectId).ToListAsync(ct);
            fresh = [.. both.Where(all.Add)];
        }

        return all;
    }

    /// <summary>What only the one that goes says.</summary>
    private static void Complete(Patient kept, Patient gone)
    {
        if (kept.Phone.Length == 0)
            kept.Phone = gone.Phone;
        if (kept.Email.Length == 0)
            kept.Email = gone.Email;
        kept.BirthDate ??= gone.BirthDate;
        if (!kept.Fiscal.Known)
            kept.Fiscal = gone.Fiscal;
    }
}
