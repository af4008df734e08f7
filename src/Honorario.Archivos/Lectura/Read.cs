using System.Diagnostics.CodeAnalysis;

namespace Honorario.Archivos.Lectura;

/// <summary>What a file says, or one Spanish sentence on why it can't be used and what to bring instead.</summary>
/// <param name="Value">Null when it was refused.</param>
/// <param name="Refusal">Null when it was read.</param>
public readonly record struct Read<T>(T? Value, string? Refusal)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Ok => Value is not null;

    public static implicit operator Read<T>(T value) => new(value, null);
}

/// <summary>Something to know about a place of a file.</summary>
/// <param name="Row">As the file counts, from 1; 0 for the whole file.</param>
/// <param name="Message">One Spanish sentence.</param>
public sealed record RowFinding(int Row, string Message);

/// <summary>A file as it was brought.</summary>
/// <param name="Name">As its owner calls it; never believed.</param>
public sealed record BroughtFile(string Name, byte[] Content);

/// <summary>Beyond the limits, or not to be read: with the sentence for whoever brought it.</summary>
internal sealed class UnreadableException(string message) : Exception(message);
