using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;
using Honorario.Printing;
using Honorario.Printing.Content;

namespace Honorario.Benchmarks;

/// <summary>
/// What docs/performance.md quotes. Times are the measuring thread's own (see <see cref="ThreadClock"/>), and each figure takes turns
/// of some ten milliseconds with its bare counterpart, so that what else the machine does weighs little and on both alike; the
/// median of many turns is printed. Nothing is measured before it has run for two seconds: until then it is the compiler's time.
/// </summary>
internal static class Ratios
{
    private const int Turns = 150;
    private const int Searches = 2_000;
    private const double WarmMicroseconds = 2_000_000;

    /// <param name="only">The one that is measured, by its name; all when empty.</param>
    public static void Run(string only = "")
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
        foreach (var measure in new Action[] { Seal, Check, Concepts, Print, Search })
        {
            if (only.Length == 0 || measure.Method.Name.Equals(only, StringComparison.OrdinalIgnoreCase))
                measure();
        }
    }

    private static void Seal()
    {
        using var csd = Samples.OpenCsd();
        using var rsa = RSA.Create(2048);
        var document = Samples.Invoice(3);
        var cadena = Encoding.UTF8.GetBytes(CadenaOriginal.Of(document));
        void Bare() => rsa.SignData(cadena, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        Compare("build + seal / bare RSA-2048 signature", "goal 0.90", 40, Bare, () => Sealer.Seal(Samples.Invoice(3), csd));
        Compare("seal, batch with one key / bare signature", "goal 0.98", 40, Bare, () => Sealer.Seal(document, csd));
        Allocated("build + seal, 3 concepts", () => Sealer.Seal(Samples.Invoice(3), csd));
    }

    private static void Check()
    {
        using var csd = Samples.OpenCsd();
        using var rsa = RSA.Create(2048);
        var xml = Sealer.Seal(Samples.Invoice(3), csd).Xml;
        var cadena = Encoding.UTF8.GetBytes(CadenaOriginal.Of(Samples.Invoice(3)));
        var signature = rsa.SignData(cadena, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        void CheckAndVerify() => CheckedXml.Of(xml, Samples.Now);

        Compare(
            "check + verify / bare verification",
            "goal 0.33",
            100,
            () => rsa.VerifyData(cadena, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            CheckAndVerify);
        var read = SafeXml.Load(xml).Root!;
        var seal = SealVerifier.Seal(read);
        Part("of it, through a tree: read", () => SafeXml.Load(xml));
        Part("of it, through a tree: verify", () => SealVerifier.Seal(read));
        Part("of it, through a tree: check", () => Preflight.Check(read, Samples.Now, seal));
        Allocated("check + verify, 3 concepts", CheckAndVerify);
        Allocated("read, 3 concepts", () => CfdiReader.Read(xml));
    }

    private static void Concepts()
    {
        using var csd = Samples.OpenCsd();
        double PerConcept(int conceptos) => Time(1, () => Sealer.Seal(Samples.Invoice(conceptos), csd)) / conceptos;

        Warm(() => PerConcept(500), () => PerConcept(5_000));
        var (few, many) = (Median(100, () => PerConcept(500)), Median(40, () => PerConcept(5_000)));
        Console.WriteLine($"{"build + seal, a concept of 5,000 / of 500",-45} {many / few,6:0.00}   {few:0.00} µs a concept at 500, {many:0.00} µs at 5,000");
    }

    private static void Print()
    {
        var stamped = Samples.Stamped();
        void Page() => PrintedInvoice.Render(stamped, new PrintOptions());
        Warm(Page);
        var alone = 1e6 / Median(15, () => Time(20, Page));
        var together = Environment.ProcessorCount * 1e6 / Median(15, () => AllThreads(() => Parallel.For(0, 40, _ => Page())) / 40);
        Console.WriteLine($"{"one-page PDFs a second, all cores at work",-45} {together,6:0}   {alone:0} when one core works alone; goal 200 on two");
        Allocated("one-page PDF", Page);
    }

    private static void Search()
    {
        using var sample = new CatalogSample(150_000);
        string[] asked =
        [
            "cirugia", "odontología", "materiales esteril", "equipo de laboratorio",
            "s", "se", "serv", "servicios", "servicios medicos", "consulta", "85121502", "8512", "1010",
            "kits de cocina portatil", "mantenimiento elec", "odontolgia", "vehiclos", "cirujia", "zzzzzzzz", "articulos de plastico modelo",
        ];
        Warm([.. asked.Select(words => (Action)(() => sample.Store.Search("c_ClaveProdServ", words)))]);
        var times = Enumerable.Range(0, Searches)
            .Select(at => Time(1, () => sample.Store.Search("c_ClaveProdServ", asked[at % asked.Length])) / 1_000)
            .Order()
            .ToArray();
        Console.WriteLine($"{"search of 150,000 keys, ms at the 99th percentile",-45} {times[Searches * 99 / 100],6:0.0}   "
            + $"{times[Searches / 2]:0.0} at the median; goal 50");
    }

    /// <summary>Prints the rate of the second as a share of the first's.</summary>
    private static void Compare(string name, string goal, int times, Action bare, Action ours)
    {
        Warm(bare, ours);
        var turns = Enumerable.Range(0, Turns).Select(_ => (Bare: Time(times, bare), Ours: Time(times, ours))).ToArray();
        var ratio = Middle(turns.Select(turn => turn.Bare / turn.Ours));
        Console.WriteLine($"{name,-45} {ratio,6:0.000}   "
            + $"{Middle(turns.Select(turn => turn.Ours)):0.0} µs against {Middle(turns.Select(turn => turn.Bare)):0.0} µs{(goal.Length > 0 ? $"; {goal}" : "")}");
    }

    private static void Part(string name, Action act)
    {
        Warm(act);
        Console.WriteLine($"{name,-45} {Median(Turns, () => Time(100, act)),6:0.0} µs");
    }

    private static void Allocated(string name, Action act)
    {
        act();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var one = 0; one < 100; one++)
            act();
        Console.WriteLine($"{$"KB allocated by {name}",-45} {(GC.GetAllocatedBytesForCurrentThread() - before) / 100.0 / 1024,6:0.0}");
    }

    /// <summary>Runs all by turns until the compiler has done its best with each.</summary>
    private static void Warm(params Action[] acts)
    {
        for (var spent = 0.0; spent < WarmMicroseconds * acts.Length;)
        {
            foreach (var act in acts)
                spent += Time(1, act);
        }

        Thread.Sleep(500);
    }

    /// <summary>Microseconds of this thread's time of one, over so many.</summary>
    private static double Time(int times, Action act)
    {
        var started = ThreadClock.Microseconds;
        for (var one = 0; one < times; one++)
            act();
        return (ThreadClock.Microseconds - started) / times;
    }

    /// <summary>Microseconds of the whole process's time.</summary>
    private static double AllThreads(Action act)
    {
        var started = Environment.CpuUsage.TotalTime;
        act();
        return (Environment.CpuUsage.TotalTime - started).TotalMicroseconds;
    }

    private static double Median(int turns, Func<double> measure) => Middle(Enumerable.Range(0, turns).Select(_ => measure()));

    private static double Middle(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
