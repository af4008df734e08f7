using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>A draft that an invoice made elsewhere may belong to; Total in pesos.</summary>
public sealed record DraftChoice(Guid Id, string ControlNumber, Rfc EmisorRfc, Rfc InsurerRfc, DateOnly IssueDate, int Services, decimal Total);

/// <summary>An invoice made elsewhere and the draft whose services it bills.</summary>
/// <param name="External">As it came.</param>
/// <param name="Document">What it says; null when it can't be read.</param>
/// <param name="Drafts">The drafts of its emisor to its receptor.</param>
/// <param name="DraftId">The one that it is meant for beyond doubt; null when a person must choose.</param>
/// <param name="Problems">What keeps it out whatever the draft.</param>
public sealed record ExternalMatch(
    NamedExternal External, Comprobante? Document, IReadOnlyList<DraftChoice> Drafts, Guid? DraftId, IReadOnlyList<Problem> Problems);

/// <summary>
/// Of many invoices made elsewhere, which draft each one bills: the one whose No de Control Interno it bears as its folio, or
/// the only one with its total. What fits several drafts, or a draft that fits several of them, is left to a person.
/// </summary>
public sealed class MatchExternals(HonorarioStorage storage)
{
    public async Task<IReadOnlyList<ExternalMatch>> RunAsync(ExternalPile pile, CancellationToken ct)
    {
        var read = pile.Documents.Select(external => (External: external, Reading: Read(external.Files.Xml))).ToList();
        await using var db = storage.Open(Right.Bill);
        var drafts = await DraftsAsync(db, ct);
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var matches = new List<ExternalMatch>();
        foreach (var (external, reading) in read)
        {
            if (reading.Value is not { } document)
            {
                matches.Add(new ExternalMatch(external, null, [], null, reading.Problems));
                continue;
            }

            var own = drafts.Where(draft => draft.EmisorRfc.Value == document.Emisor.Rfc && draft.InsurerRfc.Value == document.Receptor.Rfc).ToList();
            var problems = new List<Problem>();
            if (document.Timbre is { } timbre && !seen.TryAdd(timbre.Uuid, external.Name))
                problems.Add(new Problem(FieldNames.Xml, $"Es el mismo folio fiscal que {seen[timbre.Uuid]}: déjalo fuera."));
            else if (document.TipoDeComprobante != "I")
                problems.Add(new Problem(FieldNames.Xml,
                    $"El comprobante es de tipo {document.TipoDeComprobante}: aquí se cargan facturas (I). Un complemento de pago se carga en su pago."));
            else if (await LoadExternalInvoice.SeenAsync(db, document, ct) is { } known)
                problems.Add(known);
            else if (own.Count == 0)
                problems.Add(new Problem(FieldNames.Xml,
                    $"No hay un borrador de {document.Emisor.Rfc} para {document.Receptor.Rfc} con servicios: regístralo, o prepáralo en «Facturar periodo».",
                    Link: "/finanzas/facturacion/periodo"));
            matches.Add(new ExternalMatch(external, document, own, null, problems));
        }

        foreach (var fits in (Func<Comprobante, DraftChoice, bool>[])[BearsItsNumber, HasItsTotalAndDay, HasItsTotal])
            Settle(matches, fits);
        return matches;
    }

    /// <summary>Gives each document the only draft that fits it, when that draft fits no other document.</summary>
    private static void Settle(List<ExternalMatch> matches, Func<Comprobante, DraftChoice, bool> fits)
    {
        var taken = matches.Select(match => match.DraftId).ToHashSet();
        var open = matches.Where(match => match is { DraftId: null, Document: not null, Problems.Count: 0 })
            .Select(match => (Match: match, Fitting: match.Drafts.Where(draft => !taken.Contains(draft.Id) && fits(match.Document!, draft)).ToList())).ToList();
        var wanted = open.SelectMany(one => one.Fitting).CountBy(draft => draft.Id).ToDictionary();
        foreach (var (match, fitting) in open)
        {
            if (fitting is [var only] && wanted[only.Id] == 1)
                matches[matches.IndexOf(match)] = match with { DraftId = only.Id };
        }
    }

    private static bool BearsItsNumber(Comprobante document, DraftChoice draft) =>
        string.Equals(document.Folio, draft.ControlNumber, StringComparison.OrdinalIgnoreCase)
        || string.Equals(document.Serie + document.Folio, draft.ControlNumber, StringComparison.OrdinalIgnoreCase);

    private static bool HasItsTotalAndDay(Comprobante document, DraftChoice draft) =>
        HasItsTotal(document, draft) && DateOnly.FromDateTime(document.Fecha) == draft.IssueDate;

    private static bool HasItsTotal(Comprobante document, DraftChoice draft) =>
        Math.Abs(document.Total - draft.Total) <= LoadExternalInvoice.Tolerance(document);

    private static Result<Comprobante> Read(byte[] xml)
    {
        var loaded = SafeXml.Load(xml);
        if (loaded.Root is not { } root)
            return ExternalProof.Told(loaded.Fault!);
        var read = CfdiReader.Read(root);
        return read.Document is { } document ? document : read.Findings.Select(ExternalProof.Told).ToList();
    }

    private static Task<List<DraftChoice>> DraftsAsync(HonorarioDb db, CancellationToken ct) => db.Invoices().AsNoTracking()
        .Where(row => row.Status == InvoiceStatus.Borrador && row.Lines.Any()
            && !db.SealedCfdis().Any(sealing => sealing.SubjectId == row.Id && sealing.State != PacState.Rejected))
        .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)
        .Select(row => new DraftChoice(row.Id, row.ControlNumber, row.Emisor.Rfc, row.Insurer.Rfc, row.IssueDate, row.Lines.Count, row.Total))
        .ToListAsync(ct);
}
