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
        var up = TypeEdges.Of(Path.Combine(AppContext.BaseDirectory, $"Honorario.{project}.dll"))
            .Select(edge => (edge.From, edge.To, Here: floors.FolderOf(edge.From), There: floors.FolderOf(edge.To)))
            .Where(edge => edge.Here != edge.There && !(floors.FloorOf(edge.Here) > floors.FloorOf(edge.There)))
            .Select(edge => $"{edge.Here} → {edge.There}: {Short(edge.From)} → {Short(edge.To)}");

        up.Order().Should().BeEmpty("a folder knows only folders of lower floors");
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
