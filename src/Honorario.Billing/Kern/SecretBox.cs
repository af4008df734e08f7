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
    private byte[] _masterKey;
    private string? _unkept;

    /// <param name="masterKey">32 bytes.</param>
    public SecretBox(byte[] masterKey)
    {
        if (masterKey.Length != 32)
            throw new ArgumentException("The master key has 32 bytes.", nameof(masterKey));
        _masterKey = masterKey;
    }

    /// <summary>The master key of a file; when there is none, a new one that is not in the file before <see cref="Keep"/>.</summary>
    /// <exception cref="InvalidDataException">The file has not the 32 bytes of a master key.</exception>
    public static SecretBox Open(string path)
    {
        if (!File.Exists(path))
            return new SecretBox(RandomNumberGenerator.GetBytes(32)) { _unkept = path };
        var key = File.ReadAllBytes(path);
        return key.Length == 32
            ? new SecretBox(key)
            : throw new InvalidDataException($"La llave maestra de {path} está dañada: tiene {key.Length} bytes en vez de 32. Copia ahí la de tu respaldo.");
    }

    /// <summary>It was made now and is in no file yet.</summary>
    public bool IsNew => _unkept is not null;

    /// <summary>Tells one master key from another without telling it: 64 hexadecimal digits.</summary>
    public string Fingerprint => Convert.ToHexStringLower(HMACSHA256.HashData(_masterKey, "Honorario, huella de la llave maestra"u8));

    /// <summary>Takes the key that another process has put into the file since this one found none.</summary>
    /// <exception cref="InvalidDataException">The file has not the 32 bytes of a master key.</exception>
    public void TakeKept()
    {
        if (_unkept is not { } path || !File.Exists(path))
            return;
        _masterKey = Open(path)._masterKey;
        _unkept = null;
    }

    /// <summary>
    /// Writes a new master key into its file, readable by its owner only, whole or not at all; a key that is there already counts instead.
    /// Only one process at a time may do it (a rename replaces what is there): the caller holds the database's row of it.
    /// </summary>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Keep()
    {
        TakeKept();
        if (_unkept is not { } path)
            return;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var draft = $"{path}.{Guid.NewGuid():N}";
        using (var file = new FileStream(draft, options))
        {
            file.Write(_masterKey);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: false);
        _unkept = null;
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
