using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>Repeats a use case that lost a race for a folio or a row: the next look tells what is left to do or to say.</summary>
internal static class Races
{
    private const int Tries = 6;

    public static async Task<T> RetryAsync<T>(Func<Task<T>> attempt)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (DbUpdateConcurrencyException) when (number < Tries)
            {
                // Somebody changed what was read: look again.
            }
            catch (DbUpdateException refused) when (refused.IsUniqueViolation() && number < Tries)
            {
                // Somebody took what only one may have: look again.
            }
        }
    }
}
