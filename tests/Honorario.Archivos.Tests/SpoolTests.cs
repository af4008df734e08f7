using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tests;

public class SpoolTests
{
    [Fact]
    public void A_long_list_gives_back_each_item_wherever_it_is_asked_and_leaves_no_file()
    {
        var word = Guid.NewGuid().ToString();
        using var spool = new Spool<string[]>();
        for (var at = 0; at < 1_750; at++)
            spool.Add([$"{at}", word]);

        Directory.GetFiles(Path.GetTempPath()).Where(file => Holds(file, word)).Should().BeEmpty();
        spool.Count.Should().Be(1_750);
        spool.Select((row, at) => row[0] == $"{at}" && row[1] == word).Should().OnlyContain(same => same);
        (spool[1_749][0], spool[0][0], spool[999][0], spool[1_000][0]).Should().Be(("1749", "0", "999", "1000"));
    }

    private static bool Holds(string file, string text)
    {
        try
        {
            return new FileInfo(file).Length is > 1_000 and < 1_000_000 && File.ReadAllText(file).Contains(text, StringComparison.Ordinal);
        }
        catch (Exception others) when (others is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
