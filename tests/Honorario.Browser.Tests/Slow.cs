using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>A far-away server: what it says to a page arrives late, and in its order.</summary>
internal static class Slow
{
    /// <summary>Holds back all that the page's circuit is told; to be called before the page is opened.</summary>
    public static Task AnswersLateAsync(this IPage page, TimeSpan by) => page.RouteWebSocketAsync(new Regex("_blazor"), window =>
    {
        var said = Channel.CreateUnbounded<(DateTime At, IWebSocketFrame Frame)>();
        window.ConnectToServer().OnMessage(frame => said.Writer.TryWrite((DateTime.UtcNow + by, frame)));
        _ = Task.Run(async () =>
        {
            await foreach (var (at, frame) in said.Reader.ReadAllAsync())
            {
                if (at - DateTime.UtcNow is { Ticks: > 0 } rest)
                    await Task.Delay(rest);
                if (frame.Binary is { } bytes)
                    window.Send(bytes);
                else
                    window.Send(frame.Text!);
            }
        });
    });
}
