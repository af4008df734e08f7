using System.Collections.Concurrent;
using System.Globalization;
using Honorario.Cfdi;

namespace Honorario.Browser.Tests;

/// <summary>
/// The made-up practices of each test, with people and an insurer of their own: whatever another test does, or did not clean up, is nobody's affair. All of
/// a test's practices are as <c>./run</c> shows them before anything was billed.
/// </summary>
internal static class Practices
{
    private static readonly ConcurrentDictionary<string, int> s_marks = new();
    private static readonly ConcurrentDictionary<(string Url, int Mark), Lazy<Task>> s_made = new();

    private static int s_last;

    /// <summary>What tells the running test's practices from others; null while it has none.</summary>
    public static int? Mark => s_marks.TryGetValue(Test, out var mark) ? mark : null;

    /// <summary>RFC of the insurer of the running test's practices.</summary>
    public static Rfc Insurer => Rfc.Parse(string.Create(CultureInfo.InvariantCulture, $"GSA{new DateOnly(2001, 1, 1).AddDays(Mark ?? 0):yyMMdd}AB4"));

    private static string Test => TestContext.Current.Test?.UniqueID ?? "";

    /// <summary>Makes the running test's practices in a product, unless they are there.</summary>
    /// <param name="url">The product's, with its kit open.</param>
    public static Task OwnAsync(string url)
    {
        var mark = s_marks.GetOrAdd(Test, _ => Interlocked.Increment(ref s_last));
        return s_made.GetOrAdd((url, mark), _ => new(() => MakeAsync(url, mark))).Value;
    }

    private static async Task MakeAsync(string url, int mark)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        using var made = await http.PostAsync($"{url}/kit/practicas/{mark}", null);
        made.EnsureSuccessStatusCode();
    }
}
