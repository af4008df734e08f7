using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests;

public class ServiciosTests(Databases databases)
{
    [Fact]
    public async Task An_insurer_is_checked_field_by_field()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditInsurer(world.Storage);

        var wrong = await edit.RunAsync(null, new InsurerForm("", "GSA", "", "999", "1", "D01"), CancellationToken.None);
        var repeated = await edit.RunAsync(null, new InsurerForm("Otra", "GSA010101AB3", "OTRA", "601", "06600", "G03"), CancellationToken.None);
        var notAllowed = await edit.RunAsync(null, new InsurerForm("Otra", "EKU9003173C9", "OTRA", "601", "06600", "D01"), CancellationToken.None);

        wrong.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Name", "Rfc", "Nombre", "RegimenFiscal", "CodigoPostal");
        repeated.Problems.Single().Field.Should().Be("Rfc");
        notAllowed.Problems.Single().Code.Should().Be("CFDI40161");
    }

    [Fact]
    public async Task An_insurer_of_a_name_that_another_has_is_asked_about()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditInsurer(world.Storage);
        var form = new InsurerForm("general DE salud", "EKU9003173C9", "OTRA", "601", "06600", "G03");

        var asked = await edit.RunAsync(null, form, CancellationToken.None);
        var another = await edit.RunAsync(null, form with { Another = true }, CancellationToken.None);

        asked.Problems.Single().Field.Should().Be(nameof(form.Another));
        asked.Problems.Single().Message.Should().Contain("General de Salud");
        another.Problems.Should().BeEmpty();
    }
}
