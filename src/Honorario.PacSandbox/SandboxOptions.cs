using System.Globalization;

namespace Honorario.PacSandbox;

/// <summary>How a sandbox runs.</summary>
public sealed record SandboxOptions
{
    /// <summary>The folder that keeps its certificate, its stamps and its cancellations.</summary>
    public required string Data { get; init; }

    /// <summary>Where it listens, on this machine alone; port 0 takes a free one.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:0";

    /// <summary>The clock it goes by.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>A cancellation waits for the receptor's acceptance when the total is over this; null for no total.</summary>
    public decimal? AcceptanceOver { get; init; }

    /// <summary>RFCs of the receptors whose acceptance a cancellation waits for, whatever the total.</summary>
    public IReadOnlySet<string> AcceptanceOf { get; init; } = new HashSet<string>();

    /// <summary>A cancellation waits for the receptor's acceptance wherever the rules ask for it (RMF 2.7.1.35).</summary>
    public bool AcceptanceByRule { get; init; }

    /// <summary>
    /// Which comes first when a document is sent again: false, its earlier stamp; true, its date, so that one older than 72 hours is refused
    /// (401) although it has a stamp. No PAC publishes which it does.
    /// </summary>
    public bool DateFirst { get; init; }

    /// <summary>How many stamps the account has paid for; null for an account on credit.</summary>
    public long? Stamps { get; init; }

    /// <summary>
    /// Reads <c>--data DIR --urls URL --acceptance-by-rule true --acceptance-over N --acceptance-of RFC,RFC --date-first true --stamps N</c>.
    /// </summary>
    public static SandboxOptions Read(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        var defaults = new SandboxOptions { Data = given["data"] ?? Path.Combine(AppContext.BaseDirectory, "sandbox") };
        return defaults with
        {
            Urls = given["urls"] ?? "http://127.0.0.1:5081",
            AcceptanceOver = given["acceptance-over"] is { } over ? decimal.Parse(over, CultureInfo.InvariantCulture) : null,
            AcceptanceOf = (given["acceptance-of"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(),
            AcceptanceByRule = given["acceptance-by-rule"] is { } byRule && bool.Parse(byRule),
            DateFirst = given["date-first"] is { } first && bool.Parse(first),
            Stamps = given["stamps"] is { } stamps ? long.Parse(stamps, CultureInfo.InvariantCulture) : null,
        };
    }
}
