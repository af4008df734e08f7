using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>
/// Every stamp ever given, a file each, named by what was sealed: the same document finds its stamp again, whoever sends it,
/// however often, after any restart.
/// </summary>
internal sealed class StampBook(string folder)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(folder, "stamps")).FullName;

    public int Count => Directory.GetFiles(_folder, "*.xml").Length;

    public static string KeyOf(XElement comprobante) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(CadenaOriginal.Of(comprobante))));

    public byte[]? Find(string key) => File.Exists(PathOf(key)) ? File.ReadAllBytes(PathOf(key)) : null;

    /// <summary>Writes a stamp down unless the document has one already.</summary>
    /// <returns>Whether this one counts.</returns>
    public bool TryAdd(string key, byte[] stamped)
    {
        var draft = Path.Combine(_folder, $"{Guid.NewGuid():N}.tmp");
        File.WriteAllBytes(draft, stamped);
        try
        {
            File.Move(draft, PathOf(key), overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(PathOf(key)))
        {
            File.Delete(draft);
            return false;
        }
    }

    private string PathOf(string key) => Path.Combine(_folder, $"{key}.xml");
}
