using System.IO.Compression;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Which files of an invoice.</summary>
public enum InvoiceFileKind
{
    Ambos,
    Xml,
    Pdf,
}

/// <summary>Hands out the files of many invoices at once, in a ZIP that is written one invoice after the other.</summary>
public sealed class HandOutInvoices(HonorarioStorage storage, DocumentFiles files)
{
    /// <summary>Printing takes its time: more are asked for in parts.</summary>
    public const int MostInZip = 500;

    /// <summary>The files of the invoices that were chosen one by one.</summary>
    /// <returns>Null when one of them is not of this account or none has files yet.</returns>
    public async Task<Result<StreamedFile>?> ChosenAsync(IReadOnlySet<Guid> chosen, InvoiceFileKind kind, CancellationToken ct)
    {
        if (chosen.Count > MostInZip)
            return TooMany(chosen.Count);
        List<(Guid Id, bool Stamped)> found;
        await using (var db = Looking())
        {
            found = (await db.Invoices().Where(row => chosen.Contains(row.Id)).OrderByDescending(row => row.CreatedAt)
                .Select(row => new { row.Id, Stamped = row.Uuid != null }).ToListAsync(ct)).ConvertAll(row => (row.Id, row.Stamped));
        }

        return found.Count < chosen.Count ? null : Zip([.. found.Where(row => row.Stamped).Select(row => row.Id)], kind);
    }

    /// <summary>The files of every stamped invoice of a filter, in its order.</summary>
    /// <returns>Null when none has files yet.</returns>
    public async Task<Result<StreamedFile>?> MatchingAsync(InvoiceFilter filter, InvoiceFileKind kind, CancellationToken ct)
    {
        await using var db = Looking();
        var stamped = ListInvoices.Matching(db, filter).Where(row => row.Uuid != null);
        var ids = await ListInvoices.Ordered(stamped, filter.Order).Select(row => row.Id).Take(MostInZip + 1).ToListAsync(ct);
        return ids.Count > MostInZip ? TooMany(await stamped.CountAsync(ct)) : Zip(ids, kind);
    }

    private HonorarioDb Looking()
    {
        storage.Demand(Right.Export);
        return storage.Open(Right.SeeInvoices);
    }

    private Result<StreamedFile>? Zip(List<Guid> ids, InvoiceFileKind kind)
    {
        if (ids.Count == 0)
            return null;
        var name = kind == InvoiceFileKind.Ambos ? "facturas.zip" : $"facturas-{kind.ToString().ToLowerInvariant()}.zip";
        return (Result<StreamedFile>)StreamedFile.OfZip(name, (zip, ct) => FillAsync(zip, ids, kind, ct));
    }

    private async Task FillAsync(ZipArchive zip, List<Guid> ids, InvoiceFileKind kind, CancellationToken ct)
    {
        foreach (var id in ids)
        {
            if (kind != InvoiceFileKind.Pdf && await files.XmlAsync(id, ct) is { } xml)
                await zip.AddAsync(xml.Name, xml.Content, ct);
            if (kind != InvoiceFileKind.Xml && await files.PdfAsync(id, ct) is { } pdf)
                await zip.AddAsync(pdf.Name, pdf.Content, ct);
        }
    }

    internal static Result<StreamedFile> TooMany(int count) =>
        new Problem("", $"Son {count:N0} facturas y se descargan hasta {MostInZip} a la vez: acota la búsqueda, por ejemplo por fecha.");
}
