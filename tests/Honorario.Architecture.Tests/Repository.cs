using System.Runtime.CompilerServices;

namespace Honorario.Architecture.Tests;

/// <summary>Where the source is.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
