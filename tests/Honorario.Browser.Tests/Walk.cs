using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Goes wherever links lead.</summary>
internal static partial class Walk
{
    /// <summary>Opens one page of each kind that links lead to, from the first one on: none refuses, fails or is missing.</summary>
    /// <param name="page">Signed in.</param>
    /// <param name="url">The product's.</param>
    /// <param name="look">What is done at each, wherever it ends.</param>
    /// <returns>How many addresses were followed.</returns>
    public static async Task<int> WalkAsync(this IPage page, string url, Func<string, Task> look)
    {
        var (waiting, known) = (new Queue<string>(["/"]), new HashSet<string> { "/" });
        while (waiting.TryDequeue(out var path))
        {
            await page.OpenQuietAsync(url + path);
            foreach (var refusal in new[] { "No tienes permiso", "Esto es una falla nuestra", "Esta página no existe" })
                (await page.GetByText(refusal).CountAsync()).Should().Be(0, path);
            var links = await page.Locator("a[href^='/']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
            await look(path);
            foreach (var link in links)
            {
                if (!known.Add(Id().Replace(link.Split('?', '#')[0], "{id}") + Tab().Match(link).Value))
                    continue;
                var answer = await page.APIRequest.GetAsync($"{url}{link}");
                answer.Status.Should().NotBe(403, $"{link} on {path}").And.NotBe(404, $"{link} on {path}");
                var isPage = answer.Headers.TryGetValue("content-type", out var type) && type.StartsWith("text/html", StringComparison.Ordinal);
                if (isPage && !Elsewhere().IsMatch(link))
                    waiting.Enqueue(link);
            }
        }

        return known.Count;
    }

    /// <summary>Opens a page and waits until it says something and nothing of it changes any more.</summary>
    public static async Task OpenQuietAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("main h1").First.WaitForAsync();
        await page.QuietAsync();
    }

    /// <summary>Waits until the address is one of these; it is looked at again and again, as a page's own navigation loads nothing.</summary>
    /// <param name="page">The window.</param>
    /// <param name="address">With ** for anything and * for anything but a slash.</param>
    public static Task ArrivesAsync(this IPage page, string address)
    {
        var parts = Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{parts}$"), new() { Timeout = 45_000 });
    }

    /// <summary>Waits until nothing of the page has changed for a tenth of a second.</summary>
    public static Task QuietAsync(this IPage page) => page.EvaluateAsync(
        """
        () => new Promise(quiet => {
          let last = setTimeout(end, 100);
          const watch = new MutationObserver(() => { clearTimeout(last); last = setTimeout(end, 100); });
          function end() { watch.disconnect(); quiet(); }
          watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
        })
        """);

    /// <summary>Addresses of others: of programs, of the account, of a patient who holds a link.</summary>
    [GeneratedRegex("^/(api|cuenta|demo|p)(/|$)")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("[0-9a-fA-F-]{36}")]
    private static partial Regex Id();

    [GeneratedRegex("[?&](tab|ver|paso)=[a-z]+")]
    private static partial Regex Tab();
}
