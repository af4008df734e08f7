using Honorario.Billing.Outbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Correo;

/// <summary>Mail that leaves by the practice's own server, and what comes back of it.</summary>
public static class CorreoServices
{
    public static IServiceCollection AddCorreo(this IServiceCollection services)
    {
        services.AddSingleton<ISendMail>(new SmtpSender(TimeSpan.FromSeconds(60)));
        services.AddSingleton<QueueMail>();
        services.AddScoped<MailToInsurer>();
        services.AddScoped<DocumentMail>();
        services.AddScoped<OpenMailServer>();
        services.AddScoped<EditMailServer>();
        services.AddScoped<ResendMail>();
        services.AddScoped<ListMails>();
        services.AddOutbox<DeliverMail>(DeliverMail.Kind, OutboxLane.Mail);
        services.AddSingleton(new BounceOptions());
        services.AddSingleton(provider => new ImapBox(TimeSpan.FromSeconds(60), provider.GetRequiredService<ILogger<ImapBox>>()));
        services.AddScoped<OpenBounceBox>();
        services.AddScoped<EditBounceBox>();
        services.AddOutbox<ReadBounces>(ReadBounces.Kind, OutboxLane.Box);
        services.AddKeyedSingleton<IMailSubject, Notice>(Notice.About);
        return services;
    }
}
