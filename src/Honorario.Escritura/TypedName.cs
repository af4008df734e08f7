namespace Honorario.Escritura;

/// <summary>A name as SAT registers it: of a person or of a company.</summary>
public static class TypedName
{
    /// <summary>Reads a name, and says when something in it was changed.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static Reading<string> Read(string? text, int longest = 300)
    {
        var name = Pasted.Name(text);
        if (name.Length == 0)
            return Reading.Empty<string>();
        if (name.Length > longest)
            return Reading.Refuse<string>($"El nombre lleva a lo más {longest} caracteres: este tiene {name.Length}.");
        if (name.Contains('|', StringComparison.Ordinal))
            return Reading.Refuse<string>("El nombre va sin el signo |.");
        return Reading.Of(name, Pasted.Touched(text) ? "Quitamos del nombre signos que no se ven o que el SAT no usa: revisa que haya quedado bien." : null);
    }
}
