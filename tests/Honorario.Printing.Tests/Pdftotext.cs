using System.Diagnostics;

namespace Honorario.Printing.Tests;

/// <summary>What another program than the one that tests use elsewhere reads in a PDF, as it is laid out.</summary>
internal static class Pdftotext
{
    public static async Task<string[]> LinesOfAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var process = Process.Start(new ProcessStartInfo(
                "pdftotext",
                ["-layout", "-enc", "UTF-8", file, "-"]) { RedirectStandardOutput = true, StandardOutputEncoding = System.Text.Encoding.UTF8 })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.Should().Be(0);
            return text.Split('\n', StringSplitOptions.TrimEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
