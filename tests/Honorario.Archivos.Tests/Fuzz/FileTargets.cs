using CsCheck;
using Honorario.Archivos;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;
using Honorario.Benchmarks;

namespace Honorario.Fuzz;

/// <summary>The readers of what people bring under damaged files: each answers in bounded time with a value or with a sentence, and never throws.</summary>
internal static class FileTargets
{
    /// <summary>Of the processor's time, which others on the machine do not count in: far more than any answer takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private static double _slowest;

    private static readonly BroughtFile[] Files = [.. typeof(FileTargets).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("Casos/", StringComparison.Ordinal)).Select(Load)];

    /// <summary>A seed and what is done to it: which file, and up to six damages.</summary>
    public static Gen<(int Seed, Mutation[] Damage)> Cases { get; } = Gen.Select(Gen.Int[0, 99], Mutation.Gen.Array[1, 6]);

    /// <summary>What the slowest case so far took of the processor's time.</summary>
    public static TimeSpan Slowest => TimeSpan.FromMicroseconds(Volatile.Read(ref _slowest));

    public static void Read((int Seed, Mutation[] Damage) one)
    {
        var whole = Files[one.Seed % Files.Length];
        var file = whole with { Content = one.Damage.Aggregate(whole.Content, (damaged, damage) => damage.Apply(damaged)) };
        var started = ThreadClock.Microseconds;
        Answers(BookReader.Read(file, new TableLimits(1000)));
        Answers(ConstanciaReader.Read(file));
        Answers(PictureReader.Read(file));
        var pieces = Unpacker.Read([file], _ => { });
        Answers(pieces);
        if (pieces.Ok)
            Pairing.Sort(pieces.Value);
        var bank = BankFile.Read(file);
        Answers(bank);
        if (bank.Ok && StatementFile.Of(file.Name, bank.Value) is { Ok: true, Value: { } statement })
            Answers(statement.Read(statement.Guess, "012180001234567899"));
        var took = ThreadClock.Microseconds - started;
        Require(took < Longest.TotalMicroseconds, "bounded time");
        for (var known = Volatile.Read(ref _slowest); took > known; known = Volatile.Read(ref _slowest))
            Interlocked.CompareExchange(ref _slowest, took, known);
    }

    private static void Answers<T>(Read<T> read)
        where T : class => Require(read.Value is null != read.Refusal is null && read.Refusal != "", "either a value or a sentence");

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException($"Broken: {what}.");
    }

    private static BroughtFile Load(string name)
    {
        using var stream = typeof(FileTargets).Assembly.GetManifestResourceStream(name)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new BroughtFile(name["Casos/".Length..], bytes.ToArray());
    }
}
