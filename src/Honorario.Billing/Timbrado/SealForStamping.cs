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
using Emisor = Honorario.Billing.DatosFiscales.Emisor;

namespace Honorario.Billing.Timbrado;

/// <summary>
/// Checks and seals a document and adds the sealed bytes, the intent to stamp them and the next folio to the caller's
/// transaction. The PAC is called later, by the outbox. The caller saves, and retries when another took the folio.
/// </summary>
public sealed class SealForStamping(SigningKeys keys, TimeProvider clock)
{
    /// <param name="db">The caller's context; the emisor is tracked by it, with its Llaves.</param>
    /// <param name="emisor">Who seals; its series and next folio are put on the document.</param>
    /// <param name="kind">What it documents.</param>
    /// <param name="subjectId">Which one.</param>
    /// <param name="draft">The document without series, folio and seal.</param>
    /// <returns>The sealed document, or what to mend.</returns>
    public async Task<Result<Comprobante>> AddAsync(
        HonorarioDb db, Emisor emisor, DocumentKind kind, Guid subjectId, Comprobante draft, CancellationToken ct)
    {
        if (await db.Manifiestos().AllAsync(row => row.EmisorId != emisor.Id || row.TextVersion != ManifiestoText.Version, ct))
            return new Problem("Emisor", $"Falta aceptar el Manifiesto de {emisor.Rfc.Value} en la pestaña \"Llave\" de sus datos fiscales.",
                Link: $"/configuracion/datos-fiscales/{emisor.Id}?tab=llave");
        var document = draft with { Serie = emisor.Serie, Folio = emisor.NextFolio.ToString(CultureInfo.InvariantCulture) };
        var now = clock.GetUtcNow();
        var faults = Faults(document);
        var key = keys.Open(emisor);
        using var csd = key.Value;
        if (csd is null || faults.Count > 0)
            return faults.Concat(key.Problems).ToList();

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
        db.Outbox().Add(new OutboxMessage { Kind = StampSealedCfdi.Kind, SubjectId = stored.Id, CreatedAt = now.UtcDateTime, DueAt = now.UtcDateTime });
        db.Record(subjectId, now.UtcDateTime, "Documento sellado", $"{stored.Serie}{stored.Folio}, con la llave {csd.Certificado.NoCertificado}");
        return signed.Comprobante;
    }

    /// <summary>What SAT would reject of a document, sealed or not.</summary>
    public List<Problem> Faults(Comprobante document) =>
        [.. Preflight.Check(document, clock.GetUtcNow()).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => new Problem(finding.Path, $"{finding.Message} {finding.WhatToChange}", finding.Code))];
}
