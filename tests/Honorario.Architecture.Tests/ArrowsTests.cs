using System.Reflection;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Honorario.Architecture.Tests;

/// <summary>Arrows go one way: Web → Billing → {Pac, Printing} → Cfdi; the sandbox knows Cfdi alone.</summary>
public class ArrowsTests
{
    private static readonly Dictionary<string, System.Reflection.Assembly> Rooms = new()
    {
        ["Cfdi"] = typeof(Cfdi.Rfc).Assembly,
        ["Escritura"] = typeof(Escritura.Pasted).Assembly,
        ["Printing"] = typeof(Printing.PrintedInvoice).Assembly,
        ["Pac"] = typeof(Pac.IPac).Assembly,
        ["Archivos"] = typeof(Archivos.Lectura.BroughtFile).Assembly,
        ["Billing"] = typeof(Billing.BillingServices).Assembly,
        ["PacSandbox"] = typeof(PacSandbox.SandboxApp).Assembly,
        ["Web"] = System.Reflection.Assembly.Load("Honorario.Web"),
    };

    private static readonly Lazy<ArchUnitNET.Domain.Architecture> House = new(() => new ArchLoader().LoadAssemblies([.. Rooms.Values]).Build());

    public static TheoryData<string, string> Forbidden
    {
        get
        {
            Dictionary<string, string[]> allowed = new()
            {
                ["Cfdi"] = [],
                ["Escritura"] = ["Cfdi"],
                ["Printing"] = ["Cfdi"],
                ["Pac"] = ["Cfdi"],
                ["PacSandbox"] = ["Cfdi"],
                ["Archivos"] = ["Cfdi"],
                ["Billing"] = ["Cfdi", "Escritura", "Pac", "Printing", "Archivos"],
                ["Web"] = ["Cfdi", "Escritura", "Pac", "Printing", "Archivos", "Billing"],
            };
            var data = new TheoryData<string, string>();
            foreach (var (from, targets) in allowed)
            {
                foreach (var to in allowed.Keys.Where(to => to != from && !targets.Contains(to)))
                    data.Add(from, to);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public void A_room_does_not_know_the_rooms_above_it(string from, string to)
    {
        var rule = Types().That().ResideInAssembly(Rooms[from]).Should().NotDependOnAny(Types().That().ResideInAssembly(Rooms[to]));

        rule.Evaluate(House.Value).Where(result => !result.Passed).Select(result => result.Description).Should().BeEmpty();
    }

    /// <summary>The insurer's portal has its own gate, which asks for the receptor's RFC.</summary>
    [Fact]
    public void Every_page_about_one_thing_of_a_practice_says_of_what_so_that_a_stranger_gets_404()
    {
        var open = from type in Rooms["Web"].GetTypes()
                   from route in type.GetCustomAttributes<Microsoft.AspNetCore.Components.RouteAttribute>()
                   where route.Template.Contains(":guid", StringComparison.Ordinal) && !route.Template.StartsWith("/aseguradora/", StringComparison.Ordinal)
                   where !route.Template.Contains("{Id:guid}", StringComparison.Ordinal) || type.GetCustomAttribute<Web.Security.AboutAttribute>() is null
                   select route.Template;

        open.Should().BeEmpty();
    }

    [Fact]
    public void The_library_depends_on_nothing_but_the_runtime() => Rooms["Cfdi"].GetReferencedAssemblies().Select(name => name.Name!)
        .Should().OnlyContain(name => name.StartsWith("System", StringComparison.Ordinal) || name == "netstandard");

    [Fact]
    public void Only_storage_and_the_insurers_side_look_past_the_practice_filter()
    {
        var offenders = Directory.EnumerateFiles(SourceOf("Honorario.Billing"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(SourceOf("Honorario.Web"), "*.cs", SearchOption.AllDirectories))
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("IgnoreQueryFilters", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(Path.GetDirectoryName(file)!))
            .Distinct();

        offenders.Should().BeSubsetOf(["Outbox", "Storage", "Inicio", "Aseguradora", "AutoFactura", "Cuentas", "Integraciones"]);
    }

    private static string SourceOf(string room) => Path.Combine(Repository.Root, "src", room);
}
