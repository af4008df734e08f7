using Honorario.Archivos.Bancos;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tests;

/// <summary>Files as people brought them.</summary>
internal static class Caso
{
    public static readonly string Clabe = "012180001234567899";

    public static BroughtFile File(string name)
    {
        using var stream = typeof(Caso).Assembly.GetManifestResourceStream($"Casos/{name}") ?? throw new InvalidOperationException(name);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return new BroughtFile(name, bytes.ToArray());
    }

    public static StatementFile Opened(BroughtFile file)
    {
        var read = BankFile.Read(file);
        read.Refusal.Should().BeNull();
        var opened = StatementFile.Of(file.Name, read.Value!);
        opened.Refusal.Should().BeNull();
        return opened.Value!;
    }

    /// <summary>Read by the file's own guess.</summary>
    public static Statement Statement(BroughtFile file)
    {
        var opened = Opened(file);
        opened.Problems(opened.Guess).Should().BeEmpty();
        var read = opened.Read(opened.Guess, Clabe);
        read.Refusal.Should().BeNull();
        return read.Value!;
    }
}
