using System.Diagnostics;
using System.Text;

namespace Honorario.Browser.Tests;

/// <summary>What Debian's pdftotext reads in a PDF.</summary>
internal static class Pdftotext
{
    public static async Task<string> ReadAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var process = Process.Start(
                new ProcessStartInfo("pdftotext", ["-layout", "-enc", "UTF-8", file, "-"])
                {
                    RedirectStandardOutput = true,
                    StandardOutputEncoding = Encoding.UTF8,
                }
            )!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            process.ExitCode.Should().Be(0);
            return text;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
