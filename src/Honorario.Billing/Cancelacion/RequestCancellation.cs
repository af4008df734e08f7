using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>What to cancel and why.</summary>
/// <param name="SubjectId">The id of the invoice, ticket invoice, complement…</param>
/// <param name="Motivo">01 to 04.</param>
/// <param name="Replacement">The folio fiscal that takes its place, with 01; "" for the one that is known to, or with another motive.</param>
public sealed record CancellationForm(Guid SubjectId, string Motivo, string Replacement = "");

/// <summary>Asks to cancel a stamped document of ours, wherever it was stamped; the outbox tells SAT and waits for its word.</summary>
public sealed class RequestCancellation(
    HonorarioStorage storage, IServiceProvider services, DocumentKinds kinds, Replacing replacing, OutboxSignal signal, TimeProvider clock)
{
    /// <returns>The request's id; the one under way when there is one.</returns>
    public async Task<Result<Guid>> RunAsync(CancellationForm form, CancellationToken ct)
    {
        var result = await Races.RetryAsync(() => RequestAsync(form, ct));
        if (result.Ok)
            signal.Raise();
        return result;
    }

    private async Task<Result<Guid>> RequestAsync(CancellationForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Cancel);
        var document = await db.SealedCfdis().AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == form.SubjectId && row.State == PacState.Stamped, ct);
        if (document is null)
            return new Problem("", "Sólo se cancela un comprobante timbrado.");
        var underWay = await db.Cancellations().AsNoTracking().SingleOrDefaultAsync(
            row => row.SubjectId == form.SubjectId && (row.State == CancellationState.Requested || row.State == CancellationState.Waiting), ct);
        if (underWay is not null)
            return underWay.Id;
        if (Motivos.For(kinds.Of(document.Kind)).All(motivo => motivo.Code != form.Motivo))
            return new Problem(nameof(form.Motivo), "Elige el motivo de la cancelación.");
        var replacement = await ReplacementAsync(db, form, document, ct);
        if (!replacement.Ok)
            return replacement.Problems.ToList();

        var now = clock.GetUtcNow().UtcDateTime;
        if (await replacing.ObstacleAsync(db, document.Kind, form.SubjectId, ct) is { } obstacle)
            return obstacle;
        await services.GetRequiredKeyedService<ICancellable>(document.Kind).BeginAsync(db, form.SubjectId, now, ct);
        var request = Cancellation.Ask(db, document, form.Motivo, replacement.Value, now);
        await db.SaveChangesAsync(ct);
        return request.Id;
    }

    private static async Task<Result<Uuid?>> ReplacementAsync(HonorarioDb db, CancellationForm form, SealedCfdi document, CancellationToken ct)
    {
        if (form.Motivo != Motivos.ConRelacion)
            return (Uuid?)null;
        var known = form.Replacement.Length > 0 ? null : await db.Replacements().AsNoTracking().OfReplacedAsync(form.SubjectId, ct);
        if (known is { State: ReplacementState.Stamped })
            return await db.SealedCfdis().Where(row => row.SubjectId == known.SubjectId && row.State == PacState.Stamped).Select(row => row.Uuid)
                .SingleAsync(ct);
        if (TypedUuid.Read(form.Replacement) is var written && !written.Ok)
            return new Problem(nameof(form.Replacement),
                "Con el motivo 01 escribe el folio fiscal del comprobante que sustituye a éste, o da clic en «Sustituir» para hacerlo. Si nada lo sustituye, "
                + "elige el motivo 02.");
        var uuid = written.Value!;
        if (uuid == document.Uuid)
            return new Problem(nameof(form.Replacement), "El folio fiscal es el del mismo comprobante: escribe el del que lo sustituye.");
        var xml = await db.SealedCfdis().Where(row => row.Uuid == uuid && row.EmisorId == document.EmisorId && row.Kind == document.Kind)
            .Select(row => row.StampedXml).SingleOrDefaultAsync(ct);
        if (xml is null)
            return new Problem(
                nameof(form.Replacement), "Ningún comprobante timbrado de este emisor tiene ese folio fiscal: emite primero el que sustituye a éste.");
        return Replacing.Says(CfdiReader.Read(xml).Document!, document.Uuid!)
            ? uuid
            : new Problem(
                nameof(form.Replacement), "Ese comprobante no dice que sustituye a éste (relación 04): emite uno que lo diga o elige el motivo 02.", "212");
    }
}
