using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>Until when a stamped document may be cancelled and who has a say in it, for what is told before anything is asked of SAT.</summary>
internal static class StampedTerms
{
    /// <returns>The document, its terms and the day on its emisor's calendar; null of what is not stamped: there is nothing to cancel.</returns>
    public static async Task<(Comprobante Document, CancellationTerms Terms, DateOnly Today)?> OfAsync(
        HonorarioDb db, Guid subjectId, PlaceClock places, CancellationToken ct)
    {
        var stamped = await db.SealedCfdis().Where(row => row.SubjectId == subjectId && row.State == PacState.Stamped).Select(row => row.StampedXml)
            .SingleOrDefaultAsync(ct);
        if (stamped is null || CfdiReader.Read(stamped).Document is not { } document)
            return null;
        var today = places.TodayAt(PostalCode.Parse(document.LugarExpedicion));
        return (document, CancellationTerms.Of(document, today), today);
    }

    /// <summary>Whether its receptor must accept.</summary>
    public static async Task<bool> NeedAcceptanceAsync(HonorarioDb db, Guid subjectId, PlaceClock places, CancellationToken ct) =>
        await OfAsync(db, subjectId, places, ct) is { Terms.Without: null };
}
