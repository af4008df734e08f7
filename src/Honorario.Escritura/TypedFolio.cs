namespace Honorario.Escritura;

/// <summary>A folio, a control number or a number of operation: a key of letters, digits and signs with single spaces at most.</summary>
public static class TypedFolio
{
    /// <summary>Reads a folio as printed: what can't be seen is gone, spaces are single, hyphens are plain, case stays.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static Reading<string> Read(string? text, int longest = 100)
    {
        var key = Pasted.Name(text);
        if (key.Length == 0)
            return Reading.Empty<string>();
        return key.Length > longest ? Reading.Refuse<string>($"Lleva a lo más {longest} caracteres: este tiene {key.Length}.") : Reading.Of(key);
    }
}
