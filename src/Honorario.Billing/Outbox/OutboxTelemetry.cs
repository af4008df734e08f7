using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Honorario.Billing.Outbox;

/// <summary>The traces and figures of what is carried out; no personal data.</summary>
public static class OutboxTelemetry
{
    public const string Name = "Honorario";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    /// <summary>Messages carried out, by kind and outcome (done, again, fault).</summary>
    public static Counter<long> CarriedOut { get; } = Meter.CreateCounter<long>("honorario.outbox.messages");

    /// <summary>The PAC's answers to a stamp, by outcome (stamped, refused, doubtful, unanswered) and its code.</summary>
    public static Counter<long> Stamps { get; } = Meter.CreateCounter<long>("honorario.stamps");

    /// <summary>How long the PAC took to answer, or was waited for, in milliseconds.</summary>
    public static Histogram<double> PacLatency { get; } = Meter.CreateHistogram<double>("honorario.pac.latency", "ms");
}
