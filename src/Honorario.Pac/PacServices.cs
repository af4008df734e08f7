using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>Adds the PAC that the settings name.</summary>
public static class PacServices
{
    /// <summary>Reads the section "Pac" and registers <see cref="IPac"/>, <see cref="ICancelling"/> and <see cref="ISatStatus"/>.</summary>
    public static IServiceCollection AddPac(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PacOptions>(configuration.GetSection(PacOptions.Section));
        services.AddSingleton<SwToken>();
        services.AddHttpClient<IPac, SwSapien>(Configure);
        services.AddHttpClient<ICancelling, SwCancelling>(Configure);
        services.AddHttpClient<ISatStatus, ConsultaCfdi>((provider, http) =>
        {
            var options = provider.GetRequiredService<IOptions<PacOptions>>().Value;
            (http.BaseAddress, http.Timeout) = (options.SatStatusUrl, options.Timeout);
        });
        return services;
    }

    private static void Configure(IServiceProvider services, HttpClient http)
    {
        var options = services.GetRequiredService<IOptions<PacOptions>>().Value;
        (http.BaseAddress, http.Timeout) = (options.BaseUrl, options.Timeout);
    }
}
