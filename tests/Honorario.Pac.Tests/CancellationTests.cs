using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Pac.Tests.World;
using Honorario.PacSandbox;

namespace Honorario.Pac.Tests;

public class CancellationTests
{
    public static TheoryData<PacKind> Kinds => [PacKind.SwSapien, PacKind.Finkok];

    private static Func<SandboxOptions, SandboxOptions> WaitOver(decimal total) => options => options with { AcceptanceOver = total };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_document_that_needs_no_acceptance_is_cancelled_at_once(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync(WaitOver(5000));
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        (await client.StatusAsync(document)).Should().Match<SatStatus>(sat => sat.IsInForce && sat.EsCancelable == "Cancelable sin aceptación");

        var answer = await client.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd));

        var acuse = Acuse(answer.Should().BeOfType<CancelAnswer.Cancelled>().Subject.Acuse);
        acuse.Should().Contain(document.Id.Value).And.Contain("201");
        (await client.StatusAsync(document)).Should().Match<SatStatus>(sat => sat.IsCancelled && sat.EstatusCancelacion == "Cancelado sin aceptación");

        var again = await client.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd));
        Acuse(again.Should().BeOfType<CancelAnswer.Cancelled>().Subject.Acuse).Should().Be(acuse);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_document_that_the_receptor_must_let_go_waits_for_its_word(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync(WaitOver(1000));
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var request = new CancelRequest(document, "03", null, Papers.Csd);

        Acuse((await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.PendingAcceptance>().Subject.Acuse).Should().Contain(document.Id.Value);
        (await client.StatusAsync(document)).IsWaiting.Should().BeTrue();

        await sandbox.AnswerCancellationAsync(document, accept: true);
        (await client.StatusAsync(document)).Should().Match<SatStatus>(sat => sat.IsCancelled && sat.EstatusCancelacion == "Cancelado con aceptación");
        (await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.Cancelled>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refused_cancellation_leaves_the_document_in_force_and_can_be_asked_anew(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync(options => options with { AcceptanceOf = new HashSet<string> { "CACX7605101P8" } });
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var request = new CancelRequest(document, "02", null, Papers.Csd);
        await client.CancelAsync(request);

        await sandbox.AnswerCancellationAsync(document, accept: false);

        (await client.StatusAsync(document)).WasRefused.Should().BeTrue();
        (await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.PendingAcceptance>();
        (await client.StatusAsync(document)).IsWaiting.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Silence_for_three_working_days_is_acceptance(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync(WaitOver(0));
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await client.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd));

        // Asked on Tuesday the 10th: Wednesday, Thursday and Friday are the receptor's.
        sandbox.Clock.Advance(new DateTimeOffset(2026, 3, 13, 23, 59, 59, TimeSpan.FromHours(-6)) - Papers.Now);
        (await client.StatusAsync(document)).IsWaiting.Should().BeTrue();
        await sandbox.RestartAsync();
        sandbox.Clock.Advance(TimeSpan.FromSeconds(1));

        using var later = new Client(kind, sandbox.Url);
        (await later.StatusAsync(document)).Should().Match<SatStatus>(sat => sat.IsCancelled && sat.EstatusCancelacion == "Plazo vencido");
    }

    [Theory]
    [InlineData(PacKind.SwSapien, "05", false, "207")]
    [InlineData(PacKind.SwSapien, "01", false, "208")]
    [InlineData(PacKind.SwSapien, "01", true, "212")]
    [InlineData(PacKind.SwSapien, "02", true, "209")]
    [InlineData(PacKind.Finkok, "05", false, "207")]
    [InlineData(PacKind.Finkok, "01", false, "208")]
    [InlineData(PacKind.Finkok, "01", true, "212")]
    [InlineData(PacKind.Finkok, "02", true, "209")]
    public async Task A_wrong_motive_is_refused_under_its_code(PacKind kind, string motivo, bool withReplacement, string code)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var unrelated = (await client.StampedAsync(Papers.Sealed())).Printed().Id;

        var answer = await client.CancelAsync(new CancelRequest(document, motivo, withReplacement ? unrelated : null, Papers.Csd));

        answer
            .Should()
            .BeOfType<CancelAnswer.Rejected>()
            .Which.Should()
            .Match<CancelAnswer.Rejected>(rejected => rejected.Code == code && rejected.Message.Length > 20);
        (await client.StatusAsync(document)).IsInForce.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_replaced_document_is_cancelled_with_motive_01(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var replacement = Papers.Invoice() with { CfdiRelacionados = [new CfdiRelacionados("04", [document.Id.Value])] };
        var replacedBy = (await client.StampedAsync(Papers.Sealed(replacement))).Printed();

        var answer = await client.CancelAsync(new CancelRequest(document, "01", replacedBy.Id, Papers.Csd));

        answer.Should().BeOfType<CancelAnswer.Cancelled>();
        (await client.StatusAsync(replacedBy)).IsInForce.Should().BeTrue();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_document_with_a_live_one_upon_it_cannot_be_cancelled_first(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var note = (await client.StampedAsync(Papers.Sealed(Papers.CreditNote(document.Id.Value)))).Printed();
        var request = new CancelRequest(document, "02", null, Papers.Csd);

        (await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.Rejected>().Which.Code.Should().Be("204");
        (await client.StatusAsync(document)).EsCancelable.Should().Be("No cancelable");

        await client.CancelAsync(request with { Document = note });
        (await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.Cancelled>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_SAT_does_not_have_or_is_not_the_emisors_is_refused(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var unknown = document with { Id = Uuid.Parse("11111111-2222-4333-8444-555555555555") };
        var strangers = new CsdFiles(Papers.Cer("CACX7605101P8"), Papers.Key("CACX7605101P8"), Papers.Password);

        (await client.CancelAsync(new CancelRequest(unknown, "02", null, Papers.Csd)))
            .Should()
            .BeOfType<CancelAnswer.Rejected>()
            .Which.Code.Should()
            .Be("205");
        (await client.CancelAsync(new CancelRequest(document with { Re = "CACX7605101P8" }, "02", null, strangers)))
            .Should().BeOfType<CancelAnswer.Rejected>().Which.Code.Should().Be("203");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_lost_after_the_cancellation_is_found_again(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var request = new CancelRequest((await client.StampedAsync(Papers.Sealed())).Printed(), "02", null, Papers.Csd);
        await sandbox.FaultAsync("drop-after-stamp", count: 1, on: "cancel");

        (await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.Unavailable>();
        Acuse((await client.CancelAsync(request)).Should().BeOfType<CancelAnswer.Cancelled>().Subject.Acuse).Should().Contain(request.Document.Id.Value);
    }

    [Fact]
    public async Task A_CSD_that_does_not_open_is_refused()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();

        var answer = await client.CancelAsync(new CancelRequest(document, "02", null, new CsdFiles(Papers.Cer(), Papers.Key(), "otra")));

        answer.Should().BeOfType<CancelAnswer.Rejected>().Which.Code.Should().Be("310");
        (await client.StatusAsync(document)).IsInForce.Should().BeTrue();
    }

    [Fact]
    public async Task A_PAC_that_keeps_the_CSD_cancels_without_it()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        var replacement = Papers.Invoice() with { CfdiRelacionados = [new CfdiRelacionados("04", [document.Id.Value])] };
        var replacedBy = (await client.StampedAsync(Papers.Sealed(replacement))).Printed();

        (await client.CancelAsync(new CancelRequest(document, "01", replacedBy.Id, null))).Should().BeOfType<CancelAnswer.Cancelled>();
        (await client.CancelAsync(new CancelRequest(replacedBy, "03", null, null))).Should().BeOfType<CancelAnswer.Cancelled>();
    }

    [Fact]
    public async Task While_SAT_does_not_answer_a_cancellation_is_not_claimed()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await sandbox.FaultAsync("down", on: "status");

        (await client.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd))).Should().BeOfType<CancelAnswer.PendingAcceptance>();
    }

    [Fact]
    public async Task The_receptor_sees_what_waits_for_it_and_what_is_related()
    {
        await using var sandbox = await Sandbox.StartAsync(WaitOver(1000));
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var document = (await client.StampedAsync(Papers.Sealed())).Printed();
        await client.CancelAsync(new CancelRequest(document, "02", null, Papers.Csd));
        var note = (await client.StampedAsync(Papers.Sealed(Papers.CreditNote(document.Id.Value)))).Printed();
        await sandbox.SignInAsync();

        var pendings = await sandbox.Http.GetFromJsonAsync<JsonElement>("pendings/CACX7605101P8");
        var relations = await sandbox.Http.GetFromJsonAsync<JsonElement>($"relations/CACX7605101P8/{document.Id}");

        pendings.GetProperty("data").GetProperty("uuid").EnumerateArray().Select(uuid => uuid.GetString()).Should().Equal(document.Id.Value);
        relations.GetProperty("data").GetProperty("uuidsRelacionadosPadres")[0].GetProperty("uuid").GetString().Should().Be(note.Id.Value);
    }

    [Fact]
    public async Task Unlimited_stamps_are_not_counted()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);

        (await client.Account.BalanceAsync(CancellationToken.None)).Should().BeOfType<PacBalance.Unlimited>();
    }

    private static string Acuse(byte[]? xml)
    {
        xml.Should().NotBeNull();
        return Encoding.UTF8.GetString(xml!);
    }
}
