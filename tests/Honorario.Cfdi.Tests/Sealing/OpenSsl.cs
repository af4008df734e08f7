using System.Diagnostics;
using System.Text;

namespace Honorario.Cfdi.Tests.Sealing;

/// <summary>A second implementation of seals: the command openssl.</summary>
internal static class OpenSsl
{
    /// <summary>The seal of a text, in base64.</summary>
    /// <param name="cadena">The text.</param>
    /// <param name="key">A .key of SAT's: encrypted PKCS#8 in DER.</param>
    /// <param name="password">Opens it.</param>
    /// <param name="digest">As openssl names it.</param>
    public static string Sign(string cadena, string key, string password, string digest = "sha256")
    {
        var pem = Run($"pkcs8 -inform DER -in {key} -passin pass:{password}", []);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, pem);
            return Convert.ToBase64String(Run($"dgst -{digest} -sign {file}", Encoding.UTF8.GetBytes(cadena)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Run(string arguments, byte[] input)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.Should().Be(0, said);
        return output.ToArray();
    }
}
