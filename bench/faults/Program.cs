using System.Globalization;
using Honorario.Faults;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["--help"])
{
    Console.WriteLine(
        """
        Kills and faults, then counts what was lost, doubled, stuck or orphaned.

          dotnet run -c Release --project bench/faults -- faults [--seconds N] [--postgres] [--seed N]
          dotnet run -c Release --project bench/faults -- queue [--messages N]
          dotnet run -c Release --project bench/faults -- load [--rate N] [--seconds N] [--postgres]
          dotnet run -c Release --project bench/faults -- stamping [--invoices N] [--latency MS] [--parallel N] [--postgres]

          --seconds N   how long the storm lasts (60)
          --postgres    two nodes on a PostgreSQL server of its own, instead of one on SQLite
          --seed N      the same storm again
        """);
    return 0;
}

string? Given(string name) => args.SkipWhile(one => one != name).Skip(1).FirstOrDefault();
int Number(string name, int otherwise) => Given(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
var postgres = args.Contains("--postgres");
if (args.Contains("queue"))
    return await Queue.RunAsync(Number("--messages", 600));
if (args.Contains("load"))
    return await Load.RunAsync(Number("--rate", postgres ? 200 : 50), TimeSpan.FromSeconds(Number("--seconds", 60)), postgres);
return args.Contains("stamping")
    ? await Stamping.RunAsync(Number("--invoices", 2000), Number("--latency", 200), Number("--parallel", 16), postgres)
    : await Storm.RunAsync(TimeSpan.FromSeconds(Number("--seconds", 60)), postgres, Number("--seed", Environment.TickCount & 0xFFFF));
