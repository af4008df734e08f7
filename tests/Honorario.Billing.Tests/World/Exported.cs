using Honorario.Archivos;
using Honorario.Archivos.Tablas;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Tests.World;

internal static class Exported
{
    /// <summary>A table that was handed out, as a spreadsheet reads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="needed">A heading that it must have.</param>
    public static async Task<Table> ReadAsync(this StreamedFile file, string needed)
    {
        using var content = new MemoryStream();
        await file.WriteAsync(content, CancellationToken.None);
        var book = BookReader.Read(new BroughtFile(file.Name, content.ToArray()), new TableLimits(100));
        return Table.Find(book.Value!, 100, [needed], [needed]).Value!;
    }

    /// <summary>The cells of a column, from the first row down.</summary>
    public static IEnumerable<string> Column(this Table sheet, string heading) => sheet.Lines.Select(line => sheet.Text(line, heading));
}
