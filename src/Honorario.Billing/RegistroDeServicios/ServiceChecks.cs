using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>What must hold of a service, however it comes in, and what is doubtful of it.</summary>
internal static class ServiceChecks
{
    public const int MostUnits = 999;

    /// <summary>What is wrong with one service.</summary>
    /// <param name="line">As typed.</param>
    /// <param name="prefix">Before each field's name, as a visit has many: "Lines[0]."</param>
    public static List<Problem> Of(ServiceLine line, string prefix = "")
    {
        var problems = new List<Problem>();
        void Add(string field, string message) => problems.Add(new Problem(prefix + field, message));
        if (CptText.Read(line.Code) is null)
            Add(nameof(line.Code), line.Code.Length == 0 ? "Escribe el código CPT4." : $"«{line.Code}» no es un código CPT4: escríbelo como 99213 o 99213-25.");
        if (line.Units is < 1 or > MostUnits)
            Add(nameof(line.Units), $"Escribe cuántas unidades, de 1 a {MostUnits}.");
        if (line.Price is not { } price || !ServiceAmount.Fits(price) || !ServiceAmount.Fits(price * line.Units))
            Add(nameof(line.Price),
                "Escribe el monto que paga la aseguradora, en pesos y con dos decimales a lo más; 0 si el paciente no alcanzó su deducible."
                + ServiceAmount.TooLarge(line.Price * line.Units));
        if (line.Copay is not { } copay || !ServiceAmount.Fits(copay))
            Add(nameof(line.Copay), "Escribe el copago en pesos, con dos decimales a lo más; 0 si no hay." + ServiceAmount.TooLarge(line.Copay));
        if (line is { Price: 0, Copay: 0 })
            Add(nameof(line.Price), "El monto y el copago no pueden ser los dos cero.");
        if (line.Folio.Length > MedicalService.FolioLength || line.Folio.Contains('|'))
            Add(nameof(line.Folio), $"El folio tiene {MedicalService.FolioLength} caracteres a lo más, sin el signo |.");
        return problems;
    }

    /// <summary>What is wrong with the texts of a visit.</summary>
    public static List<Problem> Texts(string policyNumber, string plan, string performedBy, string authorization, string siniestro)
    {
        var problems = new List<Problem>();
        void Most(string field, string text, int length, string what)
        {
            if (text.Trim().Length > length)
                problems.Add(new Problem(field, $"{what} tiene {length} caracteres a lo más."));
        }

        Most(nameof(VisitForm.PolicyNumber), policyNumber, Policy.NumberLength, "La póliza");
        Most(nameof(VisitForm.Plan), plan, ServicePlan.Length, "El plan");
        Most(nameof(VisitForm.PerformedBy), performedBy, MedicalService.PerformerLength, "Quién lo realizó");
        Most(nameof(VisitForm.Authorization), authorization, MedicalService.NoteLength, "La autorización");
        Most(nameof(VisitForm.Siniestro), siniestro, MedicalService.NoteLength, "El siniestro");
        return problems;
    }

    /// <summary>What a person should look at twice.</summary>
    /// <param name="db">What is known.</param>
    /// <param name="service">The service, not yet kept or changed but not yet saved.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<List<string>> DoubtsAsync(HonorarioDb db, MedicalService service, CancellationToken ct)
    {
        var doubts = new List<string>();
        if (service.Copay > service.InsurerAmount && service.InsurerAmount > 0)
            doubts.Add($"El copago de {service.Code} (${service.Copay:N2}) es mayor que su monto (${service.InsurerAmount:N2}).");
        if (!await IsKnownAsync(db, service.Cpt, ct))
            doubts.Add($"El código {service.Cpt} no está en tus listas ni lo has usado antes.");
        var same = await db.Services().Where(row => row.Id != service.Id && row.PatientId == service.PatientId && row.Date == service.Date
            && row.Cpt == service.Cpt)
            .OrderBy(row => row.Folio).Select(row => row.Folio).FirstOrDefaultAsync(ct);
        if (same is not null)
            doubts.Add($"Ese paciente ya tiene {service.Cpt} el {service.Date:dd/MM/yyyy}: folio {same}. ¿Es otro servicio?");
        var prices = await PriceBook.ReadAsync(db, [service.InsurerId], [service.Cpt], ct);
        if (prices.On(service.InsurerId, service.Plan, new CptText(service.Cpt, service.Modifiers), service.Date) is { } agreed)
            doubts.AddRange(agreed.Differences(service.Units, service.InsurerAmount, service.Copay));
        return doubts;
    }

    public static async Task<bool> IsKnownAsync(HonorarioDb db, string cpt, CancellationToken ct) =>
        Cpt4.Shipped.ContainsKey(cpt)
        || await db.CptLinks().AnyAsync(link => link.Cpt == cpt, ct)
        || await db.CptCodes().AnyAsync(code => code.Code == cpt, ct)
        || await db.Services().AnyAsync(service => service.Cpt == cpt, ct);
}
