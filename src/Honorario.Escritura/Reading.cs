namespace Honorario.Escritura;

/// <summary>What a text turned out to be.</summary>
public enum ReadAs
{
    /// <summary>Nothing was written.</summary>
    Empty,

    /// <summary>A value, without doubt.</summary>
    Value,

    /// <summary>It can be read in another way than it stands: it is asked which.</summary>
    Question,

    /// <summary>It can't be read.</summary>
    Refusal,
}

/// <summary>A text as it was understood: a value, a question with what may have been meant, or a refusal.</summary>
/// <param name="As">Which of them.</param>
/// <param name="Value">The value; meaningful only as <see cref="ReadAs.Value"/>.</param>
/// <param name="Message">One Spanish sentence: the question or the refusal; null otherwise.</param>
/// <param name="Proposals">What a question offers, the likeliest first.</param>
/// <param name="Note">A sentence about a value that is taken: what was changed in it, or what to look at; null when nothing.</param>
public readonly record struct Reading<T>(ReadAs As, T? Value, string? Message, IReadOnlyList<T> Proposals, string? Note)
{
    /// <summary>Whether there is a value.</summary>
    public bool Ok => As == ReadAs.Value;

    /// <summary>Whether it may stand as it is: a value, or nothing.</summary>
    public bool Clear => As is ReadAs.Value or ReadAs.Empty;

    /// <summary>Reads on from the value: what is not one stays what it is, its proposals too.</summary>
    public Reading<TOther> Map<TOther>(Func<T, TOther> with)
    {
        ArgumentNullException.ThrowIfNull(with);
        return new(As, Ok ? with(Value!) : default, Message, [.. Proposals.Select(with)], Note);
    }
}

/// <summary>Makes readings.</summary>
public static class Reading
{
    /// <summary>Nothing was written.</summary>
    public static Reading<T> Empty<T>() => new(ReadAs.Empty, default, null, [], null);

    /// <summary>A value, with what there is to say of it.</summary>
    public static Reading<T> Of<T>(T value, string? note = null) => new(ReadAs.Value, value, null, [], note);

    /// <summary>A question, with what may have been meant.</summary>
    public static Reading<T> Ask<T>(string question, params IReadOnlyList<T> proposals) => new(ReadAs.Question, default, question, proposals, null);

    /// <summary>It can't be read, and why.</summary>
    public static Reading<T> Refuse<T>(string why) => new(ReadAs.Refusal, default, why, [], null);
}
