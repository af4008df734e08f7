using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Honorario.Fuzz;

// dotnet run -c Release --project bench/fuzz [cases] [XML|certificates|keys]
// Of the cases, by default a million, eight in ten damage XML and one each a certificate and a key. A case that breaks a
// reader is printed with its seed and belongs into the tests.
var cases = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var started = Stopwatch.GetTimestamp();
Run("XML", Targets.Xml, cases * 8 / 10);
Run("certificates", Targets.Certificate, cases / 10);
Run("keys", Targets.Key, cases / 10);

void Run(string name, Action<(int, Mutation[])> target, long iterations)
{
    if (args.Length > 1 && args[1] != name)
        return;
    Targets.Cases.Sample(target, iter: iterations);
    Console.WriteLine(
        $"{name}: {iterations:N0} cases, none broke a reader, the slowest took {Targets.Slowest.TotalMilliseconds:0} ms; "
            + $"{Stopwatch.GetElapsedTime(started):hh\\:mm\\:ss} so far"
    );
}
