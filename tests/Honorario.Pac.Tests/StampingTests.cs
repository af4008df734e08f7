using System.Text;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Pac.Tests.World;
using Microsoft.Extensions.Time.Testing;

namespace Honorario.Pac.Tests;

public class StampingTests
{
    public static TheoryData<PacKind> Kinds => [PacKind.SwSapien, PacKind.Finkok];

    public static TheoryData<PacKind, string> KindsAndRefusals => new MatrixTheoryData<PacKind, string>([PacKind.SwSapien, PacKind.Finkok], Refused.Keys);

    public static TheoryData<PacKind, string, string> KindsAndFaults => new()
    {
        { PacKind.SwSapien, "down", "*503*" },
        { PacKind.SwSapien, "error", "*500*" },
        { PacKind.SwSapien, "garbage", "*no se entiende*" },
        { PacKind.Finkok, "down", "*503*" },
        { PacKind.Finkok, "error", "*500*" },
        { PacKind.Finkok, "garbage", "*no se entiende*" },
    };

    private static Dictionary<string, Func<Paper>> Refused { get; } =
        new()
        {
            ["301 not XML"] = () => new Paper("<cfdi:Comprobante"u8.ToArray(), "k"),
            ["301 no receptor"] = () => Change(Papers.Sealed(), "<cfdi:Receptor", "<cfdi:Otro"),
            ["302 changed after sealing"] = () => Change(Papers.Sealed(), "S-1", "S-2"),
            ["303 sealed by another"] = () =>
                Papers.Seal(Papers.Invoice(), Papers.Cer("CACX7605101P8"), Papers.Key("CACX7605101P8"), Papers.Password),
            ["304 expired"] = () => Papers.SealedBy(Papers.SelfIssuedFor(Papers.Now.AddYears(-4), Papers.Now.AddMinutes(-1))),
            ["305 dated before the certificate"] = () =>
                Papers.SealedBy(Papers.SelfIssuedFor(Papers.Now.AddMinutes(-5), Papers.Now.AddYears(4))),
            ["306 sealed by a FIEL"] = () =>
                Papers.SealedBy(Papers.SelfIssuedFor(Papers.Now.AddYears(-1), Papers.Now.AddYears(1), CertificateUse.Fiel)),
            ["308 of an unknown authority"] = () => Papers.SealedBy(Papers.FromUnknownAuthority()),
            ["401 older than 72 hours"] = () =>
                Papers.Sealed(Papers.Invoice() with { Fecha = Papers.Local.AddHours(-72).AddMinutes(-1) }),
            ["401 of tomorrow"] = () => Papers.Sealed(Papers.Invoice() with { Fecha = Papers.Local.AddDays(1) }),
            ["401 of the future in Tijuana, where the clock is behind"] = () =>
                Papers.Sealed(Papers.Invoice() with { LugarExpedicion = "22000", Fecha = Papers.Local }),
            ["CFDI40119 a total that is not the sum"] = () => Papers.Sealed(Papers.Invoice() with { Total = 1200.51m }),
        };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_sealed_document_gets_a_stamp_that_verifies(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var paper = Papers.Sealed();

        var stamped = await client.StampedAsync(paper);

        using var certificate = await sandbox.CertificateAsync();
        var root = SafeXml.Load(stamped.Xml).Root!;
        SealVerifier.Seal(root).Should().Be(SealState.Valid);
        SealVerifier.Stamp(root, certificate).Should().Be(StampState.Valid);
        stamped.Timbre.SelloCfd.Should().Be(CfdiReader.Read(paper.Xml).Document!.Sello);
        stamped.Timbre.FechaTimbrado.Should().Be(Papers.Local);
        stamped.Timbre.NoCertificadoSat.Should().Be(certificate.NoCertificado);
        client.Pac.SinValidezFiscal.Should().BeTrue();
        (CfdiReader.Read(stamped.Xml).Document! with { Timbre = null }).Should().Be(CfdiReader.Read(paper.Xml).Document);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_document_issued_where_the_clock_is_ahead_is_not_of_the_future(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var inCancun = Papers.Invoice() with { LugarExpedicion = "77500", Fecha = Papers.Local.AddMinutes(59) };

        (await client.StampAsync(Papers.Sealed(inCancun))).Should().BeOfType<StampAnswer.Stamped>();
    }

    [Theory]
    [MemberData(nameof(KindsAndRefusals))]
    public async Task A_wrong_document_is_refused_under_its_code(PacKind kind, string wrong)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);

        var answer = await client.StampAsync(Refused[wrong]());

        var rejected = answer.Should().BeOfType<StampAnswer.Rejected>().Subject;
        rejected.Code.Should().Be(wrong.Split(' ')[0]);
        rejected.Message.Should().NotBeEmpty().And.NotStartWith(rejected.Code);
        (await sandbox.GivenAsync()).Count.Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_repeated_document_keeps_its_stamp(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var paper = Papers.Sealed();

        var first = await client.StampedAsync(paper);
        var second = await client.StampedAsync(paper);
        var third = await client.StampedAsync(paper, sentBefore: true);

        second.Xml.Should().Equal(first.Xml);
        third.Xml.Should().Equal(first.Xml);
        (await sandbox.GivenAsync()).Count.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_document_sent_twenty_times_at_once_is_stamped_once(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var paper = Papers.Sealed();

        var stamps = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.StampedAsync(paper)));

        stamps.Select(stamp => stamp.Timbre.Uuid).Distinct().Should().ContainSingle();
        (await sandbox.GivenAsync()).Count.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_answer_lost_after_the_stamp_is_found_again(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var paper = Papers.Sealed();
        await sandbox.FaultAsync("drop-after-stamp", count: 1);

        var lost = await client.StampAsync(paper);
        var given = await sandbox.GivenAsync();
        var found = await client.StampedAsync(paper, sentBefore: true);

        lost.Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().Contain("cortó la conexión");
        given.Stamps.Should().ContainSingle().Which.Uuid.Should().Be(found.Timbre.Uuid);
        (await sandbox.GivenAsync()).Count.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_slow_PAC_counts_as_unanswered_and_gives_one_stamp(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var hasty = new Client(kind, sandbox.Url, TimeSpan.FromMilliseconds(400));
        using var patient = new Client(kind, sandbox.Url);
        var paper = Papers.Sealed();
        await sandbox.FaultAsync("slow", seconds: 600);

        var unanswered = await hasty.StampAsync(paper);
        await sandbox.FaultAsync("none");
        var stamped = await patient.StampedAsync(paper, sentBefore: true);

        unanswered.Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().Contain("tardó demasiado");
        (await sandbox.GivenAsync()).Stamps.Should().ContainSingle().Which.Uuid.Should().Be(stamped.Timbre.Uuid);
    }

    [Theory]
    [MemberData(nameof(KindsAndFaults))]
    public async Task A_PAC_that_fails_is_unavailable_until_it_works(PacKind kind, string fault, string reason)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        var paper = Papers.Sealed();
        await sandbox.FaultAsync(fault, count: 1);

        (await client.StampAsync(paper)).Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().Match(reason);
        (await client.StampAsync(paper, sentBefore: true)).Should().BeOfType<StampAnswer.Stamped>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Without_a_PAC_at_the_address_there_is_no_connection(PacKind kind)
    {
        var sandbox = await Sandbox.StartAsync();
        var gone = sandbox.Url;
        await sandbox.DisposeAsync();
        using var client = new Client(kind, gone);

        (await client.StampAsync(Papers.Sealed())).Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().Contain("no hay conexión");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Credentials_that_the_PAC_does_not_accept_are_named_as_such(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url, password: "");

        (await client.StampAsync(Papers.Sealed())).Should().BeOfType<StampAnswer.Unavailable>().Which.Reason.Should().Contain("usuario y la contraseña");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Stamps_survive_a_restart_of_the_sandbox(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync(firstEver: true);
        var paper = Papers.Sealed();
        StampAnswer.Stamped before;
        using (var client = new Client(kind, sandbox.Url))
            before = await client.StampedAsync(paper);

        await sandbox.RestartAsync();

        using var again = new Client(kind, sandbox.Url);
        (await again.StampedAsync(paper, sentBefore: true)).Xml.Should().Equal(before.Xml);
        using var certificate = await sandbox.CertificateAsync();
        SealVerifier.Stamp(SafeXml.Load((await again.StampedAsync(Papers.Sealed())).Xml).Root!, certificate).Should().Be(StampState.Valid);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Who_gives_up_waiting_is_not_told_that_the_PAC_failed(PacKind kind)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(kind, sandbox.Url);
        using var impatience = new CancellationTokenSource();
        await impatience.CancelAsync();

        var act = () => client.Pac.StampAsync(new StampRequest(Papers.Sealed().Xml, "k", false), impatience.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData(PacKind.SwSapien, "SW Sapien")]
    [InlineData(PacKind.Finkok, "Finkok")]
    public void The_settings_choose_the_PAC(PacKind kind, string name)
    {
        using var client = new Client(kind, new Uri("http://127.0.0.1:1"));

        client.Pac.Name.Should().Be(name);
    }

    [Fact]
    public async Task One_token_serves_many_calls_and_is_renewed_before_it_expires()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var clock = new FakeTimeProvider(Papers.Now);
        using var client = new Client(PacKind.SwSapien, sandbox.Url, clock: clock);
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => client.StampedAsync(Papers.Sealed())));
        (await sandbox.GivenAsync()).Authentications.Should().Be(1);

        clock.Advance(TimeSpan.FromMinutes(115));
        await client.StampedAsync(Papers.Sealed());

        (await sandbox.GivenAsync()).Authentications.Should().Be(2);
    }

    [Fact]
    public async Task A_token_that_the_PAC_no_longer_accepts_is_replaced()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        await client.StampedAsync(Papers.Sealed());

        sandbox.Clock.Advance(TimeSpan.FromHours(3));

        await client.StampedAsync(Papers.Sealed());
        (await sandbox.GivenAsync()).Authentications.Should().Be(2);
    }

    [Fact]
    public async Task The_key_of_another_document_brings_no_stamp()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.SwSapien, sandbox.Url);
        var first = Papers.Sealed();
        await client.StampedAsync(first);

        var answer = await client.StampAsync(Papers.Sealed() with { Key = first.Key });

        answer.Should().BeOfType<StampAnswer.Unavailable>();
        (await sandbox.GivenAsync()).Count.Should().Be(1);
    }

    [Theory]
    [InlineData("bare-307")]
    [InlineData("late-307")]
    public async Task Finkok_repeats_without_the_stamp_and_is_asked_for_it(string how)
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.Finkok, sandbox.Url);
        var paper = Papers.Sealed();
        var first = await client.StampedAsync(paper);
        await sandbox.FaultAsync(how);

        var again = await client.StampedAsync(paper);

        again.Xml.Should().Equal(first.Xml);
    }

    [Fact]
    public async Task Finkok_stamps_quickly_when_the_settings_say_so()
    {
        await using var sandbox = await Sandbox.StartAsync();
        using var client = new Client(PacKind.Finkok, sandbox.Url, quick: true);

        (await client.StampAsync(Papers.Sealed())).Should().BeOfType<StampAnswer.Stamped>();
    }

    private static Paper Change(Paper paper, string from, string to) =>
        paper with { Xml = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(paper.Xml).Replace(from, to, StringComparison.Ordinal)) };
}
