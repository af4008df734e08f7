using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests;

/// <summary>A refusal that follows an attempt without an answer proves nothing of that attempt: no second CFDI is sealed on its word.</summary>
public class DoubtTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    private static readonly StampAnswer Silence = new StampAnswer.Unavailable("El PAC tardó demasiado en contestar.");
    private static readonly StampAnswer TooOld = new StampAnswer.Rejected("401", "El rango de la fecha de generación no debe de ser mayor a 72 horas.");

    [Theory]
    [MemberData(nameof(Both))]
    public async Task After_a_lost_answer_a_401_waits_for_a_person_and_nothing_else_is_sealed(Server server)
    {
        var pac = new Scripted(Silence, TooOld);
        await using var world = await WorldAsync(server, pac);
        var draft = await SealedAsync(world);

        await world.DispatchAsync();
        await world.DispatchLaterAsync(TimeSpan.FromHours(1));
        await world.DispatchLaterAsync(TimeSpan.FromHours(80));

        pac.Asked.Should().Be(2, "the same question would get the same answer");
        var document = await DocumentAsync(world);
        (document.State, document.DoubtfulSince is not null).Should().Be((PacState.Pending, true));
        document.WaitingBecause.Should().Contain("401").And.Contain("ya esté timbrada");
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Ok.Should().BeFalse();
        (await world.AsAsync((Inicio.ViewWaiting use) => use.RunAsync(0, CancellationToken.None))).Rows.Single()
            .Should().Match<Inicio.WaitingRow>(row => row.IsDoubtful && row.Because!.Contains("401"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Asked_again_the_pac_may_remember_and_a_person_may_answer_for_it_that_there_is_none(Server server)
    {
        var pac = new Scripted(Silence, TooOld, TooOld);
        await using var world = await WorldAsync(server, pac);
        var draft = await SealedAsync(world);
        await world.DispatchAsync();
        await world.DispatchLaterAsync(TimeSpan.FromHours(1));
        var document = await DocumentAsync(world);

        (await world.AsAsync((SettleDoubt use) => use.AskAgainAsync(document.Id, CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        pac.Asked.Should().Be(3);
        (await DocumentAsync(world)).DoubtfulSince.Should().NotBeNull("the PAC says the same");
        (await world.AsAsync((SettleDoubt use) => use.NeverStampedAsync(document.Id, CancellationToken.None))).Problems.Should().BeEmpty();

        (await DocumentAsync(world)).State.Should().Be(PacState.Rejected);
        (await world.InvoiceAsync(draft)).Rejection.Should().StartWith("401");
        (await world.AsAsync((SettleDoubt use) => use.NeverStampedAsync(document.Id, CancellationToken.None))).Ok.Should().BeFalse("it is settled");
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty("another may be sealed now");
    }

    [Fact]
    public async Task A_file_that_is_not_this_document_stamped_does_not_end_the_doubt()
    {
        await using var world = await WorldAsync(Server.Sqlite, new Scripted(Silence, TooOld));
        await SealedAsync(world);
        await world.DispatchAsync();
        await world.DispatchLaterAsync(TimeSpan.FromHours(1));
        var document = await DocumentAsync(world);

        (await world.AsAsync((SettleDoubt use) => use.LoadAsync(document.Id, document.SealedXml, CancellationToken.None))).Problems.Single().Message.Should()
            .Contain("no es el de este documento");

        (await DocumentAsync(world)).State.Should().Be(PacState.Pending);
    }

    [Fact]
    public async Task A_refusal_is_final_at_the_first_attempt_when_the_earlier_ones_never_left_and_when_the_pac_says_that_there_was_none()
    {
        StampAnswer neverLeft = new StampAnswer.Unavailable("El PAC no está disponible: no hay conexión.") { NotSent = true };
        StampAnswer sure = new StampAnswer.Rejected("401", "Fuera de rango.") { NeverStamped = true };
        foreach (var script in new StampAnswer[][] { [TooOld], [neverLeft, neverLeft, TooOld], [Silence, sure] })
        {
            await using var world = await WorldAsync(Server.Sqlite, new Scripted(script));
            await SealedAsync(world);
            foreach (var _ in script)
                await world.DispatchLaterAsync(TimeSpan.FromHours(1));

            (await DocumentAsync(world)).State.Should().Be(PacState.Rejected);
        }
    }

    private async Task<PagosWorld> WorldAsync(Server server, Scripted pac) =>
        await PagosWorld.NewAsync(await databases.NewAsync(server), more: services => services.AddSingleton<IPac>(pac));

    private static async Task<Guid> SealedAsync(PagosWorld world)
    {
        await world.Billing.AddServicesAsync(1);
        var draft = await world.Billing.DraftWithAllAsync("CI-1");
        (await world.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None))).Problems.Should().BeEmpty();
        return draft;
    }

    private static async Task<SealedCfdi> DocumentAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        return await db.SealedCfdis().AsNoTracking().SingleAsync();
    }

    /// <summary>Answers in this order.</summary>
    private sealed class Scripted(params StampAnswer[] answers) : IPac
    {
        public int Asked { get; private set; }

        public string Name => "PAC";

        public bool SinValidezFiscal => true;

        public Task<StampAnswer> StampAsync(StampRequest request, CancellationToken ct) => Task.FromResult(answers[Asked++]);
    }
}
