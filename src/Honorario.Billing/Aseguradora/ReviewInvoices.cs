using Honorario.Cfdi;

namespace Honorario.Billing.Aseguradora;

/// <summary>What came of accepting or rejecting many.</summary>
/// <param name="Done">How many are accepted or rejected now.</param>
/// <param name="Left">Those that could not be, and why.</param>
public sealed record ReviewedMany(int Done, IReadOnlyList<Problem> Left);

/// <summary>"Aceptar" and "Rechazar" for all that were marked in the inbox, each for itself.</summary>
public sealed class ReviewInvoices(ReviewInvoice review)
{
    /// <param name="marked">Folio fiscal and No de Control Interno of each.</param>
    /// <param name="said">The same of all.</param>
    /// <param name="ct">Stops it between two.</param>
    public async Task<ReviewedMany> RunAsync(IReadOnlyCollection<(Uuid Folio, string ControlNumber)> marked, Review said, CancellationToken ct)
    {
        var (done, left) = (0, new List<Problem>());
        foreach (var (folio, number) in marked)
        {
            var result = await review.RunAsync(folio.Value, said, ct);
            if (result is { Ok: true })
                done++;
            else
                left.Add(new Problem("", $"{number}: {result?.Problems[0].Message ?? "ya no está en la bandeja."}"));
        }

        return new ReviewedMany(done, left);
    }
}
