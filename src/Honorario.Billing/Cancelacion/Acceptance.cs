using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>Whether the receptor of a document has a say in its cancelling today, for what is told before anything is asked of SAT.</summary>
internal static class Acceptance
{
    /// <returns>False too of what is not stamped: there is nothing to cancel.</returns>
    public static async Task<bool> NeededAsync(HonorarioDb db, Guid? subjectId, PlaceClock places, CancellationToken ct)
    {
        var stamped = await db.SealedCfdis().Where(row => row.SubjectId == subjectId && row.State == PacState.Stamped).Select(row => row.StampedXml)
            .SingleOrDefaultAsync(ct);
        return stamped is not null && CfdiReader.Read(stamped).Document is { } document
            && CancellationTerms.Of(document, places.TodayAt(PostalCode.Parse(document.LugarExpedicion))).Without is null;
    }
}
