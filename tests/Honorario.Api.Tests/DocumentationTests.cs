using System.Diagnostics;
using System.Text.RegularExpressions;
using Honorario.Billing.Cuentas;

namespace Honorario.Api.Tests;

/// <summary>What docs/api.md tells to type is typed.</summary>
public sealed partial class DocumentationTests(Running product)
{
    [Fact]
    public async Task Ten_minutes_with_curl_end_with_a_stamped_cfdi()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Running.Repository(), "docs", "api.md"));
        var typed = string.Join('\n', Typed().Matches(page).Select(block => block.Groups[1].Value));
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", typed]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["URL"] = product.Root.AbsoluteUri.TrimEnd('/');
        start.Environment["KEY"] = (await product.KeyAsync(product.Practices[0], RightFacts.OfPractices)).Secret;
        using var bash = Process.Start(start)!;
        var (said, faults) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);

        bash.ExitCode.Should().Be(0, $"{await faults} {await said}");
        (await said).Should().Contain("tfd:TimbreFiscalDigital").And.Contain("SubTotal=\"1200.50\"");
    }

    [GeneratedRegex("```bash\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Typed();
}
