using System.Reflection;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: Honorario.Browser.Tests.NotesFailure]

namespace Honorario.Browser.Tests;

/// <summary>
/// The windows of a test, closed when the next one opens its own: an open window goes on refreshing itself. Of a test that failed, what stood in them is
/// printed first.
/// </summary>
internal sealed class Windows
{
    private const int MostShown = 3000;
    private readonly List<IBrowserContext> _open = [];
    private string? _test;

    public async Task AddAsync(IBrowserContext window)
    {
        var test = TestContext.Current.Test?.TestDisplayName;
        if (test != _test)
            await CloseAsync();
        _test = test;
        _open.Add(window);
    }

    public async Task CloseAsync()
    {
        foreach (var window in _open)
        {
            foreach (var page in window.Pages.Where(_ => _test is { } test && NotesFailureAttribute.Failed.Contains(test)))
                await PrintAsync(page);
            await window.CloseAsync();
        }

        _open.Clear();
    }

    private async Task PrintAsync(IPage page)
    {
        try
        {
            var text = await page.EvaluateAsync<string>("() => document.body?.innerText ?? ''");
            await Console.Out.WriteLineAsync($"{_test} failed with {page.Url} open:\n{text[..Math.Min(text.Length, MostShown)]}");
        }
        catch (PlaywrightException gone)
        {
            // The next test must not pay for it.
            await Console.Out.WriteLineAsync($"{_test} failed with a window that cannot be read: {gone.Message}");
        }
    }
}

/// <summary>Which tests failed; the runner waits for nothing here, so that windows are looked at later.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class NotesFailureAttribute : BeforeAfterTestAttribute
{
    public static HashSet<string> Failed { get; } = [];

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
            Failed.Add(test.TestDisplayName);
    }
}
