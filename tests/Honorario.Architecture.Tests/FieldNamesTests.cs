using System.Text.RegularExpressions;
using Honorario.Billing.Kern;

namespace Honorario.Architecture.Tests;

/// <summary>What a problem calls its field is one vocabulary: a property of the request, or one of <see cref="FieldNames"/>, and somebody shows it.</summary>
public partial class FieldNamesTests
{
    [Fact]
    public void No_field_is_named_by_a_text_of_its_own() => Sources("Honorario.Billing").Concat(Sources("Honorario.Web"))
        .Where(source => !source.Path.Contains("/Kit/", StringComparison.Ordinal) && !source.Path.EndsWith("FieldNames.cs", StringComparison.Ordinal))
        .SelectMany(source => Literal().Matches(source.Text).Select(match => $"{Path.GetFileName(source.Path)}: {match.Value}"))
        .Should().BeEmpty();

    /// <summary>On a screen, or as a member of the API's requests.</summary>
    [Fact]
    public void Every_field_that_a_problem_names_has_a_place_where_it_is_told()
    {
        var web = Sources("Honorario.Web").ToList();
        var told = web.SelectMany(source => Name().Matches(source.Text).Select(match => match.Groups["name"].Value)).ToHashSet();
        told.UnionWith(web.Where(source => source.Path.Contains("/Api/V1/", StringComparison.Ordinal))
            .SelectMany(source => Word().Matches(source.Text).Select(match => match.Value)));
        var raised = Sources("Honorario.Billing").SelectMany(source => Raised().Matches(source.Text).Select(match => match.Groups["name"].Value)).ToHashSet();
        raised.Count.Should().BeGreaterThan(80, "the product asks for more than that");
        raised.Except(told).Except(Claim).Should().BeEmpty();
    }

    [Fact]
    public void Every_name_is_raised_by_somebody()
    {
        var sources = string.Concat(Sources("Honorario.Billing").Concat(Sources("Honorario.Web")).Select(source => source.Text));
        typeof(FieldNames).GetFields().Select(field => $"FieldNames.{field.Name}")
            .Concat(typeof(FieldNames.Column).GetFields().Select(field => $"FieldNames.Column.{field.Name}"))
            .Where(name => !sources.Contains(name, StringComparison.Ordinal)).Should().BeEmpty();
    }

    /// <summary>Of a FHIR Claim and its address: told as an OperationOutcome. What was counted in a drawer is listed above its form.</summary>
    private static readonly string[] Claim =
        [nameof(FieldNames.ClaimInsurer), nameof(FieldNames.ClaimItem), nameof(FieldNames.EmisorQuery), nameof(FieldNames.Contado)];

    private static IEnumerable<(string Path, string Text)> Sources(string project, [System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", project));
        return Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(path)));
    }

    [GeneratedRegex(@"new Problem\(\s*""[^""]+""|\.At\(""[^""]|[pP]roblem\.Field [!=]= ""[^""]+""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"new Problem\(\s*(nameof\(([\w]+\.)*|FieldNames\.)(?!Column)(?<name>\w+)")]
    private static partial Regex Raised();

    [GeneratedRegex(@"(nameof\(([\w]+\.)*|FieldNames\.)(?<name>\w+)")]
    private static partial Regex Name();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
