using Mono.Cecil;

namespace Honorario.Architecture.Tests;

/// <summary>One word, one meaning: no two types of the product are called alike, wherever they stand.</summary>
public class NamesTests
{
    /// <summary>What speaks words of somebody else: a PAC of its own, a client of the API, and the bodies that the API takes and gives.</summary>
    private static readonly string[] OthersWords = ["Honorario.PacSandbox", "Honorario.Client", "Honorario.Web.Api.V1"];

    [Fact]
    public void No_two_types_have_one_name()
    {
        var twice = Floors.All.SelectMany(floors => Written($"Honorario.{floors.Project}.dll"))
            .Where(type => !OthersWords.Contains(type.Namespace))
            .GroupBy(type => type.Name.Split('`')[0])
            .Where(same => same.Select(type => type.Module.Name).Distinct().Count() > 1 || same.Select(type => type.Namespace).Distinct().Count() > 1)
            .Select(same => string.Join(" and ", same.Select(type => type.FullName).Order()));

        twice.Should().BeEmpty("a name that two types share must be read twice");
    }

    /// <summary>Outermost types that a person wrote; a migration is called after what it changed, once a database.</summary>
    private static IEnumerable<TypeDefinition> Written(string assembly) =>
        ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly)).Types.Where(type =>
            type.Namespace.StartsWith("Honorario.", StringComparison.Ordinal) && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal)
            && !type.Name.StartsWith('<') && !type.Name.StartsWith('_'));
}
