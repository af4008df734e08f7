using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Pacientes;

/// <summary>What erasing a patient would do.</summary>
/// <param name="Kept">Services that stay without a name, as they are or were on an invoice or a ticket.</param>
/// <param name="Gone">Services that go along.</param>
public sealed record Erasure(int Kept, int Gone);

/// <summary>
/// "Borrar datos del paciente", when the person asks for it: who was billed or charged stays as a row without a name, because CFDI and what
/// they document are kept for five years; everybody else goes altogether.
/// </summary>
/// <remarks>Source: LFPDPPP, derecho de cancelación y sus excepciones; CFF art. 30.</remarks>
public sealed class ErasePatient(HonorarioStorage storage, TimeProvider clock)
{
    /// <returns>Null when this account has no such patient.</returns>
    public async Task<Erasure?> PreviewAsync(Guid patientId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        if (!await db.Patients().AnyAsync(row => row.Id == patientId && row.ErasedAt == null, ct))
            return null;
        var all = await db.AllServices().CountAsync(row => row.PatientId == patientId, ct);
        var gone = await Loose(db, patientId).CountAsync(ct);
        return new Erasure(all - gone, gone);
    }

    /// <returns>Whether a row without a name stays.</returns>
    public async Task<Result<bool>> RunAsync(Guid patientId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var patient = await db.Patients().Include(row => row.Policies).SingleOrDefaultAsync(row => row.Id == patientId && row.ErasedAt == null, ct);
        if (patient is null)
            return new Problem("", "El paciente no existe en esta cuenta.");
        var ids = await db.Services().Where(row => row.PatientId == patientId).Select(row => row.Id).ToListAsync(ct);
        var drafts = (await ServiceHolds.OfAsync(db, ids, ct)).Where(hold => hold.DraftId is not null).ToList();
        if (drafts.Count > 0)
            return new Problem("", $"{drafts[0].Message} Timbra o elimina primero ese borrador.", Link: drafts[0].Link);

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var loose = Loose(db, patientId);
        await db.ServiceLoadRows().Where(row => loose.Any(service => service.Id == row.ServiceId)).ExecuteDeleteAsync(ct);
        await loose.ExecuteDeleteAsync(ct);
        db.Policies().RemoveRange(patient.Policies);
        var stays = await db.AllServices().AnyAsync(row => row.PatientId == patientId, ct)
            || await db.Tickets().AnyAsync(row => row.PatientId == patientId, ct);
        if (stays)
        {
            patient.Erase(now);
            db.FailIfChanged(patient);
        }
        else
        {
            db.Patients().Remove(patient);
        }

        var gone = await MergePatients.IntoAsync(db, patientId, ct);
        var told = await db.Audit().Where(entry => gone.Contains(entry.SubjectId) && entry.Detail != null).ToListAsync(ct);
        foreach (var entry in told)
            db.Entry(entry).Property(row => row.Detail).CurrentValue = null;
        db.Record(patientId, now, "Datos de paciente borrados", stays ? "Quedan sin nombre los servicios facturados o cobrados" : null);
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return stays;
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            return EditPatient.ChangedElsewhere;
        }
    }

    private static IQueryable<MedicalService> Loose(HonorarioDb db, Guid patientId) =>
        db.AllServices().Where(row => row.PatientId == patientId).Untold(db);
}
