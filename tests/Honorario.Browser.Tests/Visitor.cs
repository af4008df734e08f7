using System.Net;
using System.Text.RegularExpressions;

namespace Honorario.Browser.Tests;

/// <summary>A browser without a screen: keeps cookies, follows nothing, fills forms in.</summary>
internal sealed class Visitor : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = (_, _, _, _) => true };

    public Visitor(string url)
    {
        Url = url;
        Http = new HttpClient(_handler) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) };
    }

    public string Url { get; }
    public HttpClient Http { get; }
    public CookieContainer Cookies => _handler.CookieContainer;

    public void Dispose() => Http.Dispose();

    public static async Task<Visitor> SignInAsync(string url, Demo user)
    {
        if (user.IsShipped)
            await Practices.OwnAsync(url);
        var visitor = new Visitor(url);
        using var answer = await visitor.EnterAsync(user.Email, user.Password);
        answer.StatusCode.Should().Be(HttpStatusCode.Found, user.Email);
        return visitor;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        return answer.StatusCode;
    }

    public Task<HttpResponseMessage> EnterAsync(string email, string password) =>
        SendAsync("/cuenta/entrar", "entrar", new() { ["Form.Email"] = email, ["Form.Password"] = password });

    /// <summary>Sends a form of a page as the page has it.</summary>
    public async Task<HttpResponseMessage> SendAsync(string path, string handler, Dictionary<string, string> fields)
    {
        var page = await Http.GetStringAsync(path);
        return await SendAsync(path, handler, fields, page);
    }

    /// <param name="page">The page that the form is on.</param>
    public Task<HttpResponseMessage> SendAsync(string path, string handler, Dictionary<string, string> fields, string page)
    {
        var token = Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        return Http.PostAsync(path, new FormUrlEncodedContent(new Dictionary<string,
            string>(fields) { ["__RequestVerificationToken"] = token, ["_handler"] = handler }));
    }
}
