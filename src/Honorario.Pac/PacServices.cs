using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Honorario.Pac;

/// <summary>Adds the PAC that the settings name.</summary>
public static class PacServices
{
    /// <summary>Reads the section "Pac" and registers <see cref="IPac"/>.</summary>
    public static IServiceCollection AddPac(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PacOptions>(configuration.GetSection(PacOptions.Section));
        services.AddSingleton<SwToken>();
        services.AddHttpClient<IPac, SwSapien>(Configure);
        return services;
    }

    private static void Configure(IServiceProvider services, HttpClient http)
    {
        var options = services.GetRequiredService<IOptions<PacOptions>>().Value;
        (http.BaseAddress, http.Timeout) = (options.BaseUrl, options.Timeout);
    }
}
