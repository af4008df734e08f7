using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests.Correo;

/// <summary>The practice's own words for the mail that carries an invoice.</summary>
public class MailTemplateTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_the_practice_wrote_is_filled_with_the_invoices_facts_and_proposed(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        var edit = new EditMailTemplate(world.Storage, world.Clock);
        var own = new Template(
            "Factura {control}: {total}",
            "{ Aseguradora }, {servicios} servicios {periodo} por {subtotal} del {fecha}. {folio} {uuid} {emisor}. Llave { suelta");

        var saved = await edit.SaveAsync(own, CancellationToken.None);
        var proposed = (
            await new SendInvoice(world.Storage, new MailToInsurer(new QueueMail(world.Clock), new OutboxSignal())).ProposeAsync(
                invoice,
                CancellationToken.None)
        )!;
        var preview = await edit.PreviewAsync(own, CancellationToken.None);

        saved.Problems.Should().BeEmpty();
        proposed.Title.Should().Be("Factura CI-1: $1,530.99");
        proposed
            .Text.Should()
            .Be(
                $"General de Salud, 2 servicios del 18/03/2026 al 19/03/2026 por $1,701.10 del 20/03/2026. CI-1 {uuid} XOCHILT CASAS CHAVEZ. Llave {{ suelta"
            );
        (preview!.Title, preview.Text).Should().Be((proposed.Title, proposed.Text));
        (await edit.LoadAsync(CancellationToken.None)).Should().Be(own);
    }

    [Fact]
    public async Task A_place_for_no_known_fact_and_an_empty_text_are_told_at_their_fields_and_not_kept()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditMailTemplate(world.Storage, world.Clock);

        var saved = await edit.SaveAsync(new Template("Factura {monto}", " "), CancellationToken.None);

        saved.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Title", "Text");
        saved.Problems.Single(problem => problem.Field == "Title").Message.Should().Contain("{monto}").And.Contain("{total}");
        (await edit.LoadAsync(CancellationToken.None)).Should().Be(Template.Default);
        (await edit.PreviewAsync(Template.Default, CancellationToken.None)).Should().BeNull();
    }
}
