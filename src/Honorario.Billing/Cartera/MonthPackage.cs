using System.Globalization;
using System.IO.Compression;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cartera;

/// <summary>
/// "Paquete para el contador": a month's documents with their printed forms, the acuses of what was cancelled in it, and a summary,
/// in a ZIP that is written one document after the other.
/// </summary>
public sealed class MonthPackage(HonorarioStorage storage, DocumentKinds kinds, WithheldIsr withheld)
{
    private const int AtOnce = 20;

    /// <param name="month">Any day of it.</param>
    /// <param name="emisorId">Of one emisor; null for all.</param>
    /// <returns>Null when this account has nothing of that month.</returns>
    public async Task<StreamedFile?> RunAsync(DateOnly month, Guid? emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Export);
        var first = new DateOnly(month.Year, month.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        var documents = await db.SealedCfdis()
            .Where(row => row.State == PacState.Stamped && row.IssuedOn >= first && row.IssuedOn <= last && (emisorId == null || row.EmisorId == emisorId))
            .OrderBy(row => row.Kind).ThenBy(row => row.IssuedOn).ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(ct);
        var acuses = await AcusesAsync(db, first, last, emisorId, ct);
        return documents.Count + acuses.Count == 0
            ? null
            : StreamedFile.OfZip(
                string.Create(CultureInfo.InvariantCulture, $"contador-{first:yyyy-MM}.zip"), (zip, stop) =>
                    FillAsync(zip, documents, acuses, first, emisorId, stop));
    }

    private static async Task<List<Guid>> AcusesAsync(HonorarioDb db, DateOnly first, DateOnly last, Guid? emisorId, CancellationToken ct)
    {
        var settled = await (
            from request in db.Cancellations()
            where request.Acuse != null && request.SettledAt != null
            join document in db.SealedCfdis() on request.SealedCfdiId equals document.Id
            where emisorId == null || document.EmisorId == emisorId
            select new { request.Id, At = request.SettledAt!.Value }).ToListAsync(ct);
        return [.. settled
            .Where(row => DateOnly.FromDateTime(PlaceClock.At(DateTime.SpecifyKind(row.At, DateTimeKind.Utc), PlaceClock.Centre)) is var day && day >= first
                && day <= last)
            .Select(row => row.Id)];
    }

    private async Task FillAsync(ZipArchive zip, List<Guid> documents, List<Guid> acuses, DateOnly month, Guid? emisorId, CancellationToken ct)
    {
        var summary = new List<SummaryRow>(documents.Count);
        foreach (var some in documents.Chunk(AtOnce))
        {
            await using var db = storage.Open(Right.Export);
            var loaded = await db.SealedCfdis().AsNoTracking().Where(row => some.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);
            var subjects = loaded.Values.Select(row => row.SubjectId).ToList();
            var numbers = await OfKindsAsync(db, loaded.Values, kind => kind.OwnNumbers, ct);
            var notes = await OfKindsAsync(db, loaded.Values, kind => kind.ConceptNotes, ct);
            var cancelled = await db.Cancellations().Where(row => subjects.Contains(row.SubjectId) && row.State == CancellationState.Cancelled)
                .Select(row => row.SubjectId).ToListAsync(ct);
            foreach (var document in some.Select(id => loaded[id]))
            {
                var number = numbers.GetValueOrDefault(document.SubjectId);
                var said = notes.GetValueOrDefault(document.SubjectId) ?? [];
                var name = $"{kinds.Of(document.Kind).PackageFolder}/{DocumentFiles.Name(document)}";
                await zip.AddAsync($"{name}.xml", document.StampedXml!, ct);
                await zip.AddAsync($"{name}.pdf", await PrintCfdi.RunAsync(storage, document, number, said, ct), ct);
                summary.Add(SummaryRow.Of(
                    kinds.Of(document.Kind), document, CfdiReader.Read(document.StampedXml!).Document!, number, cancelled.Contains(document.SubjectId)));
            }
        }

        await AddAcusesAsync(zip, acuses, ct);
        var isr = (await withheld.RunAsync(month.Year, emisorId, ct)).Where(row => row.Month == month.Month).ToList();
        await zip.AddAsync("resumen.xlsx", await MonthSummary.WriteAsync(summary, isr, ct), ct);
    }

    /// <summary>What the kinds of these documents say of them, by the id of their subject.</summary>
    private async Task<Dictionary<Guid, T>> OfKindsAsync<T>(
        HonorarioDb db,
        IEnumerable<SealedCfdi> documents,
        Func<DocumentDescription, Func<HonorarioDb, IReadOnlyCollection<Guid>, CancellationToken, Task<Dictionary<Guid, T>>>?> told,
        CancellationToken ct)
    {
        var all = new Dictionary<Guid, T>();
        foreach (var some in documents.ToLookup(document => kinds.Of(document.Kind), document => document.SubjectId))
        {
            if (told(some.Key) is not { } ofKind)
                continue;
            foreach (var (id, one) in await ofKind(db, [.. some], ct))
                all[id] = one;
        }

        return all;
    }

    private async Task AddAcusesAsync(ZipArchive zip, List<Guid> acuses, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Export);
        foreach (var some in acuses.Chunk(AtOnce))
        {
            var found = await (
                from request in db.Cancellations()
                where some.Contains(request.Id)
                join document in db.SealedCfdis() on request.SealedCfdiId equals document.Id
                select new { document.Uuid, request.Acuse }).ToListAsync(ct);
            foreach (var row in found.DistinctBy(row => row.Uuid))
                await zip.AddAsync($"acuses/acuse_{row.Uuid}.xml", row.Acuse!, ct);
        }
    }
}

/// <summary>A document of the month as the accountant's summary lists it; pesos.</summary>
internal sealed record SummaryRow(
    DocumentDescription Kind, string SerieFolio, string? ControlNumber, string Uuid, DateOnly Date, string EmisorRfc, string ReceptorRfc, string Receptor,
    string MetodoPago, string FormaPago, decimal SubTotal, decimal Iva, decimal Isr, decimal Total, bool Cancelled, bool MadeElsewhere)
{
    /// <summary>IVA that the receiver withholds.</summary>
    public decimal IvaRetenido { get; init; }

    /// <summary>A state's taxes: those charged less those withheld.</summary>
    public decimal Local { get; init; }

    /// <summary>A complement's Total is what was paid.</summary>
    public static SummaryRow Of(DocumentDescription kind, SealedCfdi document, Comprobante cfdi, string? controlNumber, bool cancelled) => new(
        kind, $"{cfdi.Serie}{cfdi.Folio}", controlNumber, document.Uuid!.Value, document.IssuedOn, cfdi.Emisor.Rfc, cfdi.Receptor.Rfc, cfdi.Receptor.Nombre,
        cfdi.MetodoPago ?? "", cfdi.FormaPago ?? "", cfdi.InPesos(cfdi.SubTotal), cfdi.InPesos(cfdi.Impuestos?.TotalImpuestosTrasladados ?? 0),
        cfdi.InPesos(Withheld.Isr(cfdi)), cfdi.Pagos is { } pagos ? pagos.Totales.MontoTotalPagos : cfdi.InPesos(cfdi.Total), cancelled,
            document.IsMadeElsewhere)
        {
            IvaRetenido = cfdi.InPesos(Withheld.Iva(cfdi)),
            Local = cfdi.InPesos((cfdi.ImpuestosLocales?.TotaldeTraslados ?? 0) - (cfdi.ImpuestosLocales?.TotaldeRetenciones ?? 0)),
        };
}
