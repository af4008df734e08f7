namespace Honorario.Billing.Kern;

/// <summary>Something the user can mend: where, and one Spanish sentence saying what to change.</summary>
/// <param name="Field">The form's field, or "" for the whole.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Code">SAT's or the PAC's code, when there is one.</param>
/// <param name="Link">A page of the application that helps.</param>
public sealed record Problem(string Field, string Message, string? Code = null, string? Link = null);

/// <summary>A value, or the problems that a user can mend.</summary>
public readonly record struct Result<T>
{
    private Result(T? value, IReadOnlyList<Problem> problems) => (Value, Problems) = (value, problems);

    public T? Value { get; }
    public IReadOnlyList<Problem> Problems => field ?? [];
    public bool Ok => Problems.Count == 0;

    public static implicit operator Result<T>(T value) => new(value, []);
    public static implicit operator Result<T>(Problem problem) => new(default, [problem]);
    public static implicit operator Result<T>(List<Problem> problems) => new(default, problems);
}

/// <summary>One page of a list, with what the whole filter adds up to.</summary>
/// <param name="Rows">The rows of this page.</param>
/// <param name="Count">How many rows the filter has.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Count)
{
    /// <summary>With which the page after this one is asked for; null for the last page, and where pages have numbers.</summary>
    public string? Next { get; init; }
}
