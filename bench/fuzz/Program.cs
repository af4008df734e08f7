using System.Diagnostics;
using System.Globalization;
using CsCheck;
using Honorario.Fuzz;

// dotnet run -c Release --project bench/fuzz [cases] [XML|certificates|keys|files]
// Of the cases, by default a million, seven in ten damage XML, two what people bring (tables, statements, Constancias, ZIPs, pictures; each
// is given to every reader) and one each half a certificate and a key; with a name, all of them are of that kind. A case that breaks a
// reader is printed with its seed and belongs into the tests.
const long Step = 20_000;
var cases = args.Length > 0 ? long.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var started = Stopwatch.GetTimestamp();
Run("files", FileTargets.Cases, FileTargets.Read, () => FileTargets.Slowest, cases * 2 / 10);
Run("XML", Targets.Cases, Targets.Xml, () => Targets.Slowest, cases * 7 / 10);
Run("certificates", Targets.Cases, Targets.Certificate, () => Targets.Slowest, cases / 20);
Run("keys", Targets.Cases, Targets.Key, () => Targets.Slowest, cases / 20);

void Run(string name, Gen<(int, Mutation[])> gen, Action<(int, Mutation[])> target, Func<TimeSpan> slowest, long share)
{
    var (only, done) = (args.Length > 1, 0L);
    if (only && args[1] != name)
        return;
    for (var all = only ? cases : share; done < all;)
    {
        var now = Math.Min(Step, all - done);
        gen.Sample(target, iter: now);
        done += now;
        Console.WriteLine(
            $"{name}: {done:N0} cases of {all:N0}, none broke a reader, the slowest took {slowest().TotalMilliseconds:0} ms of a processor; "
                + $"{Stopwatch.GetElapsedTime(started):hh\\:mm\\:ss} so far"
        );
    }
}
