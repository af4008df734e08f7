using Honorario.Archivos;
using Honorario.Archivos.Lectura;
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
        return Read(file.Name, content.ToArray(), needed);
    }

    /// <summary>The same of bytes.</summary>
    public static Table Read(string name, byte[] content, string needed) =>
        Table.Find(BookReader.Read(new BroughtFile(name, content), new TableLimits(100)).Value!, 100, [needed], [needed]).Value!;

    /// <summary>The cells of a column, from the first row down.</summary>
    public static IEnumerable<string> Column(this Table sheet, string heading) => sheet.Lines.Select(line => sheet.Text(line, heading));
}
