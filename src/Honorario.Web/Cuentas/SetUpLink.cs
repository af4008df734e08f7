using System.Security.Cryptography;
using Honorario.Billing.Copagos;
using Honorario.Web.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Honorario.Web.Cuentas;

/// <summary>
/// The link with which the first account of an empty installation is made: written where it starts, for who runs it and nobody else. It
/// is worth nothing as soon as there is an account.
/// </summary>
internal sealed class SetUpLink(IDataProtectionProvider protection, PublicAddress address, IConfiguration configuration)
{
    /// <summary>In the data folder; <c>./run</c> prints it.</summary>
    public const string FileName = "primera-cuenta.txt";

    private const string Says = "primera cuenta";
    private readonly IDataProtector _protector = protection.CreateProtector("primera-cuenta");

    private string File => Path.Combine(configuration["Data"]!, FileName);

    /// <summary>Writes a link, or removes the one that is no longer of use.</summary>
    /// <returns>The link.</returns>
    public async Task<Uri?> WriteAsync(bool needed)
    {
        if (!needed)
        {
            System.IO.File.Delete(File);
            return null;
        }

        var link = new Uri(address.Root, $"primera-cuenta?clave={_protector.Protect(Says)}");
        await DataFolder.WriteAsync(File, [link.AbsoluteUri]);
        return link;
    }

    public bool IsRight(string? key)
    {
        try
        {
            return key is not null && _protector.Unprotect(key) == Says;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
