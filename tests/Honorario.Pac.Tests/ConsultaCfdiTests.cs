using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Pac.Tests.World;

namespace Honorario.Pac.Tests;

public class ConsultaCfdiTests
{
    [Fact]
    public async Task A_stamped_document_is_in_force()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();

        (await client.StatusAsync(document)).Should().Be(
            new SatStatus("S - Comprobante obtenido satisfactoriamente.", "Cancelable sin aceptación", "Vigente", "", "200"));
    }

    [Fact]
    public async Task An_unknown_document_is_not_found()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var unknown = new ExpresionImpresa("EKU9003173C9", "CACX7605101P8", 1, Uuid.Parse("11111111-2222-4333-8444-555555555555"), "AAAAAAA=");

        var status = await client.StatusAsync(unknown);

        status.CodigoEstatus.Should().StartWith("N - 602");
        status.IsInForce.Should().BeFalse();
        status.IsCancelled.Should().BeFalse();
    }

    [Fact]
    public async Task Other_words_than_the_printed_ones_are_not_valid()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();

        foreach (
            var wrong in new[]
            {
                document with
                {
                    Tt = 1,
                },
                document with
                {
                    Rr = "XAXX010101000",
                },
                document with
                {
                    Re = "XAXX010101000",
                },
                document with
                {
                    Fe = "12345678",
                },
            })
            (await client.StatusAsync(wrong)).CodigoEstatus.Should().StartWith("N - 601");
    }

    [Fact]
    public async Task An_RFC_with_an_ampersand_is_asked_for_as_SAT_wants_it()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var invoice = Papers.Invoice() with { Receptor = new Receptor("H&E951128469", "HERRERIA & ELECTRICOS", "06002", "601", "G03") };
        var document = (await client.StampedAsync(Papers.Sealed(invoice))).Printed();

        document.ToString().Should().StartWith("?re=EKU9003173C9&rr=H&amp;E951128469&tt=1200.5&id=");
        (await client.StatusAsync(document)).IsInForce.Should().BeTrue();
    }

    [Fact]
    public async Task SAT_is_asked_again_when_it_fails_once()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await sandbox.FaultAsync("down", count: 1, on: "status");

        (await client.StatusAsync(document)).IsInForce.Should().BeTrue();
    }

    [Theory]
    [InlineData("down", "*503*")]
    [InlineData("garbage", "*no se entiende*")]
    public async Task SAT_without_an_answer_is_unavailable_in_a_sentence(string fault, string reason)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await sandbox.FaultAsync(fault, on: "status");

        (await client.AskSatAsync(document)).Should().BeOfType<SatAnswer.Unavailable>().Which.Reason.Should().StartWith("El SAT").And.Match(reason);
    }
}
