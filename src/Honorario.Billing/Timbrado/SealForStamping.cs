using System.Globalization;
using Honorario.Billing.Auditoria;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// Checks and seals a document and adds the sealed bytes, the intent to stamp them and the next folio to the caller's
/// transaction. The PAC is called later, by the outbox. The caller saves within its turn.
/// </summary>
public sealed class SealForStamping(SigningKeys keys, TimeProvider clock)
{
    /// <param name="turn">The emisor's turn (<see cref="NumberLine.Folios"/>): without it nobody takes a folio.</param>
    /// <param name="emisor">Who seals, read in the turn with its Llaves; its series and next folio are put on the document.</param>
    /// <param name="kind">What it documents.</param>
    /// <param name="subjectId">Which one.</param>
    /// <param name="draft">The document without series, folio and seal.</param>
    /// <param name="seen">What a person saw of it: anything else is not sealed; null of what is issued without being looked at.</param>
    /// <returns>The sealed document, or what to mend.</returns>
    public async Task<Result<Comprobante>> AddAsync(
        Turn turn, Emisor emisor, DocumentKind kind, Guid subjectId, Comprobante draft, Seen? seen, CancellationToken ct)
    {
        if (turn.Line != NumberLine.Folios(emisor.Id))
            throw new InvalidOperationException("A folio is taken in the turn of the emisor whose it is.");
        var db = turn.Db;
        if (await db.Manifiestos().AllAsync(row => row.EmisorId != emisor.Id || row.TextVersion != ManifiestoText.Version, ct))
            return new Problem(FieldNames.Emisor, $"Falta aceptar el Manifiesto de {emisor.Rfc.Value} en la pestaña \"Llave\" de sus datos fiscales.",
                Link: $"/configuracion/datos-fiscales/{emisor.Id}?tab=llave");
        if (await db.SealedCfdis().AnyAsync(row => row.EmisorId == emisor.Id && row.Serie == emisor.Serie && row.Folio == emisor.NextFolio, ct))
            return new Problem(FieldNames.Emisor,
                $"El folio {emisor.Serie}{emisor.NextFolio} ya es de otro documento: cambia el siguiente folio en los datos fiscales de {emisor.Rfc.Value}.",
                Link: $"/configuracion/datos-fiscales/{emisor.Id}");
        var document = draft with { Serie = emisor.Serie, Folio = emisor.NextFolio.ToString(CultureInfo.InvariantCulture) };
        var now = clock.GetUtcNow();
        var faults = Faults(document);
        var key = keys.Open(emisor, PlaceClock.ToUtc(document.Fecha, emisor.CodigoPostal));
        using var csd = key.Value;
        if (csd is null || faults.Count > 0)
            return faults.Concat(key.Problems).ToList();
        if (seen?.Against(draft) is { Count: > 0 } changed)
            return changed;

        var signed = Sealer.Seal(document, csd);
        var stored = new SealedCfdi
        {
            Kind = kind,
            SubjectId = subjectId,
            EmisorId = emisor.Id,
            Serie = emisor.Serie,
            Folio = emisor.NextFolio,
            IssuedOn = DateOnly.FromDateTime(document.Fecha),
            Total = document.Total,
            Receptor = document.Receptor.Nombre,
            SealedXml = signed.Xml,
            SealedAt = now.UtcDateTime,
        };
        emisor.NextFolio++;
        db.SealedCfdis().Add(stored);
        db.Outbox().Add(
            new OutboxMessage { Kind = StampSealedCfdi.Kind, SubjectId = stored.Id, Line = emisor.Id, CreatedAt = now.UtcDateTime, DueAt = now.UtcDateTime });
        db.Record(subjectId, now.UtcDateTime, "Sellada", $"{stored.Serie}{stored.Folio}, con la llave {csd.Certificado.NoCertificado}");
        return signed.Comprobante;
    }

    /// <summary>What SAT would reject of a document, sealed or not.</summary>
    public List<Problem> Faults(Comprobante document) =>
        [.. Preflight.Check(document, clock.GetUtcNow()).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => new Problem(finding.Path, $"{finding.Message} {finding.WhatToChange}", finding.Code))];
}

/// <summary>What was sealed with a series, whatever came of it: a folio of a refused document is not given twice.</summary>
public sealed class UsedFolios : IUsedFolios
{
    public async Task<int> LastAsync(HonorarioDb db, Guid emisorId, string serie, CancellationToken ct) =>
        await db.SealedCfdis().Where(row => row.EmisorId == emisorId && row.Serie == serie).MaxAsync(row => row.Folio, ct) ?? 0;
}
