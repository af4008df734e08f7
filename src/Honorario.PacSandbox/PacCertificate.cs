using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>The certificate with which the sandbox stamps, made at its first start and kept in its folder.</summary>
internal static class PacCertificate
{
    public static Rfc Rfc { get; } = Rfc.Parse("HON200101AA1");

    /// <summary>Guards nothing: whatever it signs has no fiscal value.</summary>
    private const string Password = "sandbox";

    public static Csd Open(string folder, DateTimeOffset now)
    {
        var (cer, key) = (Path.Combine(folder, "pac.cer"), Path.Combine(folder, "pac.key"));
        if (!File.Exists(key))
        {
            var made = SelfIssued.Create(Rfc, "PAC DE PRUEBAS HONORARIO", "30001000000500000001", now.AddYears(-1), now.AddYears(20), Password);
            File.WriteAllBytes(cer, made.Cer);
            File.WriteAllBytes(key, made.Key);
        }

        var opened = Csd.Open(File.ReadAllBytes(cer), File.ReadAllBytes(key), Password, Rfc, now);
        return opened.Csd ?? throw new InvalidOperationException($"The sandbox's certificate in {folder} does not open: {opened.Findings[0].Message}");
    }
}
