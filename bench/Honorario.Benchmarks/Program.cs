using BenchmarkDotNet.Running;
using Honorario.Benchmarks;

// dotnet run -c Release --project bench/Honorario.Benchmarks -- --ratios     the figures of docs/performance.md, in about a minute
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --filter '*'  the same by BenchmarkDotNet, with allocations
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --services     an invoice of 5,000 services, step by step
if (args is ["--ratios"])
    Ratios.Run();
else if (args is ["--services"])
    await ManyServices.RunAsync();
else
    BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
