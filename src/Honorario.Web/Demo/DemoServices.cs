using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Web.Api;
using Honorario.Web.Components.Shared;

namespace Honorario.Web.Demo;

/// <summary>The made-up practices and their mailbox; only where the setting "Demo" asks for them.</summary>
internal static class DemoServices
{
    public static void AddDemo(this IServiceCollection services, IConfiguration configuration, string data)
    {
        services.AddScoped<DemoData>();
        services.AddSingleton(new Demonstration(IsDemo(configuration)));
        if (!IsDemo(configuration))
            return;
        var pac = configuration.GetSection("Pac").GetValue("BaseUrl", new Uri("http://127.0.0.1:5081/"))!;
        services.AddSingleton<TimeProvider>(_ => new DemoClock(new HttpClient { BaseAddress = pac }));
        var real = (ISendMail)services.Last(one => one.ServiceType == typeof(ISendMail)).ImplementationInstance!;
        services.AddSingleton(provider =>
            new DemoMailbox(Path.Combine(data, DemoMailbox.Domain), real, provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<ISendMail>(provider => provider.GetRequiredService<DemoMailbox>());
    }

    /// <param name="app">The application.</param>
    /// <param name="makesMore">Whether who asks gets practices of her own: for tests, and where it is developed.</param>
    public static void MapDemo(this WebApplication app, bool makesMore)
    {
        if (!IsDemo(app.Configuration))
            return;
        if (makesMore)
            app.MapPost("/kit/practicas/{mark:int:range(1,3000)}", (int mark, DemoData demo, CancellationToken ct) => demo.CreateAsync(mark, ct))
                .AllowAnonymous();
        app.MapGet(
            Demonstration.MailPath + "/{name}/{at:int}",
            (string name, int at, DemoMailbox mailbox, Actor actor, HttpResponse response) =>
                FileAnswer.HandOut(mailbox.Attachment(actor.PracticeId, name, at), response));
    }

    private static bool IsDemo(IConfiguration configuration) => configuration.GetValue<bool>("Demo");
}
