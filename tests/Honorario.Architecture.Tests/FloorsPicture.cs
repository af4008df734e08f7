using System.Text;
using System.Text.RegularExpressions;

namespace Honorario.Architecture.Tests;

/// <summary>The floors of the projects that have several, highest first, as docs/architecture.md shows them.</summary>
internal static partial class FloorsPicture
{
    private const string Begin = "<!-- floors: drawn by tools/draw-floors -->\n```\n";
    private const string End = "```\n<!-- end of floors -->";

    public static string Draw()
    {
        var picture = new StringBuilder();
        foreach (var floors in Floors.All.Where(floors => floors.Order.Count > 1))
        {
            picture.Append("Honorario.").Append(floors.Project).Append('\n');
            foreach (var folder in floors.Order.Reverse().SelectMany(floor => floor))
            {
                var line = $"  {floors.FloorOf(folder),2}  {folder,-24}  {PurposeOf(floors.Project, folder)}";
                picture.Append(line.TrimEnd()).Append('\n');
            }
        }

        return picture.ToString();
    }

    /// <summary>The picture that a text has.</summary>
    public static string Of(string text)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        return text[begin..text.IndexOf(End, begin, StringComparison.Ordinal)];
    }

    /// <summary>The text with the picture as it is now.</summary>
    public static string Into(string text) => text.Replace(Begin + Of(text) + End, Begin + Draw() + End, StringComparison.Ordinal);

    /// <summary>What a folder is for: the summary of the class that registers its services; "" where there is none.</summary>
    private static string PurposeOf(string project, string folder)
    {
        var file = Path.Combine(Repository.Root, "src", $"Honorario.{project}", folder, $"{folder}Services.cs");
        return File.Exists(file) ? Summary().Match(File.ReadAllText(file)).Groups[1].Value : "";
    }

    [GeneratedRegex("/// <summary>(.*?)</summary>")]
    private static partial Regex Summary();
}
