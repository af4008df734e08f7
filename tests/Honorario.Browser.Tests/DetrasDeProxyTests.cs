using System.Diagnostics;
using System.Net;
using Honorario.Tests;

namespace Honorario.Browser.Tests;

/// <summary>Behind nginx with TLS, as docs/operations.md sets it up: the client is the client, and cookies and addresses are those of the outside.</summary>
[Trait(Product.Which, Product.Own)]
public sealed class DetrasDeProxyTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-proxy-").FullName;
    private readonly int _inner = Ports.Free();
    private readonly int _outer = Ports.Free();
    private Process? _web;
    private Process? _nginx;

    private string Outside => $"https://localhost:{_outer}";

    public async ValueTask InitializeAsync()
    {
        await RunAsync("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost", "-keyout", At("key.pem"), "-out",
            At("cert.pem"));
        await File.WriteAllTextAsync(At("nginx.conf"), $$"""
            daemon off; pid {{At("nginx.pid")}}; error_log {{At("error.log")}};
            events { }
            http {
              access_log off;
              client_body_temp_path {{At("body")}}; proxy_temp_path {{At("proxy")}}; fastcgi_temp_path {{At("f")}}; uwsgi_temp_path {{At("u")}}; scgi_temp_path {{At("s")}};
              server {
                listen 127.0.0.1:{{_outer}} ssl;
                ssl_certificate {{At("cert.pem")}}; ssl_certificate_key {{At("key.pem")}};
                location / {
                  proxy_pass http://127.0.0.1:{{_inner}};
                  proxy_http_version 1.1;
                  proxy_set_header Host $host;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "upgrade";
                  proxy_set_header X-Forwarded-For $http_x_test_client;
                  proxy_set_header X-Forwarded-Proto https;
                }
              }
            }
            """);
        var dll = Path.Combine(AppContext.BaseDirectory, "Honorario.Web.dll");
        _web = Start("dotnet", dll, "--contentRoot", Path.Combine(Product.Root(), "src", "Honorario.Web"), "--urls", $"http://127.0.0.1:{_inner}", "--Data",
            At("data"), "--Demo", "true", "--DemoLife", "false",
            "--PublicUrl", $"{Outside}/", "--Proxy:Known", "127.0.0.1", "--Login:PerMinute", "5", "--Environment", "Production");
        _nginx = Start("/usr/sbin/nginx", "-c", At("nginx.conf"), "-p", _folder);
        using var visitor = new Visitor($"http://127.0.0.1:{_inner}");
        for (var patience = Stopwatch.StartNew(); ;)
        {
            try
            {
                if (await visitor.StatusAsync("/salud") == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(5) && !_web.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _nginx, _web }.OfType<Process>())
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Attempts_are_counted_by_client_cookies_belong_to_the_host_and_only_the_public_host_is_answered()
    {
        var person = await FromAsync("203.0.113.7");
        using (var entered = await person.EnterAsync(Demo.Physician.Email, Demo.Physician.Password))
        {
            entered.StatusCode.Should().Be(HttpStatusCode.Found);
            var cookies = entered.Headers.GetValues("Set-Cookie").ToList();
            cookies.Should().Contain(cookie => cookie.StartsWith("__Host-honorario=", StringComparison.Ordinal));
            cookies.Should().OnlyContain(cookie => cookie.Contains("secure", StringComparison.Ordinal) && cookie.Contains("path=/;", StringComparison.Ordinal));
        }

        var csv = await person.Http.GetStringAsync("/api/bitacora.csv");
        csv.Should().Contain("203.0.113.7");

        var guesser = await FromAsync("203.0.113.66");
        var (codes, page) = (new List<HttpStatusCode>(), await guesser.Http.GetStringAsync("/cuenta/entrar"));
        for (var attempt = 0; attempt < 6; attempt++)
            using (var answer = await guesser.SendAsync("/cuenta/entrar", "entrar",
                new() { ["Form.Email"] = Demo.Assistant.Email, ["Form.Password"] = "nada-de-nada" }, page))
                codes.Add(answer.StatusCode);
        codes.Should().Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), HttpStatusCode.TooManyRequests]);
        var neighbour = await FromAsync("203.0.113.8");
        using (var entered = await neighbour.EnterAsync(Demo.Assistant.Email, Demo.Assistant.Password))
            entered.StatusCode.Should().Be(HttpStatusCode.Found, "who guesses at an account does not keep its person out");

        var six = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var one = await FromAsync($"2001:db8:1:2::{attempt + 1}");
            using var answer = await one.EnterAsync($"{attempt}@nadie.example", "nada-de-nada");
            six.Add(answer.StatusCode);
        }

        six[^1].Should().Be(HttpStatusCode.TooManyRequests, "a /64 is one client");
        using var evil = new HttpRequestMessage(HttpMethod.Get, "/finanzas") { Headers = { Host = "evil.example" } };
        using var refused = await person.Http.SendAsync(evil);
        refused.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        using var nobody = new Visitor($"http://127.0.0.1:{_inner}");
        nobody.Http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var redirect = await nobody.Http.GetAsync("/finanzas");
        redirect.Headers.Location!.OriginalString.Should().StartWith("https://127.0.0.1", "this proxy is named; its scheme is believed");
    }

    private Task<Visitor> FromAsync(string address)
    {
        var visitor = new Visitor(Outside);
        visitor.Http.DefaultRequestHeaders.Add("X-Test-Client", address);
        return Task.FromResult(visitor);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static Process Start(string program, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0, program);
    }
}
