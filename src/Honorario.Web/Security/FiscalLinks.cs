using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Honorario.Web.Security;

/// <summary>Signed links by which a patient, without an account, sees and corrects its own fiscal data and nothing else.</summary>
internal sealed class FiscalLinks(IDataProtectionProvider protection)
{
    /// <summary>How long one works.</summary>
    public const int Days = 14;

    private ITimeLimitedDataProtector Signer => protection.CreateProtector("datos-fiscales-del-paciente").ToTimeLimitedDataProtector();

    /// <returns>The path, without a slash in front.</returns>
    public string For(Guid practiceId, Guid patientId) => $"p/datos/{Signer.Protect($"{practiceId:N}{patientId:N}", TimeSpan.FromDays(Days))}";

    /// <returns>Null when it is none of ours, or too old.</returns>
    public (Guid PracticeId, Guid PatientId)? Open(string key)
    {
        try
        {
            var text = Signer.Unprotect(key);
            return (Guid.ParseExact(text[..32], "N"), Guid.ParseExact(text[32..], "N"));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
