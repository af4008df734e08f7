namespace Honorario.Billing.Kern;

/// <summary>
/// Where a page of a list begins: at a number from 0, as people turn pages; or after the row at which the last page ended, as programs go through a
/// list that grows meanwhile.
/// </summary>
public readonly record struct Place
{
    /// <summary>The page, from 0; 0 where programs go on.</summary>
    public int Number { get; private init; }

    /// <summary>Whether the next page is asked for by where this one ended.</summary>
    public bool GoesOn { get; private init; }

    /// <summary>Where the page before ended; null for the first one.</summary>
    public string? Cursor { get; private init; }

    public static implicit operator Place(int number) => new() { Number = number };

    /// <summary>The page after that which gave this cursor, or the first one.</summary>
    public static Place After(string? cursor) => new() { GoesOn = true, Cursor = cursor };
}

/// <summary>A cursor that no page of this list gave.</summary>
public sealed class CursorException(Exception? cause = null) : Exception("The cursor is none of this list.", cause);
