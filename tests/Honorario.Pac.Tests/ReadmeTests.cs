using System.Text.RegularExpressions;
using Honorario.Cfdi.Sealing;
using Honorario.Pac.Tests.World;

namespace Honorario.Pac.Tests;

/// <summary>What somebody finds who takes the library as a package: its readme's code is the code below, and it runs.</summary>
public partial class ReadmeTests
{
    [Fact]
    public async Task The_code_of_the_readme_stamps_cancels_and_asks()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var (url, user, password, cancellation) = (sandbox.Url, "u", "p", CancellationToken.None);
        var (sealedXml, csd) = (Papers.Sealed().Xml, Papers.Csd);
        var path = Path.GetTempFileName();

        using var pac = PacClient.Open(new PacOptions { Kind = PacKind.SwSapien, BaseUrl = url, User = user, Password = password });
        StampAnswer answer = await pac.StampAsync(new StampRequest(sealedXml, Key: "factura-1042", SentBefore: false), cancellation);
        if (answer is StampAnswer.Stamped stamped)
            File.WriteAllBytes(path, stamped.Xml);

        var document = answer.Should().BeOfType<StampAnswer.Stamped>().Subject.Printed();
        CancelAnswer cancelled = await pac.CancelAsync(new CancelRequest(document, "02", null, csd), cancellation);
        SatAnswer status = await pac.AskSatAsync(document, cancellation);

        cancelled.Should().BeOfType<CancelAnswer.Cancelled>();
        status.Should().BeOfType<SatAnswer.Known>().Which.Status.IsCancelled.Should().BeTrue();
        SealVerifier.Seal(Cfdi.Reading.SafeXml.Load(File.ReadAllBytes(path)).Root!).Should().Be(SealState.Valid);
        (await pac.BalanceAsync(cancellation)).Should().NotBeOfType<PacBalance.Unknown>();
        File.Delete(path);
    }

    [Fact]
    public void The_code_of_the_readme_is_the_code_above()
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(repository.FullName, "Honorario.slnx")))
            repository = repository.Parent!;
        var source = Lines(File.ReadAllText(Path.Combine(repository.FullName, "tests/Honorario.Pac.Tests/ReadmeTests.cs")));

        var blocks = CodeBlock().Matches(File.ReadAllText(Path.Combine(repository.FullName, "src/Honorario.Pac/README.md")))
            .Select(block => Lines(block.Groups[1].Value)).ToList();

        blocks.Should().HaveCount(2).And.AllSatisfy(block => source.Should().Contain(block));
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
