using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

internal static class PatientQueries
{
    private const int DigitsOfAPhone = 4;

    /// <summary>Those whose name has every word typed, in any order.</summary>
    public static IQueryable<Patient> Named(this IQueryable<Patient> patients, string typed) =>
        NameWords.Of(typed).Length == 0 ? patients.Where(row => false) : patients.Where(row => row.ErasedAt == null).Saying(row => row.Search, typed);

    /// <summary>Those whose name has every word typed, in any order; or whose policy or phone has it as a whole.</summary>
    public static IQueryable<Patient> Matching(this IQueryable<Patient> patients, HonorarioDb db, string? typed)
    {
        var standing = patients.Where(row => row.ErasedAt == null);
        if (string.IsNullOrWhiteSpace(typed))
            return standing;
        var whole = NameWords.Of(typed).Replace(" ", "", StringComparison.Ordinal);
        if (whole.Length == 0)
            return standing.Where(row => false);
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        var phone = digits.Length >= DigitsOfAPhone && digits.Length == whole.Length ? digits : null;
        // Each looks through its own table once; asked of every patient in turn, policies took ten times as long.
        var named = patients.Saying(row => row.Search, typed).Select(row => row.Id);
        var insured = db.Policies().Where(policy => policy.Search.Contains(whole)).Select(policy => policy.PatientId);
        return standing.Where(row => named.Contains(row.Id)
            || insured.Contains(row.Id)
            || (phone != null && row.Phone.Replace(" ", "").Replace("-", "").Replace("(", "").Replace(")", "").Contains(phone)));
    }
}
