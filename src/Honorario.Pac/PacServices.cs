using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Honorario.Pac;

/// <summary>Adds the PAC that the settings name.</summary>
public static class PacServices
{
    /// <summary>Longer than any stamped document in JSON or in base64.</summary>
    private const long LongestAnswer = 128 * 1024 * 1024;

    /// <summary>
    /// Reads the section "Pac" and registers <see cref="IPac"/>, <see cref="IPacCancellation"/>, <see cref="IPacAccount"/> and
    /// <see cref="ConsultaCfdi"/>.
    /// </summary>
    public static IServiceCollection AddPac(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<PacOptions>(configuration.GetSection(PacOptions.Section));
        return services.AddAdapters();
    }

    internal static IServiceCollection AddAdapters(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SwToken>();
        services.AddHttpClient<SwSapien>(Configure);
        services.AddHttpClient<Finkok>(Configure);
        services.AddHttpClient<ConsultaCfdi>(Configure).AddResilienceHandler("sat", pipeline => pipeline
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = 2,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .AddTimeout(TimeSpan.FromSeconds(10)));
        services.AddTransient(Chosen<IPac>);
        services.AddTransient(Chosen<IPacCancellation>);
        services.AddTransient(Chosen<IPacAccount>);
        return services;
    }

    private static TRole Chosen<TRole>(IServiceProvider services)
        where TRole : class
    {
        object pac = services.GetRequiredService<IOptions<PacOptions>>().Value.Kind switch
        {
            PacKind.Finkok => services.GetRequiredService<Finkok>(),
            _ => services.GetRequiredService<SwSapien>(),
        };
        return (TRole)pac;
    }

    /// <summary>A stamp is never repeated by the pipeline: whoever stored the sealed bytes decides when they are sent again.</summary>
    private static void Configure(IServiceProvider services, HttpClient http)
    {
        var options = services.GetRequiredService<IOptions<PacOptions>>().Value;
        (http.BaseAddress, http.Timeout, http.MaxResponseContentBufferSize) = (options.Root, options.Timeout, LongestAnswer);
    }
}
