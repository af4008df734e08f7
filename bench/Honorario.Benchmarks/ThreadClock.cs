using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Honorario.Benchmarks;

/// <summary>
/// Processor time of the calling thread alone: neither the compiler's and the collector's threads nor other processes count.
/// Outside Linux it is the wall clock's.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double Microseconds => OperatingSystem.IsLinux() && Read(ThreadCpuTime, out var time) == 0
        ? (time.Seconds * 1e6) + (time.Nanoseconds / 1e3)
        : Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Read(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Timespec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
