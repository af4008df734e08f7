using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using StandardWebhooks;

namespace Honorario.Api.Tests;

/// <summary>What a practice's system is told, over real HTTP, and checked with the library of Standard Webhooks.</summary>
public sealed class HooksTests(Running product)
{
    [Fact]
    public async Task A_patient_charged_is_told_signed_and_again_until_it_is_taken()
    {
        await using var receiver = await Receiver.StartAsync(refuse: 1);
        var hook = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/webhooks", 201, new { address = receiver.Url });
        var path = $"/api/v1/webhooks/{hook["id"]}";
        try
        {
            (await product.Ours.MustAsync(HttpMethod.Post, $"{path}/test", 200))["statusCode"]!.GetValue<int>().Should().Be(503);
            (await product.Ours.MustAsync(HttpMethod.Post, $"{path}/test", 200))["statusCode"]!.GetValue<int>().Should().Be(204);
            var charge = (await product.Ours.MustAsync(HttpMethod.Get, "/api/v1/charges", 200))["data"]!.AsArray().First(row =>
                row!["balance"]!.GetValue<string>() != "0.00")!;
            var (service, owed) = (charge["serviceId"]!.GetValue<string>(), charge["balance"]!.GetValue<string>());
            var ticket = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/tickets", 201, new
            {
                charges = new[] { new { serviceId = service, amount = owed } }, payments = new[] { new { formaPago = "01", amount = owed } },
            });

            var call = await receiver.UntilAsync(one => one.Body.Contains("ticket.charged", StringComparison.Ordinal));
            new StandardWebhook(hook["secret"]!.GetValue<string>()).Verify(call.Body, call.Headers);
            var told = JsonNode.Parse(call.Body)!;
            told["data"]!["id"]!.GetValue<string>().Should().Be(ticket["id"]!.GetValue<string>());
            var read = await product.Ours.MustAsync(HttpMethod.Get, told["data"]!["url"]!.GetValue<string>(), 200);
            read["total"]!.GetValue<string>().Should().Be(owed);
            read["invoiceLink"]!.GetValue<string>().Should().StartWith(product.Root.AbsoluteUri);

            var delivery = (await product.Ours.MustAsync(HttpMethod.Get, $"{path}/deliveries", 200))["data"]!.AsArray().First(row =>
                row!["event"]!["subjectId"]?.GetValue<string>() == ticket["id"]!.GetValue<string>())!;
            await product.Ours.MustAsync(HttpMethod.Post, $"{path}/deliveries/{delivery["id"]}/replay", 202);
            var again = await receiver.UntilAsync(one => one != call && one.Headers["webhook-id"] == call.Headers["webhook-id"]);
            again.Body.Should().Be(call.Body);

            var rotated = await product.Ours.MustAsync(HttpMethod.Post, $"{path}/secret", 200);
            rotated["secret"]!.GetValue<string>().Should().NotBe(hook["secret"]!.GetValue<string>());
            (await product.Others.SendAsync(HttpMethod.Post, $"{path}/test")).ShouldBeProblem(404);
            (await product.Others.GetJsonAsync(told["data"]!["url"]!.GetValue<string>())).ShouldBeProblem(404);
            (await product.Ours.MustAsync(HttpMethod.Get, "/api/v1/events?type=ticket.charged", 200))["data"]![0]!["subjectId"]!.GetValue<string>()
                .Should().Be(ticket["id"]!.GetValue<string>());
        }
        finally
        {
            (await product.Ours.SendAsync(HttpMethod.Delete, path)).Answer.StatusCode.Should().Be(HttpStatusCode.NoContent);
        }
    }

    private sealed record Call(HeaderDictionary Headers, string Body);

    /// <summary>A receiver on this machine that refuses its first calls.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly ConcurrentQueue<Call> _calls = [];
        private WebApplication _app = null!;

        public string Url => $"{_app.Urls.Single()}/hook";

        public static async Task<Receiver> StartAsync(int refuse)
        {
            var receiver = new Receiver();
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            receiver._app = builder.Build();
            var seen = 0;
            receiver._app.Run(async context =>
            {
                if (Interlocked.Increment(ref seen) <= refuse)
                {
                    context.Response.StatusCode = 503;
                    return;
                }

                var headers = new HeaderDictionary(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value));
                receiver._calls.Enqueue(new Call(headers, await new StreamReader(context.Request.Body, Encoding.UTF8).ReadToEndAsync()));
                context.Response.StatusCode = 204;
            });
            await receiver._app.StartAsync();
            return receiver;
        }

        public async Task<Call> UntilAsync(Func<Call, bool> wanted)
        {
            for (var patience = 0; patience < 300; patience++)
            {
                if (_calls.FirstOrDefault(wanted) is { } call)
                    return call;
                await Task.Delay(100);
            }

            throw new TimeoutException($"Told were {string.Join(' ', _calls.Select(call => call.Body))}");
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
