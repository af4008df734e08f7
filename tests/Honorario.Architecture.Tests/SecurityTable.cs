using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Honorario.Billing.Cuentas;
using Honorario.Web;
using Honorario.Web.Api.V1;
using Honorario.Web.Aseguradora;
using Honorario.Web.Cuentas;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace Honorario.Architecture.Tests;

/// <summary>Who may do what, read from the code: the rights that use cases open the storage with, those that routes ask for, and the roles that have
/// them.</summary>
internal static partial class SecurityTable
{
    /// <summary>Where use cases are.</summary>
    private static readonly string[] Homes = ["Honorario.Billing", "Honorario.Web"];

    private static readonly string[] Roles = [.. Role.Shipped.Values.Select(role => role.Name)];

    /// <summary>A use case's method and the rights that it opens with: one of those in a pair is enough.</summary>
    internal sealed record UseCase(string Room, string Name, IReadOnlyList<IReadOnlyList<Right>> Opens);

    /// <summary>An address, what it asks for, and who may come: everybody, people of the portal, or systems with a key of the API.</summary>
    internal sealed record Route(string Method, string Address, IReadOnlyList<Right> Asks, bool Public, bool Portal, bool Key);

    /// <param name="sources">The folder of all projects.</param>
    public static async Task<string> WriteAsync(string sources)
    {
        var text = new StringBuilder();
        text.AppendLine("# Who may do what").AppendLine();
        text.AppendLine("Made from the code by `tools/security`; a test compares it. A use case reaches rows only by `storage.Open(Right.…)` or in a turn that was asked with one: whoever lacks the right is stopped");
        text.AppendLine("there, whatever screen or address led to it, and a right that only looks opens a context that can't write. A job acts as the system, for one practice.");
        text.AppendLine("People of the insurer's portal have its rights and none of a practice's, and the reverse. Médico sees services, patients and invoices of the own making only.");
        text.AppendLine().AppendLine("## Roles and rights").AppendLine();
        Row(text, ["right", "brings", .. Roles]);
        Row(text, Enumerable.Repeat("---", Roles.Length + 2));
        foreach (var right in RightFacts.OfPractices)
            Row(text, [$"`{right}` {right.Text()}", string.Join(", ", right.Brings()), .. Role.Shipped.Values
                .Select(role => role.Rights.Contains(right) ? "✓" : "")]);
        text.AppendLine().AppendLine("## Use cases").AppendLine();
        Row(text, ["use case", "rights", .. Roles]);
        Row(text, Enumerable.Repeat("---", Roles.Length + 2));
        foreach (var use in UseCases(sources))
            Row(text, [$"{use.Room} · {use.Name}", string.Join(", ", use.Opens.Select(open => string.Join(" or ", open))), .. Role.Shipped.Values
                .Select(role => use.Opens.All(open => open.Any(right => Has(role, right))) ? "✓" : "")]);
        text.AppendLine().AppendLine("## Addresses").AppendLine();
        Row(text, ["address", "asks for", .. Roles, "portal"]);
        Row(text, Enumerable.Repeat("---", Roles.Length + 3));
        foreach (var route in await RoutesAsync())
            Row(text, [$"`{route.Method} {route.Address}`", Asked(route), .. Role.Shipped.Values.Select(role => May(role, route) ? "✓" : ""), route.Public
                || route.Portal || IsOwn(route) ? "✓" : ""]);
        return text.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public static bool May(Role role, Route route) => !route.Portal && !route.Key && route.Asks.All(right => Has(role, right));

    /// <summary>The pages of the own account, which only ask that somebody is signed in.</summary>
    public static bool IsOwn(Route route) => route is { Public: false, Portal: false, Key: false, Asks.Count: 0 };

    private static string Asked(Route route) => route.Public ? "nothing" : route.Portal ? "the portal" : route.Key
        ? $"a key with {string.Join(", ", route.Asks)}" : route.Asks.Count == 0 ? "being signed in" : string.Join(", ", route.Asks);

    private static bool Has(Role role, Right right) => right == Right.Enter || role.Rights.Contains(right);

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.AppendLine(CultureInfo.InvariantCulture, $"| {string.Join(" | ", cells)} |");

    /// <summary>Every method of every class that asks for a right: at the storage, at the room of the portal, or of the actor itself.</summary>
    public static IReadOnlyList<UseCase> UseCases(string sources)
    {
        var found = new SortedDictionary<(string Room, string Name), List<IReadOnlyList<Right>>>();
        foreach (var (home, file) in Homes.SelectMany(home => Sources(Path.Combine(sources, home)), (home, file) => (Path.Combine(sources, home), file)))
        {
            var (type, method) = ("", "");
            foreach (var line in File.ReadLines(file))
            {
                if (TypeLine().Match(line) is { Success: true } named)
                    (type, method) = (named.Groups[1].Value, "");
                if (MethodLine().Match(line) is { Success: true } member)
                    method = member.Groups[1].Value;
                foreach (Match open in OpenCall().Matches(line))
                {
                    var key = (Path.GetRelativePath(home, Path.GetDirectoryName(file)!), $"{type}.{method}");
                    Right[] rights = [.. open.Groups[1].Captures.Concat(open.Groups[2].Captures).Select(one => Enum.Parse<Right>(one.Value))];
                    if (!found.TryGetValue(key, out var opens))
                        found[key] = opens = [];
                    if (!opens.Any(one => one.SequenceEqual(rights)))
                        opens.Add(rights);
                }
            }
        }

        return [.. found.Select(one => new UseCase(one.Key.Room, one.Key.Name, one.Value))];
    }

    private static IEnumerable<string> Sources(string home) => Directory.EnumerateFiles(home, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Where(file => !file.Contains("/Storage/", StringComparison.Ordinal));

    /// <summary>Every address of the product.</summary>
    public static async Task<IReadOnlyList<Route>> RoutesAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Honorario.Web", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration["Data"] = Directory.CreateTempSubdirectory("honorario-rutas-").FullName;
        builder.AddHonorario();
        await using var app = builder.Build();
        app.UseHonorario();
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(endpoint => !endpoint.RoutePattern.RawText!.StartsWith("/_", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText!
                    .StartsWith('_'))
                .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
                .SelectMany(endpoint => Methods(endpoint).Select(method => new Route(
                    method,
                    endpoint.RoutePattern.RawText!,
                    endpoint.Metadata.GetMetadata<NeedsRight>() is { } key ? [key.Right] : Rights.AskedBy(endpoint),
                    endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null,
                    endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(asked => asked.Policy == PortalAccess.Policy),
                    endpoint.Metadata.GetMetadata<NeedsRight>() is not null)))
                .DistinctBy(route => (route.Method, route.Address)).OrderBy(route => route.Address, StringComparer.Ordinal)
                    .ThenBy(route => route.Method, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null
        ? ["GET"]
        : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"];

    [GeneratedRegex(@"^\s*(?:public |internal |private |sealed |static |abstract |partial )*(?:class|record)\s+(\w+)")]
    private static partial Regex TypeLine();

    [GeneratedRegex(@"^    (?:public|internal|private|protected)[^=;]*?\s(\w+)(?:<\w+>)?\(")]
    private static partial Regex MethodLine();

    [GeneratedRegex(@"(?:[sS]torage|room|actor)\.(?:Open|Demand)\((?:\w+, )?(?:Right\.(\w+)(?:, )?)+\)|[sS]torage, Right\.(\w+),")]
    private static partial Regex OpenCall();
}
