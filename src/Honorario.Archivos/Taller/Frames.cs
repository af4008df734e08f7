using System.Buffers.Binary;
using System.Text.Json;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Taller;

/// <summary>What the child process may be asked.</summary>
internal enum Work
{
    Book,
    Bank,
    Constancia,
    Unpack,
    Picture,
}

/// <summary>A question, before the bytes of its files.</summary>
internal sealed record Question(Work Work, TableLimits? Limits, IReadOnlyList<string> Names, IReadOnlyList<int> Lengths);

/// <summary>Rows of one sheet that follow each other: a part of an answer.</summary>
internal sealed record SheetPart(int Sheet, IReadOnlyList<Cell[]> Rows);

/// <summary>What a part of an answer is.</summary>
internal enum FrameKind : byte
{
    /// <summary>The child is ready for questions.</summary>
    Ready = 1,

    /// <summary>Bytes of a file, or rows of a table, that are part of the answer.</summary>
    Bytes,

    /// <summary>The answer, in JSON; the last.</summary>
    Value,

    /// <summary>The sentence of a refusal; the last.</summary>
    Refusal,
}

/// <summary>Between the two processes: a kind, a length in four bytes, and so many bytes.</summary>
internal static class Frames
{
    public static readonly JsonSerializerOptions Json = new();

    public static void Write(Stream to, FrameKind kind, ReadOnlySpan<byte> content)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], content.Length);
        to.Write(head);
        to.Write(content);
        to.Flush();
    }

    /// <param name="from">Where from.</param>
    /// <param name="most">A longer frame is refused.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EndOfStreamException">The other side ended.</exception>
    /// <exception cref="InvalidDataException">It is longer than it may be, or no frame.</exception>
    public static async Task<(FrameKind Kind, byte[] Content)> ReadAsync(Stream from, int most, CancellationToken cancellation)
    {
        var head = new byte[5];
        await from.ReadExactlyAsync(head, cancellation);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head.AsSpan(1));
        if (length < 0 || length > most || !Enum.IsDefined((FrameKind)head[0]))
            throw new InvalidDataException("A frame of a length or kind that none has.");
        var content = new byte[length];
        await from.ReadExactlyAsync(content, cancellation);
        return ((FrameKind)head[0], content);
    }
}
