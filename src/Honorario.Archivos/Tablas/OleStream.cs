using System.Buffers.Binary;
using System.Text;

namespace Honorario.Archivos.Tablas;

/// <summary>A stream of the file system inside a document of Office of before 2007.</summary>
internal static class OleStream
{
    private const int Entry = 128;
    private const uint LastSector = 0xFFFFFFFA;

    /// <param name="file">The document.</param>
    /// <param name="names">Its possible names.</param>
    /// <returns>Empty when there is none.</returns>
    public static byte[] Of(byte[] file, params string[] names)
    {
        var size = 1 << BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(30));
        if (size is not (512 or 4096))
            return [];
        var table = Table(file, size);
        byte[] Chain(uint start) => Joined(file, size, size, table, start);
        var directory = Chain(Number(file, 48));
        var (root, found) = ((uint)0, (Start: 0u, Length: -1));
        for (var at = 0; at + Entry <= directory.Length; at += Entry)
        {
            var letters = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(directory.AsSpan(at + 64)) - 2, 0, 62);
            var name = Encoding.Unicode.GetString(directory, at, letters);
            if (directory[at + 66] == 5)
                root = Number(directory, at + 116);
            else if (directory[at + 66] == 2 && names.Contains(name, StringComparer.OrdinalIgnoreCase) && found.Length < 0)
                found = (Number(directory, at + 116), (int)Math.Min(Number(directory, at + 120), int.MaxValue));
        }

        if (found.Length < 0)
            return [];
        var whole = found.Length >= Number(file, 56) ? Chain(found.Start)
            : Joined(Chain(root), 64, 0, Numbers(Chain(Number(file, 60))), found.Start);
        return whole[..Math.Min(whole.Length, found.Length)];
    }

    /// <summary>Which sector follows each.</summary>
    private static uint[] Table(byte[] file, int size)
    {
        var parts = new List<uint>();
        for (var at = 0; at < 109; at++)
            parts.Add(Number(file, 76 + (4 * at)));
        var more = Number(file, 68);
        for (var left = Number(file, 72); left > 0 && more < LastSector && parts.Count < file.Length / size; left--)
        {
            var sector = Sector(file, size, size, more);
            for (var at = 0; at + 8 <= sector.Length; at += 4)
                parts.Add(Number(sector, at));
            more = Number(sector, sector.Length - 4);
        }

        return [.. parts.Where(part => part < LastSector).SelectMany(part => Numbers(Sector(file, size, size, part).ToArray()))];
    }

    private static byte[] Joined(byte[] file, int size, int before, uint[] table, uint start)
    {
        using var bytes = new MemoryStream();
        for (var sector = start; sector < table.Length && bytes.Length <= file.Length; sector = table[sector])
            bytes.Write(Sector(file, size, before, sector));
        return bytes.ToArray();
    }

    private static ReadOnlySpan<byte> Sector(byte[] file, int size, int before, uint number)
    {
        var at = before + ((long)number * size);
        return at >= file.Length ? [] : file.AsSpan((int)at, Math.Min(size, file.Length - (int)at));
    }

    private static uint[] Numbers(byte[] bytes)
    {
        var numbers = new uint[bytes.Length / 4];
        for (var at = 0; at < numbers.Length; at++)
            numbers[at] = Number(bytes, 4 * at);
        return numbers;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
