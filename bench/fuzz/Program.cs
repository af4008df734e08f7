using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Honorario.Fuzz;

// dotnet run -c Release --project bench/fuzz [cases] [XML|certificates|keys|files]
// Of the cases, by default a million, seven in ten damage XML, two what people bring (tables, statements, Constancias, ZIPs, pictures)
// and one each half a certificate and a key. A case that breaks a
// reader is printed with its seed and belongs into the tests.
var cases = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var started = Stopwatch.GetTimestamp();
Run("XML", Targets.Xml, cases * 7 / 10);
Run("certificates", Targets.Certificate, cases / 20);
Run("keys", Targets.Key, cases / 20);
Run("files", FileTargets.Read, cases * 2 / 10);

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
