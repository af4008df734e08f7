using System.Buffers.Binary;
using System.Collections;

namespace Honorario.Printing.Drawing;

/// <summary>Which characters a TrueType font has, as its table cmap says.</summary>
/// <remarks>Source: OpenType 1.9, cmap, formats 4 (of the first plane) and 12 (of all).</remarks>
internal sealed class Coverage
{
    private const int CodePoints = 0x110000;
    private readonly BitArray _has = new(CodePoints);

    private Coverage()
    {
    }

    public bool Has(int codePoint) => _has[codePoint];

    /// <param name="font">The whole file.</param>
    public static Coverage Of(byte[] font)
    {
        var coverage = new Coverage();
        var cmap = Table(font, "cmap"u8);
        for (var at = 0; at < U16(cmap, 2); at++)
        {
            var table = cmap[(int)U32(cmap, 4 + (at * 8) + 4)..];
            if (U16(table, 0) == 4)
                coverage.TakeSegments(table);
            else if (U16(table, 0) == 12)
                coverage.TakeGroups(table);
        }

        return coverage;
    }

    private void TakeSegments(ReadOnlySpan<byte> table)
    {
        var twice = U16(table, 6);
        for (var segment = 0; segment < twice; segment += 2)
        {
            var (last, first) = (U16(table, 14 + segment), U16(table, 16 + twice + segment));
            var (delta, place) = (U16(table, 16 + (2 * twice) + segment), 16 + (3 * twice) + segment);
            var offset = U16(table, place);
            for (int letter = first; letter <= last; letter++)
            {
                var glyph = offset == 0 ? (letter + delta) & 0xFFFF : U16(table, place + offset + ((letter - first) * 2));
                _has[letter] |= glyph != 0;
            }
        }
    }

    private void TakeGroups(ReadOnlySpan<byte> table)
    {
        for (var group = 0; group < U32(table, 12); group++)
        {
            var at = 16 + (group * 12);
            for (var letter = U32(table, at); letter <= U32(table, at + 4); letter++)
                _has[(int)letter] |= U32(table, at + 8) + (letter - U32(table, at)) != 0;
        }
    }

    private static ReadOnlySpan<byte> Table(byte[] font, ReadOnlySpan<byte> tag)
    {
        for (var at = 0; at < U16(font, 4); at++)
        {
            var record = font.AsSpan(12 + (at * 16), 16);
            if (record[..4].SequenceEqual(tag))
                return font.AsSpan((int)U32(record, 8), (int)U32(record, 12));
        }

        throw new InvalidDataException("The font has no cmap.");
    }

    private static int U16(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt16BigEndian(from[at..]);

    private static uint U32(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadUInt32BigEndian(from[at..]);
}
