using System.IO.Compression;

namespace Honorario.Billing.Kern;

/// <summary>A file that is written as it is sent, however large it is.</summary>
/// <param name="Name">With its ending.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="WriteAsync">Writes it.</param>
public sealed record StreamedFile(string Name, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>The row that it is about, for the audit log; null of a list.</summary>
    public Guid? About { get; init; }

    /// <summary>The media type of a ZIP.</summary>
    public const string Zip = "application/zip";

    /// <summary>A ZIP whose entries are written one after the other.</summary>
    public static StreamedFile OfZip(string name, Func<ZipArchive, CancellationToken, Task> fillAsync) => new(name, Zip, async (to, ct) =>
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        await fillAsync(zip, ct);
    });
}

internal static class ZipEntries
{
    public static async Task AddAsync(this ZipArchive zip, string name, byte[] content, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(FileName.Entry(name)).OpenAsync(ct);
        await entry.WriteAsync(content, ct);
    }
}
