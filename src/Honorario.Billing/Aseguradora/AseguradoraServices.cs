using Honorario.Billing.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Aseguradora;

/// <summary>The portal of insurers and their administradoras: what they receive, review and pay, by hand or by their systems.</summary>
public static class AseguradoraServices
{
    public static IServiceCollection AddAseguradora(this IServiceCollection services)
    {
        services.AddSingleton(WebhookClient.ToPublicAddresses());
        services.AddSingleton<CallWebhook>();
        services.AddScoped<PortalInvoices>();
        services.AddScoped<HandOutReceived>();
        services.AddScoped<HandOutPortalFiles>();
        services.AddScoped<ReviewInvoice>();
        services.AddScoped<ReviewInvoices>();
        services.AddScoped<EditReviewRules>();
        services.AddScoped<ViewPortalInvoice>();
        services.AddScoped<AskSat>();
        services.AddScoped<SchedulePayment>();
        services.AddScoped<PayInvoice>();
        services.AddScoped<PayByLayout>();
        services.AddScoped<PortalPeople>();
        services.AddScoped<InvitePortalUser>();
        services.AddScoped<OpenPortalCompany>();
        services.AddScoped<ListComments>();
        services.AddScoped<CommentInvoice>();
        services.AddScoped<AnswerStatusCall>();
        services.AddScoped<OpenPortalKey>();
        services.AddScoped<ConnectCompany>();
        services.AddScoped<ViewDeliveries>();
        services.AddOutbox<TellStatusChange>(TellStatusChange.Kind, OutboxLane.Webhook);
        services.AddOutbox<AcceptByRule>(AcceptByRule.Kind, OutboxLane.Webhook);
        services.AddOutbox<DeliverWebhook>(DeliverWebhook.Kind, OutboxLane.Webhook);
        return services;
    }
}
