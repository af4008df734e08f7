using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>A service as its form shows it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Version">As it was read; a save on another one is refused.</param>
/// <param name="Folio">The practice's own number.</param>
/// <param name="Patient">Whose it is, by name.</param>
/// <param name="Form">What may be changed.</param>
/// <param name="Holds">What keeps it as it is.</param>
public sealed record ServiceView(Guid Id, int Version, string Folio, string Patient, ServiceEdit Form, IReadOnlyList<ServiceHold> Holds);

/// <summary>What of a service may be corrected; texts "" when not told.</summary>
/// <param name="Line">Code, units, price of one unit, copay and folio.</param>
public sealed record ServiceEdit(
    Guid PatientId, Guid? InsurerId, string Plan, DateOnly? Date, TimeOnly? Time, string PerformedBy, string Authorization, string Siniestro, ServiceLine Line);

/// <summary>Corrects a service that is neither billed nor charged. One in a draft takes the draft along, once that is accepted.</summary>
public sealed class EditService(HonorarioStorage storage, ComposeInvoice compose, PlaceClock places, TimeProvider clock)
{
    /// <returns>Null when this account has no such service, or it was removed.</returns>
    public async Task<ServiceView?> ViewAsync(Guid serviceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        if (await db.Services().AsNoTracking().SingleOrDefaultAsync(row => row.Id == serviceId, ct) is not { } service)
            return null;
        var patient = await db.Patients().Where(row => row.Id == service.PatientId).Select(row => row.Name).SingleAsync(ct);
        var form = new ServiceEdit(
            service.PatientId, service.InsurerId, service.Plan, service.Date, service.Time, service.PerformedBy, service.Authorization, service.Siniestro,
            new ServiceLine(service.Code, service.Units, service.InsurerAmount / service.Units, service.Copay, service.Folio));
        return new ServiceView(service.Id, service.Version, service.Folio, patient, form, await ServiceHolds.OfAsync(db, [serviceId], ct));
    }

    /// <param name="serviceId">Which.</param>
    /// <param name="version">As it was shown.</param>
    /// <param name="form">As it shall be.</param>
    /// <param name="acceptDoubts">Whether a person has seen that a draft goes along, and the other doubts.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Registered>> RunAsync(Guid serviceId, int version, ServiceEdit form, bool acceptDoubts, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var service = await db.Services().SingleOrDefaultAsync(row => row.Id == serviceId, ct);
        if (service is null)
            return new Problem("", "El servicio ya no está: alguien lo eliminó.");
        if (service.Version != version)
            return await ChangedMeanwhile.OfAsync(db, service.Id, "el servicio", ct);
        var holds = await ServiceHolds.OfAsync(db, [serviceId], ct);
        var problems = holds.Firm();
        problems.AddRange(await CheckAsync(db, serviceId, form, ct));
        if (problems.Count > 0)
            return problems;

        var before = ServiceWords.Of(service, await NamesAsync(db, service, ct));
        Apply(service, form);
        var changes = ServiceWords.Changes(before, ServiceWords.Of(service, await NamesAsync(db, service, ct)));
        if (changes.Count == 0)
            return new Registered([service.Id], [service.Folio], service.PatientId, []);
        var doubts = holds.Select(hold => $"{hold.Message} El borrador se actualiza también.")
            .Concat(await ServiceChecks.DoubtsAsync(db, service, ct)).ToList();
        if (doubts.Count > 0 && !acceptDoubts)
            return Registered.Asking(doubts);

        foreach (var draft in holds.Select(hold => hold.DraftId!.Value).Distinct())
        {
            if (await AlongAsync(db, draft, service, ct) is { } obstacle)
                return obstacle.ToList();
        }

        db.FailIfChanged(service);
        db.Record(service.Id, clock.GetUtcNow().UtcDateTime, "Servicio corregido", $"{service.Folio}: {string.Join("; ", changes)}");
        try
        {
            await db.SaveChangesAsync(ct);
            return new Registered([service.Id], [service.Folio], service.PatientId, []);
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedElsewhere;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.Folio, $"El folio {service.Folio} ya está en otro servicio.");
        }
    }

    internal static Problem ChangedElsewhere { get; } = new("", "El servicio cambió en otra ventana. Vuelve a abrirlo para ver cómo quedó.");

    /// <summary>A service of another insurer, or that the insurer no longer pays, leaves the draft.</summary>
    private async Task<IReadOnlyList<Problem>?> AlongAsync(HonorarioDb db, Guid draftId, MedicalService service, CancellationToken ct)
    {
        var insurer = await db.Invoices().Where(row => row.Id == draftId).Select(row => row.InsurerId).SingleAsync(ct);
        var leaves = service.InsurerId != insurer || service.InsurerAmount == 0;
        if (leaves)
            db.InvoiceLines().RemoveRange(await db.InvoiceLines().Where(line => line.InvoiceId == draftId && line.ServiceId == service.Id)
                .ToListAsync(ct));
        return await DraftsAlong.RewriteAsync(db, compose, draftId, leaves ? [service.Id] : [], [], ct);
    }

    private async Task<List<Problem>> CheckAsync(HonorarioDb db, Guid serviceId, ServiceEdit form, CancellationToken ct)
    {
        var problems = ServiceChecks.Texts("", form.Plan, form.PerformedBy, form.Authorization, form.Siniestro);
        problems.AddRange(ServiceChecks.Of(form.Line));
        var folio = Pasted.Name(form.Line.Folio);
        if (folio.Length == 0)
            problems.Add(new Problem(FieldNames.Folio, "El folio no puede quedar vacío."));
        else if (await db.Services().Everybodys().AnyAsync(row => row.Folio == folio && row.Id != serviceId, ct))
            problems.Add(new Problem(FieldNames.Folio, $"El folio {folio} ya está en otro servicio."));
        if (!await db.Patients().AnyAsync(row => row.Id == form.PatientId && row.ErasedAt == null, ct))
            problems.Add(new Problem(FieldNames.Patient, "Ese paciente ya no está: búscalo otra vez."));
        var kept = await db.Services().Where(row => row.Id == serviceId).Select(row => (Guid?)row.InsurerId).SingleOrDefaultAsync(ct);
        if (await db.InsurerProblemAsync(form.InsurerId, nameof(form.InsurerId), ct, kept: kept) is { } insurer)
            problems.Add(insurer);
        var place = await db.Emisores().OrderBy(row => row.Id).Select(row => row.CodigoPostal).FirstOrDefaultAsync(ct);
        if (form.Date is not { } date)
            problems.Add(new Problem(nameof(form.Date), "Escribe la fecha del servicio."));
        else if (date > places.TodayAt(place ?? PlaceClock.Centre))
            problems.Add(new Problem(nameof(form.Date), "La fecha es posterior a hoy."));
        return problems;
    }

    private static void Apply(MedicalService service, ServiceEdit form)
    {
        var code = CptText.Read(form.Line.Code)!;
        service.PatientId = form.PatientId;
        service.InsurerId = form.InsurerId!.Value;
        service.Plan = Pasted.Name(form.Plan);
        service.Date = form.Date!.Value;
        service.Time = form.Time;
        service.PerformedBy = Pasted.Name(form.PerformedBy);
        service.Authorization = Pasted.Name(form.Authorization);
        service.Siniestro = Pasted.Name(form.Siniestro);
        service.Cpt = code.Code;
        service.Modifiers = code.Modifiers;
        service.Units = form.Line.Units;
        service.InsurerAmount = form.Line.Price!.Value * form.Line.Units;
        service.Copay = form.Line.Copay!.Value;
        service.Folio = Pasted.Name(form.Line.Folio);
    }

    private static async Task<(string Patient, string Insurer)> NamesAsync(HonorarioDb db, MedicalService service, CancellationToken ct) => (
        await db.Patients().Where(row => row.Id == service.PatientId).Select(row => row.Name).SingleAsync(ct),
        await db.Insurers().Where(row => row.Id == service.InsurerId).Select(row => row.Name).SingleAsync(ct));
}
