using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>An insurer's system on this machine: hears calls and answers as told one after the other, then 200.</summary>
internal sealed class WebhookReceiver(WebApplication app) : IAsyncDisposable
{
    public ConcurrentQueue<(string Event, string Timestamp, string Signature, string Body)> Calls { get; } = [];

    public string Address => app.Urls.Single() + "/honorario";

    public static async Task<WebhookReceiver> StartAsync(params int[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(app);
        var left = new Queue<int>(answers);
        app.MapPost(
            "/honorario",
            async (HttpRequest request) =>
            {
                using var reader = new StreamReader(request.Body);
                receiver.Calls.Enqueue(
                    (
                        $"{request.Headers["Honorario-Event"]}",
                        $"{request.Headers["Honorario-Timestamp"]}",
                        $"{request.Headers["Honorario-Signature"]}",
                        await reader.ReadToEndAsync()));
                return Results.StatusCode(left.TryDequeue(out var answer) ? answer : 200);
            });
        await app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
