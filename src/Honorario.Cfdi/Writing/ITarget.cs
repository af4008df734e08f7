namespace Honorario.Cfdi.Writing;

/// <summary>
/// What a document is written to, piece by piece, in the order of its XML. What a seal covers also goes to the cadena original, if
/// the target keeps one. Names are in UTF-8, with the prefix that the document has for their namespace.
/// </summary>
internal interface ITarget
{
    /// <summary>Opens an element: <c>cfdi:Emisor</c>.</summary>
    void Start(ReadOnlySpan<byte> name);

    /// <summary>Writes an attribute of the open element; nothing when there is no value.</summary>
    void Text(ReadOnlySpan<byte> name, string? value, bool covered = true);

    /// <summary>Writes an amount with the decimals it carries.</summary>
    void Number(ReadOnlySpan<byte> name, decimal? value, bool covered = true);

    /// <summary>Writes a local date and time, to the second.</summary>
    void Moment(ReadOnlySpan<byte> name, DateTime value, bool covered = true);

    /// <summary>Adds an amount to the cadena alone: it was written before, but its turn there is now.</summary>
    void Cover(decimal? value);

    /// <summary>Closes the element.</summary>
    void End(ReadOnlySpan<byte> name);

    /// <summary>Writes an element that is kept as XML; the cadena takes what it knows of it.</summary>
    void Raw(string xml, bool covered = false);
}
