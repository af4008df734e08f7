using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>How a company reviews what it receives.</summary>
/// <param name="AcceptsAlone">Whether invoices are accepted without anybody; off until somebody of the company switches it on.</param>
/// <param name="UpTo">Up to which total, in pesos.</param>
/// <param name="Reasons">The reasons offered for a rejection, one a line.</param>
public sealed record ReviewRules(bool AcceptsAlone, decimal? UpTo, string Reasons)
{
    private const string Usual = "Falta la autorización.\nEl importe no es el acordado.\nLos datos del paciente no coinciden.\nEl servicio ya se facturó.";

    /// <summary>Each reason that is offered, in the company's order.</summary>
    public IReadOnlyList<string> ListReasons() => Reasons.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static ReviewRules Of(PortalCompany company) => new(company.AcceptsAlone, company.AcceptUpTo, company.RejectionReasons ?? Usual);
}

/// <summary>The rule by which a company accepts without anybody, and its reasons for rejecting; set by its own people.</summary>
public sealed class EditReviewRules(HonorarioStorage storage, TimeProvider clock)
{
    public const int MostReasons = 20;

    /// <returns>What stands, and who set the rule when; null when nobody did.</returns>
    public async Task<(ReviewRules Rules, string? SetBy, DateTime? SetAt)> ReadAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeReceived);
        var company = await db.PortalCompanies().AsNoTracking().SingleAsync(row => row.Id == storage.Actor.CompanyId, ct);
        return (ReviewRules.Of(company), company.RuleByName, company.RuleAt);
    }

    /// <param name="asked">What is to stand.</param>
    /// <param name="seen">What stood when the form was opened; what a colleague changed since is told, not overwritten.</param>
    public async Task<Result<ReviewRules>> RunAsync(ReviewRules asked, ReviewRules? seen, CancellationToken ct)
    {
        if (Check(asked) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.ReviewReceived);
        var company = await db.PortalCompanies().SingleAsync(row => row.Id == storage.Actor.CompanyId, ct);
        var stood = ReviewRules.Of(company);
        if (Meanwhile.Changes(seen, stood, asked) is { Count: > 0 } changed)
            return changed;
        if ((stood.AcceptsAlone, stood.UpTo) != (asked.AcceptsAlone, asked.UpTo))
            (company.RuleBy, company.RuleByName, company.RuleAt) = (storage.Actor.PersonId, storage.Actor.Name, clock.GetUtcNow().UtcDateTime);
        (company.AcceptsAlone, company.AcceptUpTo, company.RejectionReasons) = (asked.AcceptsAlone, asked.UpTo, string.Join('\n', asked.ListReasons()));
        await db.SaveChangesAsync(ct);
        return ReviewRules.Of(company);
    }

    private static List<Problem> Check(ReviewRules asked)
    {
        var problems = new List<Problem>();
        if (asked is { AcceptsAlone: true, UpTo: not > 0 } or { UpTo: < 0 })
            problems.Add(new Problem(nameof(asked.UpTo), "Escribe hasta qué total se aceptan, por ejemplo 10,000.00."));
        else if (asked.UpTo is { } total && decimal.Round(total, 2) != total)
            problems.Add(new Problem(nameof(asked.UpTo), "Escribe el total con dos decimales a lo más."));
        var reasons = asked.ListReasons();
        if (reasons.Count > MostReasons)
            problems.Add(new Problem(nameof(asked.Reasons), $"Deja {MostReasons} motivos a lo más: hay {reasons.Count}."));
        if (reasons.FirstOrDefault(reason => reason.Length > ReviewInvoice.ReasonLength) is { } endless)
            problems.Add(new Problem(
                nameof(asked.Reasons), $"Acorta a {ReviewInvoice.ReasonLength} caracteres el motivo que empieza por «{endless[..40]}»."));
        if (reasons.GroupBy(reason => reason).FirstOrDefault(same => same.Count() > 1) is { } twice)
            problems.Add(new Problem(nameof(asked.Reasons), $"El motivo «{twice.Key}» está dos veces: deja uno."));
        return problems;
    }
}
