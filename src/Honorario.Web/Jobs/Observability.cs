using System.Globalization;
using Honorario.Billing.Outbox;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Honorario.Web.Jobs;

/// <summary>
/// What an operator sees from outside: a log of events with their time, one JSON object a line, in a file a day that is kept a month
/// and never cut, and, when an address is set, traces and figures by OTLP. Neither has names, RFCs, amounts or addresses of pages.
/// </summary>
internal static class Observability
{
    /// <summary>The folder of the log in the folder of the data.</summary>
    public const string LogFolder = "registros";

    private const long LargestFile = 20 * 1024 * 1024;
    private const int KeptFiles = 40;

    public static void AddObservability(this WebApplicationBuilder builder, string data)
    {
        builder.Services.AddSerilog(log => log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Polly", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(
                outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext}: {Message:lj}{NewLine}{Exception}",
                formatProvider: CultureInfo.InvariantCulture)
            .WriteTo.File(
                new CompactJsonFormatter(), Path.Combine(data, LogFolder, "honorario-.json"), rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: LargestFile, rollOnFileSizeLimit: true, retainedFileCountLimit: KeptFiles, shared: true));

        if (builder.Configuration["Otlp:Endpoint"] is not { Length: > 0 } endpoint)
            return;
        var address = new Uri(endpoint);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("honorario", serviceInstanceId: Guid.NewGuid().ToString("N")))
            .WithTracing(traces => traces
                .AddSource(OutboxTelemetry.Name)
                .AddAspNetCoreInstrumentation(web => web.Filter = context => !context.Request.Path.StartsWithSegments(Health.Alive))
                .AddHttpClientInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = address))
            .WithMetrics(figures => figures
                .AddMeter(OutboxTelemetry.Name)
                .AddAspNetCoreInstrumentation()
                .AddOtlpExporter(otlp => otlp.Endpoint = address));
        builder.Services.AddHostedService<QueueGauges>();
    }
}
