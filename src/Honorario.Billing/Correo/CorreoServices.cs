using Honorario.Billing.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Correo;

/// <summary>Mail that leaves by the practice's own server.</summary>
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
        services.AddKeyedScoped<IOutboxHandler, DeliverMail>(DeliverMail.Kind);
        services.AddKeyedSingleton<IMailSubject, Notice>(Notice.About);
        return services;
    }
}
