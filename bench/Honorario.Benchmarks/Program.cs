using BenchmarkDotNet.Running;
using Honorario.Benchmarks;

// dotnet run -c Release --project bench/Honorario.Benchmarks -- --ratios     the figures of docs/performance.md, in about a minute; "--ratios check" for one
// of them
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --filter '*'  the same by BenchmarkDotNet, with allocations
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --services     an invoice of 5,000 services, step by step
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --import       a file of 100,000 services, step by step, with memory
// dotnet run -c Release --project bench/Honorario.Benchmarks -- --palette      Ctrl+K at a million rows
if (args is ["--ratios", .. var only])
    Ratios.Run(only is [var measure] ? measure : "");
else if (args is ["--services"])
    await ManyServices.RunAsync();
else if (args is ["--palette"])
    await Palette.RunAsync();
else if (args is ["--import", .. var rows])
    await ManyRows.RunAsync(rows is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 100_000);
else
    BenchmarkSwitcher.FromAssembly(typeof(Ratios).Assembly).Run(args);
