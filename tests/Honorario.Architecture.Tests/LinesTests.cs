namespace Honorario.Architecture.Tests;

/// <summary>A line fits a screen: at most the max_line_length of .editorconfig.</summary>
public class LinesTests
{
    private const int Longest = 160;

    [Fact]
    public void No_line_of_the_source_is_longer_than_160_characters()
    {
        var tooLong =
            from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            where Path.GetExtension(file) is ".cs" or ".razor"
            where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Migrations/", StringComparison.Ordinal)
            from line in File.ReadLines(file).Index()
            where line.Item.Length > Longest
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Index + 1} has {line.Item.Length}";

        tooLong.Should().BeEmpty();
    }
}
