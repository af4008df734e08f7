using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>
/// "Registrar servicio": keeps a visit's services, and its patient and policy when they are new. What is doubtful (a probable duplicate,
/// an unknown code, a copay above the amount) is told first and kept only when it is accepted.
/// </summary>
public sealed class RegisterService(HonorarioStorage storage, Turns turns, PlaceClock places, TimeProvider clock, Actor actor)
{
    public const int MostLines = 20;

    /// <param name="form">The visit.</param>
    /// <param name="acceptDoubts">Whether a person has seen the doubts.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Result<Registered>> RunAsync(VisitForm form, bool acceptDoubts, CancellationToken ct) =>
        turns.TakeAsync(storage, Right.EditPatients, NumberLine.ServiceFolios(actor.PracticeId), turn => KeepAsync(turn.Db, form, acceptDoubts, ct), ct);

    private async Task<Result<Registered>> KeepAsync(HonorarioDb db, VisitForm form, bool acceptDoubts, CancellationToken ct)
    {
        var problems = await CheckAsync(db, form, ct);
        if (problems.Count > 0)
            return problems;
        var known = await db.Patients().Include(row => row.Policies).SingleOrDefaultAsync(row => row.Id == form.PatientId, ct);
        var patient = known ?? Added(db, form.NewPatient!);
        patient.Insure(form.InsurerId!.Value, form.PolicyNumber, form.Plan);
        var services = await ServicesAsync(db, form, patient, ct);
        var doubts = await DoubtsAsync(db, known is null ? patient : null, services, ct);
        if (doubts.Count > 0 && !acceptDoubts)
            return Registered.Asking(doubts);

        db.AllServices().AddRange(services);
        var now = clock.GetUtcNow().UtcDateTime;
        if (known is null)
            db.Record(patient.Id, now, "Paciente agregado", patient.Name);
        foreach (var service in services)
            db.Record(service.Id, now, "Servicio registrado",
                $"{service.Folio}: {service.Code}, monto ${service.InsurerAmount:N2}, copago ${service.Copay:N2}");
        await db.SaveChangesAsync(ct);
        return new Registered([.. services.Select(service => service.Id)], [.. services.Select(service => service.Folio)], patient.Id, []);
    }

    private async Task<List<Problem>> CheckAsync(HonorarioDb db, VisitForm form, CancellationToken ct)
    {
        var problems = ServiceChecks.Texts(form.PolicyNumber, form.Plan, form.PerformedBy, form.Authorization, form.Siniestro);
        if (form.PatientId is { } patient)
        {
            if (!await db.Patients().AnyAsync(row => row.Id == patient && row.ErasedAt == null, ct))
                problems.Add(new Problem(FieldNames.Patient, "Ese paciente ya no está: búscalo otra vez."));
        }
        else if (form.NewPatient is not { } added || added.Name.Trim().Length is 0 or > Patient.NameLength)
        {
            problems.Add(new Problem(FieldNames.Patient, "Elige al paciente, o escribe su nombre para darlo de alta."));
        }
        else if (!ReceptorForm.IsEmailOrNothing(added.Email))
        {
            problems.Add(new Problem(FieldNames.Email, "El correo no tiene la forma correcta: escríbelo como nombre@dominio.mx o déjalo vacío."));
        }

        if (await db.InsurerProblemAsync(form.InsurerId, nameof(form.InsurerId), ct) is { } insurer)
            problems.Add(insurer);
        if (form.Date is not { } date)
            problems.Add(new Problem(nameof(form.Date), "Escribe la fecha del servicio."));
        else if (date > await TodayAsync(db, ct))
            problems.Add(new Problem(nameof(form.Date), "La fecha es posterior a hoy: registra el servicio cuando se haya dado."));
        else if (date.Year < 2000)
            problems.Add(new Problem(nameof(form.Date), "Revisa el año de la fecha."));
        if (form.Lines.Count is 0 or > MostLines)
            problems.Add(new Problem(nameof(form.Lines), $"Escribe al menos un servicio, y {MostLines} a lo más."));
        problems.AddRange(form.Lines.SelectMany((line, at) => ServiceChecks.Of(line, $"Lines[{at}].")));
        var folios = form.Lines.Select(line => Pasted.Name(line.Folio)).ToList();
        foreach (var (folio, at) in folios.Select((folio, at) => (folio, at)).Where(one => one.folio.Length > 0))
        {
            if (folios.Count(other => other == folio) > 1 || await db.Services().Everybodys().AnyAsync(row => row.Folio == folio, ct))
                problems.Add(new Problem($"Lines[{at}].{nameof(ServiceLine.Folio)}", $"El folio {folio} ya está en otro servicio."));
        }

        return problems;
    }

    /// <summary>The day where the practice issues; central Mexico's when it has no emisor yet.</summary>
    private async Task<DateOnly> TodayAsync(HonorarioDb db, CancellationToken ct)
    {
        var place = await db.Emisores().OrderBy(row => row.Id).Select(row => row.CodigoPostal).FirstOrDefaultAsync(ct);
        return places.TodayAt(place ?? PlaceClock.Centre);
    }

    private static Patient Added(HonorarioDb db, NewPatient form)
    {
        var patient = new Patient { Name = Pasted.Name(form.Name), Phone = Pasted.Name(form.Phone), Email = Pasted.Name(form.Email) };
        db.Patients().Add(patient);
        return patient;
    }

    private static async Task<List<MedicalService>> ServicesAsync(HonorarioDb db, VisitForm form, Patient patient, CancellationToken ct)
    {
        var folios = new Queue<string>(await ServiceFolios.NextAsync(db, form.Lines.Count(line => Pasted.Name(line.Folio).Length == 0), ct));
        return form.Lines.Select(line =>
        {
            var code = CptText.Read(line.Code)!;
            return new MedicalService
            {
                Folio = Pasted.Name(line.Folio) is { Length: > 0 } own ? own : folios.Dequeue(),
                Date = form.Date!.Value,
                Time = form.Time,
                PatientId = patient.Id,
                InsurerId = form.InsurerId!.Value,
                Cpt = code.Code,
                Modifiers = code.Modifiers,
                Units = line.Units,
                Plan = Pasted.Name(form.Plan),
                InsurerAmount = line.Price!.Value * line.Units,
                Copay = line.Copay!.Value,
                PerformedBy = Pasted.Name(form.PerformedBy),
                Authorization = Pasted.Name(form.Authorization),
                Siniestro = Pasted.Name(form.Siniestro),
            };
        }).ToList();
    }

    private static async Task<List<string>> DoubtsAsync(HonorarioDb db, Patient? added, List<MedicalService> services, CancellationToken ct)
    {
        var doubts = new List<string>();
        if (added is not null && (await db.Patients().OfNameAsync(added.Search, ct))?.Policy is { } policy)
            doubts.Add(policy.Length == 0 ? $"Ya hay un paciente llamado {added.Name}. ¿Es otra persona?"
                : $"Ya hay un paciente llamado {added.Name}, con póliza {policy}. ¿Es otra persona?");
        else if (added is not null && await db.Patients().Everybodys().AnyAsync(row => row.Search == added.Search, ct))
            doubts.Add($"Otra persona de la cuenta ya tiene un paciente llamado {added.Name}. Si es el mismo, guárdalo así y pide a quien administra "
                + "que los una.");
        if (added is { Email.Length: > 0 } && await db.Patients().OfEmailAsync(added.Id, added.Email, ct) is { } same && same.Search != added.Search)
            doubts.Add($"{same.Name} ya tiene el correo {added.Email}. ¿Es otra persona y lo comparten?");
        foreach (var service in services)
            doubts.AddRange(await ServiceChecks.DoubtsAsync(db, service, ct));
        doubts.AddRange(services.GroupBy(service => service.Cpt).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key} está {group.Count()} veces en la visita. ¿Es correcto?"));
        return [.. doubts.Distinct()];
    }
}
