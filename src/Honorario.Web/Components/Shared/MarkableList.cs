namespace Honorario.Web.Components.Shared;

/// <summary>
/// A list whose rows can be marked and which is replaced by another when the search, the page or the order changes. From the wish for another
/// list to its arrival, what is still on the screen takes no marks; of two wishes only the later one's list is shown.
/// </summary>
public sealed class MarkableList
{
    private int _asked;
    private int _shown;

    public bool BeingReplaced => _asked != _shown;

    /// <summary>How many marks came too late; the screen then draws its boxes anew, as they show a mark that was not taken.</summary>
    public int Refused { get; private set; }

    /// <summary>Another list is wished for.</summary>
    /// <returns>The wish, to be named when its list arrives.</returns>
    public int Ask() => ++_asked;

    /// <returns>Whether this is the list wished for last, to be shown; an earlier one is dropped.</returns>
    public bool Arrived(int wish)
    {
        if (wish != _asked)
            return false;
        _shown = wish;
        return true;
    }

    /// <returns>Whether a mark that was made in the list counts.</returns>
    public bool TakesMarks()
    {
        if (BeingReplaced)
            Refused++;
        return !BeingReplaced;
    }
}
