namespace Honorario.Architecture.Tests;

/// <summary>The folders of each project stand on floors: no type knows a type of its own floor's other folders or of a higher floor.</summary>
public class FloorsTests
{
    public static TheoryData<string> Projects => [.. Floors.All.Select(floors => floors.Project)];

    [Fact]
    public void Every_project_has_its_floors() => Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"))
        .Select(folder => Path.GetFileName(folder)["Honorario.".Length..]).Should().BeEquivalentTo(Floors.All.Select(floors => floors.Project));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_type_looks_up(string project)
    {
        var floors = Floors.All.Single(one => one.Project == project);
        var up = new List<string>();
        var used = new HashSet<string>();
        foreach (var (from, to) in TypeEdges.Of(Path.Combine(AppContext.BaseDirectory, $"Honorario.{project}.dll")))
        {
            var (here, there) = (floors.FolderOf(from), floors.FolderOf(to));
            if (here == there || floors.FloorOf(here) > floors.FloorOf(there))
                continue;
            var edge = $"{Short(from)} → {Short(to)}";
            var exemption = floors.Exempt.FirstOrDefault(one => one == edge || one == $"{Short(from)} → *");
            if (exemption is null)
                up.Add($"{here} → {there}: {edge}");
            else
                used.Add(exemption);
        }

        up.Order().Should().BeEmpty("a folder knows only folders of lower floors");
        floors.Exempt.Except(used).Should().BeEmpty("an exemption goes as soon as nothing needs it");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_with_code_is_on_one_floor(string project)
    {
        var floors = Floors.All.Single(one => one.Project == project);
        var folders = TypeEdges.Of(Path.Combine(AppContext.BaseDirectory, $"Honorario.{project}.dll"))
            .Select(edge => edge.From).Where(type => type.StartsWith($"Honorario.{project}", StringComparison.Ordinal)).Select(floors.FolderOf).Distinct();

        folders.Should().BeSubsetOf(floors.Order.SelectMany(floor => floor));
        floors.Order.SelectMany(floor => floor).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_picture_in_the_documentation_is_what_the_code_is()
    {
        var file = Path.Combine(Repository.Root, "docs", "architecture.md");
        var told = FloorsPicture.Of(File.ReadAllText(file));
        if (Environment.GetEnvironmentVariable("HONORARIO_DRAW") is { Length: > 0 })
            File.WriteAllText(file, FloorsPicture.Into(File.ReadAllText(file)));

        told.Should().Be(FloorsPicture.Draw(), "tools/draw-floors draws it anew");
    }

    private static string Short(string type) => type[(type.LastIndexOf('.') + 1)..];
}
