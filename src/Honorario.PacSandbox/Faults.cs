namespace Honorario.PacSandbox;

/// <summary>How the sandbox misbehaves on purpose.</summary>
/// <param name="Mode">
/// none; down (503); error (500); garbage; slow (does its work, then keeps the answer back); drop-after-stamp (does its work,
/// then cuts the connection); bare-307 (Finkok: a repeated document's incidence comes without its stamp); late-307 (it comes with the folio alone,
/// and stamped does not know it yet); bare-307 and tfd-307 (SW: a repeated document's answer comes without data, or with the timbre alone);
/// say (the PAC answers with <paramref name="Code"/> and <paramref name="Words"/> as its own refusal).
/// </param>
/// <param name="Seconds">How long slow takes.</param>
/// <param name="Count">For how many calls; 0 for all until told otherwise.</param>
/// <param name="Probability">How likely a call meets it, 0 to 1.</param>
/// <param name="On">Which calls meet it: stamp, cancel, authenticate, account or status.</param>
/// <param name="Code">Of say.</param>
/// <param name="Words">Of say.</param>
/// <param name="Detail">Of say, SW's messageDetail.</param>
internal sealed record Fault(
    string Mode, double Seconds = 0, int Count = 0, double Probability = 1, string On = "stamp", string Code = "", string Words = "", string Detail = "")
{
    public static readonly Fault None = new("none");
}

/// <summary>The fault in force.</summary>
internal sealed class Faults
{
    private readonly Lock _lock = new();
    private Fault _fault = Fault.None;

    public void Set(Fault fault)
    {
        lock (_lock)
            _fault = fault;
    }

    /// <summary>Makes the calls of an operation meet the fault in force.</summary>
    public static Func<EndpointFilterInvocationContext, EndpointFilterDelegate, ValueTask<object?>> On(string operation) => async (context, next) =>
    {
        var http = context.HttpContext;
        var fault = http.RequestServices.GetRequiredService<Faults>().Next(operation);
        http.Items[typeof(Fault)] = fault;
        switch (fault.Mode)
        {
            case "down":
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            case "error":
                return SwAnswers.Error(StatusCodes.Status500InternalServerError, "500", "Error interno", "");
            case "garbage":
                return Results.Text("<html><body>It works!", "text/html");
            case "say" when !http.Request.Path.StartsWithSegments("/servicios"):
                return SwAnswers.Say(fault);
        }

        var answer = await next(context);
        if (fault.Mode == "slow" && await GaveUpAsync(fault.Seconds, http.RequestAborted))
            return Results.Empty;
        if (fault.Mode != "drop-after-stamp")
            return answer;
        http.Abort();
        return Results.Empty;
    };

    /// <summary>The fault that a call of the operation meets; counts it.</summary>
    private Fault Next(string operation)
    {
        lock (_lock)
        {
            var fault = _fault;
            if (fault.On != operation || (fault.Probability < 1 && Random.Shared.NextDouble() >= fault.Probability))
                return Fault.None;
            if (fault.Count == 1)
                _fault = Fault.None;
            else if (fault.Count > 1)
                _fault = fault with { Count = fault.Count - 1 };
            return fault;
        }
    }

    /// <summary>Waits; says whether the caller gave up before.</summary>
    private static async Task<bool> GaveUpAsync(double seconds, CancellationToken aborted)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return aborted.IsCancellationRequested;
    }
}
