using BenchmarkDotNet.Running;
using Honorario.Benchmarks;

// dotnet run -c Release --project bench/Honorario.Benchmarks -- --ratios     the figures of docs/performance.md, in about a minute
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --filter '*'  the same by BenchmarkDotNet, with allocations
if (args is ["--ratios"])
    Ratios.Run();
else
    BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
