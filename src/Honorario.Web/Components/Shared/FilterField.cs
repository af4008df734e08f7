namespace Honorario.Web.Components.Shared;

/// <summary>
/// One field of a list's filter. It follows the address only when the address says another value than before: what is typed and not yet
/// searched stays when the parent renders again, when another filter, page or order arrives, and when the answer to an older search comes late.
/// </summary>
/// <typeparam name="T">What the field holds.</typeparam>
internal sealed class FilterField<T>
{
    private T? _said;
    private bool _first = true;

    /// <summary>What stands in the field.</summary>
    public T? Value { get; set; }

    /// <summary>The page's address was read.</summary>
    /// <param name="said">What it says of this field.</param>
    public void Follow(T? said)
    {
        if (!_first && EqualityComparer<T>.Default.Equals(said, _said))
            return;
        (_first, _said, Value) = (false, said, said);
    }

    /// <summary>What is searched for now; when the address comes back with it, it is no news.</summary>
    /// <returns>The field's value.</returns>
    public T? Ask() => _said = Value;
}
