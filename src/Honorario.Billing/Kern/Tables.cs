using Honorario.Archivos;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Billing.Kern;

/// <summary>Tables out of the room where files are read.</summary>
internal static class Tables
{
    /// <summary>The table of a file that names all the columns that are needed, or what to mend.</summary>
    /// <param name="archivos">The room.</param>
    /// <param name="fileName">As its owner calls it.</param>
    /// <param name="content">Its bytes.</param>
    /// <param name="mostRows">More than these are refused.</param>
    /// <param name="needed">Columns that must be there.</param>
    /// <param name="columns">All columns, for the sentence.</param>
    /// <param name="ct">Ends the reading.</param>
    public static async Task<Result<Table>> TableAsync(
        this IArchivos archivos, string fileName, byte[] content, int mostRows, IReadOnlyList<string> needed, IReadOnlyList<string> columns,
            CancellationToken ct)
    {
        var book = await archivos.BookAsync(new BroughtFile(fileName, content), mostRows, ct);
        if (!book.Ok)
            return new Problem(FieldNames.File, book.Refusal);
        var table = Table.Find(book.Value, mostRows, needed, columns);
        return table.Ok ? table.Value : new Problem(FieldNames.File, table.Refusal);
    }
}
