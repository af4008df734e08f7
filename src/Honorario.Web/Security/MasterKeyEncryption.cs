using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Honorario.Billing.DatosFiscales;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Honorario.Web.Security;

/// <summary>Keeps the keys of sign-in cookies encrypted in the database, under the master key that lives outside it.</summary>
internal sealed class MasterKeyEncryptor(SecretBox secrets) : IXmlEncryptor
{
    /// <summary>What these boxes are bound to.</summary>
    internal static readonly Guid Owner = new("6f5d6a0e-8a55-4a4b-9a53-3f0a4f0d1c01");

    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(
            new XElement(
                "llave",
                Convert.ToBase64String(
                    secrets.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting)), Owner))),
            typeof(MasterKeyDecryptor));
}

internal sealed class MasterKeyDecryptor(IServiceProvider services) : IXmlDecryptor
{
    /// <exception cref="CryptographicException">The master key is another.</exception>
    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(Encoding.UTF8.GetString(
        services.GetRequiredService<SecretBox>().Decrypt(Convert.FromBase64String(encryptedElement.Value), MasterKeyEncryptor.Owner)));
}

internal static class MasterKeyEncryption
{
    public static void EncryptWithMasterKey(this IDataProtectionBuilder builder) =>
        builder.Services.AddOptions<KeyManagementOptions>().Configure<SecretBox>((keys, secrets) => keys.XmlEncryptor = new MasterKeyEncryptor(secrets));
}
