using Honorario.Billing.Auditoria;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests;

/// <summary>Open pages hear that something of their practice changed, once it can be seen.</summary>
public class PracticeChangesTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_save_is_told_to_its_practice_and_one_within_a_transaction_once_it_is_committed(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var told = new List<Guid>();
        world.Database.Practices.Raised += told.Add;
        await using var db = world.Storage.Open();
        db.Record(Guid.NewGuid(), BillingWorld.Now.UtcDateTime, "Mirada");
        await db.SaveChangesAsync();
        told.Should().BeEmpty("who only looks changes nothing");

        await world.AddServicesAsync(1);
        told.Should().NotBeEmpty().And.OnlyContain(practice => practice == world.PracticeId);

        told.Clear();
        await using (var kept = await db.Database.BeginTransactionAsync())
        {
            await AddPatientAsync();
            told.Should().BeEmpty("nobody else can see it yet");
            await kept.CommitAsync();
        }

        told.Should().Equal(world.PracticeId);
        told.Clear();
        await using (await db.Database.BeginTransactionAsync())
            await AddPatientAsync();
        told.Should().BeEmpty("it was taken back");

        async Task AddPatientAsync()
        {
            db.Add(new ServiciosRealizados.Patient { Name = "Paciente de Prueba" });
            await db.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task The_page_of_a_payment_tells_what_was_done_with_it_and_with_its_complement()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        var paid = await world.PayAsync(PagosWorld.Form("SPEI-1", new PaymentShare(invoice.Id, invoice.Total)));
        await world.ComplementAsync(paid.Value);
        await world.DispatchAsync();

        var view = await new ViewPayment(world.Billing.Storage).RunAsync(paid.Value, CancellationToken.None);

        view!.WantsComplemento.Should().BeTrue();
        view.History.Select(entry => entry.What).Should().Equal("Pago registrado", "Sellada", "Timbrada");
    }
}
