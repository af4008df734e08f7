using System.Security.Cryptography;

namespace Honorario.Billing.Kern;

/// <summary>
/// Encrypts secrets at rest with AES-256-GCM under a master key that lives outside the database, bound to what they belong
/// to: a ciphertext moved to another row does not open.
/// </summary>
public sealed class SecretBox
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private readonly byte[] _masterKey;

    /// <param name="masterKey">32 bytes.</param>
    public SecretBox(byte[] masterKey)
    {
        if (masterKey.Length != 32)
            throw new ArgumentException("The master key has 32 bytes.", nameof(masterKey));
        _masterKey = masterKey;
    }

    /// <summary>Reads the master key from a file, making it (readable by its owner only) the first time.</summary>
    public static SecretBox Open(string path)
    {
        if (!File.Exists(path))
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(path, options);
            file.Write(RandomNumberGenerator.GetBytes(32));
        }

        return new SecretBox(File.ReadAllBytes(path));
    }

    /// <returns>Nonce, tag and ciphertext, one after the other.</returns>
    public byte[] Encrypt(ReadOnlySpan<byte> secret, Guid owner)
    {
        var box = new byte[NonceSize + TagSize + secret.Length];
        var nonce = box.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_masterKey, TagSize);
        aes.Encrypt(nonce, secret, box.AsSpan(NonceSize + TagSize), box.AsSpan(NonceSize, TagSize), owner.ToByteArray());
        return box;
    }

    /// <exception cref="CryptographicException">The master key is another, or the box was changed or moved.</exception>
    public byte[] Decrypt(byte[] box, Guid owner)
    {
        var cipher = box.AsSpan(NonceSize + TagSize);
        var secret = new byte[cipher.Length];
        using var aes = new AesGcm(_masterKey, TagSize);
        aes.Decrypt(box.AsSpan(0, NonceSize), cipher, box.AsSpan(NonceSize, TagSize), secret, owner.ToByteArray());
        return secret;
    }
}
