using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>
/// The rows of everybody in the practice, also for who sees only the own: a number that may not repeat is the practice's, and so is whether
/// somebody is there already. Nothing else of others' rows is told.
/// </summary>
internal static class OfEverybody
{
    public static IQueryable<T> Everybodys<T>(this IQueryable<T> rows)
        where T : class, IOfPerson => rows.IgnoreQueryFilters([HonorarioDb.OwnFilter]);
}
