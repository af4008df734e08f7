using System.IO.Compression;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Which files of an invoice.</summary>
public enum InvoiceFileKind
{
    Ambos,
    Xml,
    Pdf,
}

/// <summary>A file that is written as it is sent.</summary>
/// <param name="Name">With its ending.</param>
/// <param name="WriteAsync">Writes it.</param>
public sealed record ZipFileOut(string Name, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>Hands out the files of many invoices at once, in a ZIP that is written one invoice after the other.</summary>
public sealed class HandOutInvoices(HonorarioStorage storage, InvoiceFiles files)
{
    /// <summary>Printing takes its time: more are asked for in parts.</summary>
    public const int MostInZip = 500;

    /// <summary>The files of the invoices that were chosen one by one.</summary>
    /// <returns>Null when one of them is not of this account or none has files yet.</returns>
    public async Task<Result<ZipFileOut>?> ChosenAsync(IReadOnlySet<Guid> chosen, InvoiceFileKind kind, CancellationToken cancellation)
    {
        if (chosen.Count > MostInZip)
            return TooMany(chosen.Count);
        List<(Guid Id, bool Stamped)> found;
        await using (var db = storage.Open())
        {
            found = (await db.Invoices.Where(row => chosen.Contains(row.Id)).OrderByDescending(row => row.CreatedAt)
                .Select(row => new { row.Id, Stamped = row.Uuid != null }).ToListAsync(cancellation)).ConvertAll(row => (row.Id, row.Stamped));
        }

        return found.Count < chosen.Count ? null : Zip([.. found.Where(row => row.Stamped).Select(row => row.Id)], kind);
    }

    /// <summary>The files of every stamped invoice of a filter, in its order.</summary>
    /// <returns>Null when none has files yet.</returns>
    public async Task<Result<ZipFileOut>?> MatchingAsync(InvoiceFilter filter, InvoiceFileKind kind, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var stamped = ListInvoices.Matching(db, filter).Where(row => row.Uuid != null);
        var ids = await ListInvoices.Ordered(stamped, filter.Order).Select(row => row.Id).Take(MostInZip + 1).ToListAsync(cancellation);
        return ids.Count > MostInZip ? TooMany(await stamped.CountAsync(cancellation)) : Zip(ids, kind);
    }

    private Result<ZipFileOut>? Zip(List<Guid> ids, InvoiceFileKind kind)
    {
        if (ids.Count == 0)
            return null;
        var name = kind == InvoiceFileKind.Ambos ? "facturas.zip" : $"facturas-{kind.ToString().ToLowerInvariant()}.zip";
        return (Result<ZipFileOut>)new ZipFileOut(name, (to, cancellation) => WriteAsync(to, ids, kind, cancellation));
    }

    private async Task WriteAsync(Stream to, List<Guid> ids, InvoiceFileKind kind, CancellationToken cancellation)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation);
        foreach (var id in ids)
        {
            if (kind != InvoiceFileKind.Pdf && await files.XmlAsync(id, cancellation) is { } xml)
                await AddAsync(zip, xml, cancellation);
            if (kind != InvoiceFileKind.Xml && await files.PdfAsync(id, cancellation) is { } pdf)
                await AddAsync(zip, pdf, cancellation);
        }
    }

    private static async Task AddAsync(ZipArchive zip, Download file, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(file.Name).OpenAsync(cancellation);
        await entry.WriteAsync(file.Content, cancellation);
    }

    private static Result<ZipFileOut> TooMany(int count) =>
        new Problem("", $"Son {count:N0} facturas y se descargan hasta {MostInZip} a la vez: acota la búsqueda, por ejemplo por fecha.");
}
