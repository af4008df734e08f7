using System.Text;

namespace Honorario.Billing.Kern;

/// <summary>Names of files from what people and other systems write: no path, nothing that a disk, a ZIP or a mail program refuses.</summary>
public static class FileName
{
    /// <summary>A piece of a name: letters (Ñ and accents among them), digits and <c>- _ &amp;</c> stay, each other character becomes <c>_</c>.</summary>
    public static string Part(string? text) => new(
        [.. (text ?? "").Normalize(NormalizationForm.FormC).Select(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '&' ? letter : '_')]);

    /// <summary>The name of an entry of a ZIP, with its folders: none leads out of where it is unpacked.</summary>
    public static string Entry(string name) => string.Join(
        '/', name.Split('/', '\\').Select(folder => folder.Trim(' ', '.')).Where(folder => folder.Length > 0));
}
