using System.Globalization;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Pacientes;

/// <summary>What of a patient may be changed; texts "" when not told.</summary>
public sealed record PatientForm(string Name, string Phone, string Email, DateOnly? BirthDate, IReadOnlyList<PolicyForm> Policies)
{
    /// <summary>A person was asked and says that it is another than the one of the same name or e-mail.</summary>
    public bool Another { get; init; }
}

/// <summary>A policy; <paramref name="Id"/> is null for a new one.</summary>
public sealed record PolicyForm(Guid? Id, Guid? InsurerId, string Number, string Plan);

/// <summary>Adds a patient or changes it. Two who change it at once: the second is told.</summary>
public sealed class EditPatient(HonorarioStorage storage, TimeProvider clock)
{
    public const int MostPolicies = 20;
    private const int PhoneLength = 40;

    /// <param name="patientId">Which; null to add one.</param>
    /// <param name="version">As it was shown; not looked at for a new one.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Guid>> RunAsync(Guid? patientId, int version, PatientForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var found = await FindAsync(db, patientId, version, ct);
        if (patientId is not null && found.Value is null)
            return found.Problems.ToList();
        if (await CheckAsync(db, form, ct) is { Count: > 0 } problems)
            return problems;
        if (!form.Another && form.Email.Trim() != found.Value?.Email && await SharedAsync(db, patientId, form.Email.Trim(), ct) is { } shared)
            return shared;
        if (!form.Another && found.Value is null && await NamesakeAsync(db, form.Name, ct) is { } namesake)
            return namesake;
        var now = clock.GetUtcNow().UtcDateTime;
        var insurers = await db.Insurers().ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        if (found.Value is not { } patient)
        {
            patient = new Patient { Name = Pasted.Name(form.Name) };
            Apply(patient, form);
            db.Patients().Add(patient);
            db.Record(patient.Id, now, "Paciente agregado", patient.Name);
        }
        else
        {
            var before = Words(patient, insurers);
            Apply(patient, form);
            var changes = ServiceWords.Changes(before, Words(patient, insurers));
            if (changes.Count > 0)
                db.Record(patient.Id, now, "Paciente corregido", string.Join("; ", changes));
            db.FailIfChanged(patient);
        }

        return await SaveAsync(db, patient, ct);
    }

    /// <summary>To whom its invoices go, as its Constancia says it.</summary>
    /// <param name="patientId">Which.</param>
    /// <param name="version">As it was shown; null when the patient does it by link.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Guid>> FiscalAsync(Guid patientId, int? version, ReceptorForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients, Right.OwnData);
        var found = await FindAsync(db, patientId, version, ct);
        if (found.Value is not { } patient)
            return found.Problems.ToList();
        var read = form.Read();
        if (read.Value is not { } receptor)
            return read.Problems.ToList();
        var before = patient.Fiscal;
        patient.Fiscal = new FiscalData(receptor.Rfc, receptor.Nombre, receptor.DomicilioFiscalReceptor, receptor.RegimenFiscalReceptor, receptor.UsoCfdi);
        if (Pasted.Name(form.Email).Length > 0)
            patient.Email = Pasted.Name(form.Email);
        if (before != patient.Fiscal)
            db.Record(patient.Id, clock.GetUtcNow().UtcDateTime, "Datos fiscales del paciente", $"{Shown(before)} → {Shown(patient.Fiscal)}");
        db.FailIfChanged(patient);
        return await SaveAsync(db, patient, ct);
    }

    /// <summary>The form of its fiscal data as they are kept.</summary>
    public static ReceptorForm Fiscal(Patient patient) => patient.Fiscal.Known
        ? new ReceptorForm(patient.Fiscal.Rfc, patient.Fiscal.Nombre, patient.Fiscal.CodigoPostal, patient.Fiscal.RegimenFiscal, patient.Fiscal.UsoCfdi,
            patient.Email)
        : ReceptorForm.Empty with { Email = patient.Email };

    internal static Problem ChangedElsewhere { get; } = new("", "El paciente cambió en otra ventana. Vuelve a abrirlo para ver cómo quedó.");

    private static async Task<Result<Patient>> FindAsync(HonorarioDb db, Guid? patientId, int? version, CancellationToken ct)
    {
        var patient = await db.Patients().Include(row => row.Policies).SingleOrDefaultAsync(row => row.Id == patientId && row.ErasedAt == null, ct);
        if (patient is null)
            return new Problem("", "El paciente no existe en esta cuenta.");
        return version is null || version == patient.Version ? patient : await ChangedMeanwhile.OfAsync(db, patient.Id, "el paciente", ct);
    }

    private static async Task<Result<Guid>> SaveAsync(HonorarioDb db, Patient patient, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return patient.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return ChangedElsewhere;
        }
    }

    private static async Task<List<Problem>> CheckAsync(HonorarioDb db, PatientForm form, CancellationToken ct)
    {
        var problems = new List<Problem>();
        if (Pasted.Name(form.Name).Length is 0 or > Patient.NameLength)
            problems.Add(new Problem(nameof(form.Name), $"Escribe el nombre del paciente, de {Patient.NameLength} caracteres a lo más."));
        if (Pasted.Name(form.Phone).Length > PhoneLength)
            problems.Add(new Problem(nameof(form.Phone), $"El teléfono tiene {PhoneLength} caracteres a lo más."));
        if (!ReceptorForm.IsEmailOrNothing(form.Email))
            problems.Add(new Problem(nameof(form.Email), "El correo no tiene la forma correcta: escríbelo como nombre@dominio.mx o déjalo vacío."));
        if (form.BirthDate is { } born && (born.Year < 1900 || born > DateOnly.FromDateTime(DateTime.UtcNow)))
            problems.Add(new Problem(nameof(form.BirthDate), "Revisa la fecha de nacimiento."));
        if (form.Policies.Count > MostPolicies)
            problems.Add(new Problem(nameof(form.Policies), $"Un paciente tiene {MostPolicies} pólizas a lo más."));
        var known = await db.Insurers().Select(row => row.Id).ToListAsync(ct);
        foreach (var (policy, at) in form.Policies.Select((policy, at) => (policy, at)))
        {
            if (policy.InsurerId is not { } insurer || !known.Contains(insurer))
                problems.Add(new Problem($"Policies[{at}].{nameof(PolicyForm.InsurerId)}", "Elige la aseguradora de la póliza."));
            problems.AddRange(ServiceChecks.Texts(policy.Number, policy.Plan, "", "", "")
                .Select(problem => problem with { Field = $"Policies[{at}].{problem.Field}" }));
        }

        return problems;
    }

    /// <summary>The question whether two patients share an e-mail; null when no other has it.</summary>
    private static async Task<Problem?> SharedAsync(HonorarioDb db, Guid? patientId, string email, CancellationToken ct)
    {
        var other = email.Length == 0 ? null : await db.Patients().OfEmailAsync(patientId, email, ct);
        return other is null ? null : new Problem(
            nameof(PatientForm.Another),
            $"{other.Name} ya tiene el correo {email}: ¿es otra persona y lo comparten? Si es así, guarda otra vez.",
            Link: $"/pacientes/{other.Id}");
    }

    /// <summary>The question whether a new patient is one that is there; null when nobody is called so.</summary>
    private static async Task<Problem?> NamesakeAsync(HonorarioDb db, string name, CancellationToken ct)
    {
        var other = await db.Patients().OfNameAsync(new Patient { Name = Pasted.Name(name) }.Search, ct);
        return other is null ? null : new Problem(
            nameof(PatientForm.Another),
            $"Ya hay un paciente llamado {other.Name}{(other.Policy.Length == 0 ? "" : $", con póliza {other.Policy}")}: ¿es otra persona? Si lo es, "
                + "guarda otra vez.",
            Link: $"/pacientes/{other.Id}");
    }

    private static void Apply(Patient patient, PatientForm form)
    {
        patient.Name = Pasted.Name(form.Name);
        patient.Phone = Pasted.Name(form.Phone);
        patient.Email = Pasted.Name(form.Email);
        patient.BirthDate = form.BirthDate;
        patient.Policies.RemoveAll(policy => form.Policies.All(kept => kept.Id != policy.Id));
        foreach (var kept in form.Policies)
        {
            var policy = patient.Policies.Find(one => one.Id == kept.Id);
            if (policy is null)
            {
                policy = new Policy { InsurerId = kept.InsurerId!.Value };
                patient.Policies.Add(policy);
            }

            (policy.InsurerId, policy.Number, policy.Plan) = (kept.InsurerId!.Value, Pasted.Name(kept.Number), Pasted.Name(kept.Plan));
        }
    }

    private static IReadOnlyList<(string Field, string Value)> Words(Patient patient, Dictionary<Guid, string> insurers) =>
    [
        ("Nombre", patient.Name),
        ("Teléfono", patient.Phone),
        ("Correo", patient.Email),
        ("Nacimiento", patient.BirthDate?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? ""),
        ("Pólizas", string.Join(", ", patient.Policies.Select(
            policy => $"{insurers.GetValueOrDefault(policy.InsurerId)} {policy.Number} {policy.Plan}".Trim()))),
    ];

    private static string Shown(FiscalData data) => data.Known ? $"{data.Rfc} {data.Nombre}, {data.CodigoPostal}, {data.RegimenFiscal}, {data.UsoCfdi}"
        : "(vacío)";
}
