using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Honorario.Billing.Outbox;

/// <summary>The traces and counts of what is carried out; no personal data.</summary>
public static class OutboxTelemetry
{
    public const string Name = "Honorario.Outbox";

    public static ActivitySource Source { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    /// <summary>Messages carried out, by kind and outcome (done, again, fault).</summary>
    public static Counter<long> CarriedOut { get; } = Meter.CreateCounter<long>("honorario.outbox.messages");
}
