namespace Honorario.Escritura;

/// <summary>A folio, a control number or a number of operation: a key of letters, digits and signs without spaces.</summary>
public static class TypedFolio
{
    /// <summary>Reads a folio as printed: what can't be seen and spaces are gone, hyphens are plain, case stays.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static Reading<string> Read(string? text, int longest = 100)
    {
        var key = Pasted.Key(text);
        if (key.Length == 0)
            return Reading.Empty<string>();
        return key.Length > longest ? Reading.Refuse<string>($"Lleva a lo más {longest} caracteres: este tiene {key.Length}.") : Reading.Of(key);
    }
}
