using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cancelacion;

/// <summary>Another document that takes this one's place, or whose place this one takes.</summary>
public sealed record RelatedDocument(string Name, string Link, ReplacementState State, bool Cancelled);

/// <summary>A stamped document of any kind and where it stands with SAT; Total in pesos.</summary>
/// <param name="MadeElsewhere">Stamped on another platform and loaded.</param>
/// <param name="Cancelling">The latest request to cancel it, if any.</param>
/// <param name="Sat">What SAT last said, if it was asked.</param>
/// <param name="Obstacle">Why it can't be cancelled or replaced now, and the way out.</param>
/// <param name="Terms">Until when it may be cancelled and whether its receptor has a say.</param>
/// <param name="Today">On its emisor's calendar.</param>
/// <param name="Document">What it says.</param>
public sealed record DocumentState(
    Guid SubjectId, DocumentDescription Kind, string SerieFolio, Uuid Uuid, DateOnly IssuedOn, string Receptor, decimal Total, bool MadeElsewhere,
        bool SinValidezFiscal,
    Cancellation? Cancelling, SatCheck? Sat, RelatedDocument? Replaces, RelatedDocument? ReplacedBy, Problem? Obstacle,
    CancellationTerms Terms, DateOnly Today, Comprobante Document)
{
    /// <summary>For how many days before the last one a person is warned.</summary>
    internal const int Ahead = 31;

    public bool IsUnderWay => Cancelling?.State is CancellationState.Requested or CancellationState.Waiting || ReplacedBy is { State: ReplacementState.Sealed };

    public bool IsLate => Today > Terms.LastDay;

    public bool IsNearlyLate => !IsLate && Today.AddDays(Ahead) >= Terms.LastDay;

    public bool IsCancelled => Cancelling?.State == CancellationState.Cancelled;
}

/// <summary>Where a stamped document stands with SAT: cancelling, replacement, SAT's last word.</summary>
public sealed class ViewDocument(HonorarioStorage storage, DocumentKinds kinds, Replacing replacing, PlaceClock places)
{
    /// <param name="subjectId">The id of the invoice, complement…</param>
    /// <returns>Null when this account has no such stamped document.</returns>
    public async Task<DocumentState?> RunAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var document = await db.SealedCfdis().Where(row => row.SubjectId == subjectId && row.State == PacState.Stamped)
            .Select(row => new { row.Kind, row.Serie, row.Folio, row.Uuid, row.IssuedOn, row.Receptor, row.Total, row.SentAt, row.SinValidezFiscal,
                row.StampedXml })
            .SingleOrDefaultAsync(ct);
        if (document is null || !await kinds.MaySeeAsync(db, document.Kind, subjectId, ct))
            return null;
        var written = CfdiReader.Read(document.StampedXml).Document!;
        var today = places.TodayAt(PostalCode.Parse(written.LugarExpedicion));
        var replaces = await db.Replacements().AsNoTracking().OfSubjectAsync(subjectId, ct);
        var replacedBy = await db.Replacements().AsNoTracking().OfReplacedAsync(subjectId, ct);
        return new DocumentState(
            subjectId, kinds.Of(document.Kind), $"{document.Serie}{document.Folio}", document.Uuid!, document.IssuedOn, document.Receptor,
                written.InPesos(document.Total),
                document.SentAt is null, document.SinValidezFiscal,
            await db.Cancellations().AsNoTracking().Where(row => row.SubjectId == subjectId).OrderByDescending(row => row.RequestedAt).FirstOrDefaultAsync(ct),
            await db.SatChecks().AsNoTracking().SingleOrDefaultAsync(row => row.SubjectId == subjectId, ct),
            replaces is null ? null : await NameAsync(db, replaces, replaces.ReplacedId, ct),
            replacedBy is null ? null : await NameAsync(db, replacedBy, replacedBy.SubjectId, ct),
            await replacing.ObstacleAsync(db, document.Kind, subjectId, ct),
            CancellationTerms.Of(written, today), today, written);
    }

    /// <summary>Of a draft: the document that it is to replace; null when none.</summary>
    public async Task<RelatedDocument?> ReplacedByDraftAsync(Guid subjectId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        return await db.Replacements().AsNoTracking().OfSubjectAsync(subjectId, ct) is { } replaces
            ? await NameAsync(db, replaces, replaces.ReplacedId, ct)
            : null;
    }

    private async Task<RelatedDocument> NameAsync(HonorarioDb db, Replacement replacement, Guid subjectId, CancellationToken ct)
    {
        var kind = kinds.Of(replacement.Kind);
        var number = await kind.OwnNumberAsync(db, subjectId, ct);
        var stamp = await db.SealedCfdis().Where(row => row.SubjectId == subjectId).OrderByDescending(row => row.SealedAt)
            .Select(row => row.Serie + row.Folio).FirstOrDefaultAsync(ct);
        var cancelled = await db.Cancellations().AnyAsync(row => row.SubjectId == subjectId && row.State == CancellationState.Cancelled, ct);
        return new RelatedDocument(number ?? stamp ?? "", kind.Page(subjectId), replacement.State, cancelled);
    }
}
