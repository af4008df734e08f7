using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.DatosFiscales;

/// <summary>Who bills: the emisores with their certificates, manifiestos, logos and bank accounts.</summary>
public static class DatosFiscalesServices
{
    public static IServiceCollection AddDatosFiscales(this IServiceCollection services)
    {
        services.AddSingleton<SigningKeys>();
        services.AddScoped<ListEmisores>();
        services.AddScoped<EditEmisor>();
        services.AddScoped<EditLogo>();
        services.AddScoped<EditBankAccounts>();
        services.AddScoped<LoadLlave>();
        services.AddScoped<TakeCertificateName>();
        services.AddScoped<AcceptManifiesto>();
        return services;
    }
}
