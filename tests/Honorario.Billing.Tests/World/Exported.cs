using Honorario.Billing.Storage;

namespace Honorario.Billing.Tests.World;

internal static class Exported
{
    /// <summary>A table that was handed out, as a spreadsheet reads it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="needed">A heading that it must have.</param>
    public static async Task<Spreadsheet> ReadAsync(this StreamedFile file, string needed)
    {
        using var content = new MemoryStream();
        await file.WriteAsync(content, CancellationToken.None);
        return Spreadsheet.Read(file.Name, content.ToArray(), 100, [needed], [needed]).Value!;
    }

    /// <summary>The cells of a column, from the first row down.</summary>
    public static IEnumerable<string> Column(this Spreadsheet sheet, string heading) => sheet.Lines.Select(line => sheet.Cell(line, heading));
}
