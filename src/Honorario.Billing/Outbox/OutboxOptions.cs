using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Outbox;

/// <summary>What waits apart from what: a queue that stands still holds up no other.</summary>
public enum OutboxLane
{
    /// <summary>Composing and sealing; the processor's work.</summary>
    Seal,

    /// <summary>Waiting for the PAC's stamp.</summary>
    Stamp,

    /// <summary>Waiting for the PAC and SAT to cancel.</summary>
    Cancel,

    /// <summary>Waiting for a mail server.</summary>
    Mail,

    /// <summary>Looking into boxes of returned mail.</summary>
    Box,

    /// <summary>Waiting for somebody's webhook.</summary>
    Webhook,

    /// <summary>The day's work.</summary>
    Daily,
}

/// <summary>Which queue a kind of message waits in.</summary>
public sealed record OutboxRoute(string Kind, OutboxLane Queue);

/// <summary>The settings' section "Outbox": how many messages of a queue one practice may have under way in this process.</summary>
public sealed record OutboxOptions
{
    public const string Section = "Outbox";

    public int Seal { get; init; } = 4;
    public int Stamp { get; init; } = 16;
    public int Cancel { get; init; } = 4;
    public int Mail { get; init; } = 4;
    public int Box { get; init; } = 1;
    public int Webhook { get; init; } = 4;
    public int Daily { get; init; } = 2;

    /// <summary>For how long done messages are kept.</summary>
    public TimeSpan Keep { get; init; } = TimeSpan.FromDays(7);

    public int Of(OutboxLane queue) => Math.Max(1, queue switch
    {
        OutboxLane.Seal => Seal,
        OutboxLane.Stamp => Stamp,
        OutboxLane.Cancel => Cancel,
        OutboxLane.Mail => Mail,
        OutboxLane.Box => Box,
        OutboxLane.Webhook => Webhook,
        _ => Daily,
    });

    /// <summary>Places beside those of <see cref="Of"/> that only another practice may take: whoever fills a queue never fills it for all.</summary>
    public static int ForOthers(int parallel) => 1 + (parallel / 8);
}

/// <summary>Registers handlers.</summary>
public static class OutboxRegistration
{
    /// <summary>Messages of this kind wait in this queue and are carried out by this handler.</summary>
    public static IServiceCollection AddOutbox<THandler>(this IServiceCollection services, string kind, OutboxLane queue)
        where THandler : class, IOutboxHandler
    {
        services.AddKeyedScoped<IOutboxHandler, THandler>(kind);
        return services.AddSingleton(new OutboxRoute(kind, queue));
    }
}
