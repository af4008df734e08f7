using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

internal static class PatientQueries
{
    private const int DigitsOfAPhone = 4;

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
        var named = patients.Saying(row => row.Search, typed).Select(row => row.Id);
        return standing.Where(row => named.Contains(row.Id)
            || db.Policies().Any(policy => policy.PatientId == row.Id && policy.Search.Contains(whole))
            || (phone != null && row.Phone.Replace(" ", "").Replace("-", "").Replace("(", "").Replace(")", "").Contains(phone)));
    }
}
