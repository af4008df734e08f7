using Honorario.Billing.Cuentas;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>A patient to choose, with the policy used last.</summary>
/// <param name="InsurerId">Null when no policy is known.</param>
public sealed record PatientChoice(Guid Id, string Name, string Phone, Guid? InsurerId, string PolicyNumber, string Plan);

/// <summary>A CPT-4 code to choose.</summary>
public sealed record CodeChoice(string Code, string Description);

/// <summary>What is proposed for a service, in pesos.</summary>
/// <param name="Price">What the insurer finances of one unit.</param>
/// <param name="Copay">What the patient pays of one unit.</param>
/// <param name="AgreedFrom">Since when that price is agreed with the insurer; null when it is only what was asked last time.</param>
public sealed record ProposedPrice(decimal Price, decimal Copay, DateOnly? AgreedFrom = null);

/// <summary>What the form of a service offers while it is typed.</summary>
public sealed class ProposeService(HonorarioStorage storage, SearchCpt cpt)
{
    public const int Most = 8;
    private const int UsedWithinDays = 365;

    /// <summary>Patients by part of their name, in any order, their policy or their phone.</summary>
    public async Task<IReadOnlyList<PatientChoice>> PatientsAsync(string typed, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        return await ChoicesAsync(db, db.Patients().Matching(db, typed).OrderBy(row => row.Search).ThenBy(row => row.Id).Take(Most), ct);
    }

    /// <returns>Null when this account has no such patient.</returns>
    public async Task<PatientChoice?> PatientAsync(Guid patientId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        return (await ChoicesAsync(db, db.Patients().Where(row => row.Id == patientId && row.ErasedAt == null), ct)).SingleOrDefault();
    }

    /// <summary>Codes by number or words; the practice's most used ones first, and those alone while nothing is typed.</summary>
    public async Task<IReadOnlyList<CodeChoice>> CodesAsync(string typed, DateOnly today, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var since = today.AddDays(-UsedWithinDays);
        var used = await db.Services().Where(row => row.Date >= since).GroupBy(row => new { row.Cpt, row.Modifiers })
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Cpt)
            .Select(group => new { group.Key.Cpt, group.Key.Modifiers }).Take(Most * 4).ToListAsync(ct);
        var codes = used.Select(row => row.Cpt).ToList();
        var words = await db.CptCodes().Where(row => codes.Contains(row.Code)).ToDictionaryAsync(row => row.Code, row => row.Description, ct);
        var mine = used.Select(row => new CodeChoice(
            new CptText(row.Cpt, row.Modifiers).ToString(), words.GetValueOrDefault(row.Cpt) ?? Cpt4.Shipped.GetValueOrDefault(row.Cpt) ?? ""));
        var terms = SearchText.Of(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = mine.Where(choice => terms.All(term => SearchText.Of(choice.Code, choice.Description).Contains(term, StringComparison.Ordinal)));
        var others = terms.Length == 0 && used.Count > 0 ? [] : await cpt.RunAsync(typed, onlyUnlinked: false, ct);
        return [.. found.Concat(others.Select(row => new CodeChoice(row.Code, row.Description))).DistinctBy(choice => choice.Code).Take(Most)];
    }

    /// <summary>
    /// As agreed for the plan and the day; else from the insurer's last service of the code and its modifiers, else of the code alone. A copay that
    /// was not agreed is the last one's.
    /// </summary>
    /// <returns>Null when there was none.</returns>
    public async Task<ProposedPrice?> PriceAsync(Guid insurerId, string plan, string code, DateOnly date, CancellationToken ct)
    {
        if (CptText.Read(code) is not { } asked)
            return null;
        await using var db = storage.Open(Right.EditPatients);
        var agreed = (await PriceBook.ReadAsync(db, [insurerId], [asked.Code], ct)).On(insurerId, plan, asked, date);
        if (agreed is { Copay: { } copay })
            return new ProposedPrice(agreed.Price, copay, agreed.From);
        var last = await db.Services().Where(row => row.InsurerId == insurerId && row.Cpt == asked.Code && row.InsurerAmount > 0)
            .OrderByDescending(row => row.Modifiers == asked.Modifiers).ThenByDescending(row => row.Date).ThenByDescending(row => row.Id)
            .Select(row => new { row.InsurerAmount, row.Copay, row.Units }).FirstOrDefaultAsync(ct);
        var lastCopay = last is null ? 0 : decimal.Round(last.Copay / last.Units, 2, MidpointRounding.AwayFromZero);
        return agreed is not null ? new ProposedPrice(agreed.Price, lastCopay, agreed.From)
            : last is null ? null : new ProposedPrice(last.InsurerAmount / last.Units, lastCopay);
    }

    /// <summary>Who performed services lately, the most frequent first.</summary>
    public async Task<IReadOnlyList<string>> PerformersAsync(DateOnly today, CancellationToken ct)
    {
        await using var db = storage.Open(Right.EditPatients);
        var since = today.AddDays(-UsedWithinDays);
        return await db.Services().Where(row => row.Date >= since && row.PerformedBy != "").GroupBy(row => row.PerformedBy)
            .OrderByDescending(group => group.Count()).Select(group => group.Key).Take(Most).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<PatientChoice>> ChoicesAsync(HonorarioDb db, IQueryable<Patient> patients, CancellationToken ct)
    {
        var rows = await patients.Select(row => new
        {
            row.Id,
            row.Name,
            row.Phone,
            Policy = row.Policies.OrderByDescending(policy => policy.Id).Select(policy => new
            {
                InsurerId = db.Insurers().Where(insurer => insurer.Id == policy.InsurerId).Select(insurer => insurer.SuccessorId).FirstOrDefault()
                    ?? policy.InsurerId,
                policy.Number,
                policy.Plan,
            }).FirstOrDefault(),
        }).ToListAsync(ct);
        return [.. rows.Select(row => new PatientChoice(row.Id, row.Name, row.Phone, row.Policy?.InsurerId, row.Policy?.Number ?? "", row.Policy?.Plan ?? ""))];
    }
}
