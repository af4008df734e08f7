using Honorario.Cfdi;

namespace Honorario.Billing.Aseguradora;

/// <summary>What came of accepting many.</summary>
/// <param name="Accepted">How many are accepted now.</param>
/// <param name="Left">Those that could not be, and why.</param>
public sealed record AcceptedMany(int Accepted, IReadOnlyList<Problem> Left);

/// <summary>"Aceptar" for all that were marked in the inbox, each for itself.</summary>
public sealed class AcceptInvoices(ReviewInvoice review)
{
    /// <param name="marked">Folio fiscal and No de Control Interno of each.</param>
    /// <param name="ct">Stops it between two.</param>
    public async Task<AcceptedMany> RunAsync(IReadOnlyCollection<(Uuid Folio, string ControlNumber)> marked, CancellationToken ct)
    {
        var (accepted, left) = (0, new List<Problem>());
        foreach (var (folio, number) in marked)
        {
            var result = await review.RunAsync(folio.Value, new Review(Accepted: true), ct);
            if (result is { Ok: true })
                accepted++;
            else
                left.Add(new Problem("", $"{number}: {result?.Problems[0].Message ?? "ya no está en la bandeja."}"));
        }

        return new AcceptedMany(accepted, left);
    }
}
