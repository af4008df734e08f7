namespace Honorario.Cli;

/// <summary>What a command ends with.</summary>
internal static class Exit
{
    /// <summary>Done, and nothing found wrong.</summary>
    public const int Fine = 0;

    /// <summary>Done, and what it was asked about is wrong.</summary>
    public const int Wrong = 1;

    /// <summary>Not done: wrong usage, or a file that can't be read or written.</summary>
    public const int NotDone = 2;
}
