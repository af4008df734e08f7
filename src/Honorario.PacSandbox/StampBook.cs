using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;

namespace Honorario.PacSandbox;

/// <summary>
/// Every stamp ever given, a file each, named by what was sealed: the same document finds its stamp again, whoever sends it,
/// however often, after any restart.
/// </summary>
internal sealed class StampBook(string folder)
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(folder, "stamps")).FullName;
    private readonly string _uuids = Directory.CreateDirectory(Path.Combine(folder, "uuids")).FullName;

    public int Count => Directory.GetFiles(_folder, "*.xml").Length;

    public static string KeyOf(XElement comprobante) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(CadenaOriginal.Of(comprobante))));

    public byte[]? Find(string key) => File.Exists(PathOf(key)) ? File.ReadAllBytes(PathOf(key)) : null;

    /// <summary>The stamped document of a folio fiscal.</summary>
    public byte[]? FindByUuid(string uuid) =>
        Uuid.TryParse(uuid, out var known) && File.Exists(PathOf(known)) ? Find(File.ReadAllText(PathOf(known))) : null;

    /// <summary>Writes a stamp down unless the document has one already.</summary>
    /// <returns>Whether this one counts.</returns>
    public bool TryAdd(string key, byte[] stamped, Uuid uuid)
    {
        var draft = Path.Combine(_folder, $"{Guid.NewGuid():N}.tmp");
        File.WriteAllBytes(draft, stamped);
        File.WriteAllText(PathOf(uuid), key);
        try
        {
            File.Move(draft, PathOf(key), overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(PathOf(key)))
        {
            File.Delete(draft);
            File.Delete(PathOf(uuid));
            return false;
        }
    }

    private string PathOf(Uuid uuid) => Path.Combine(_uuids, uuid.Value);

    private string PathOf(string key) => Path.Combine(_folder, $"{key}.xml");
}
