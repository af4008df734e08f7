using Honorario.Billing.Auditoria;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Externa;

/// <summary>"Cargar complemento externo": held against the payment, all that is wrong at once.</summary>
public class ComplementoExternoTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_complement_that_fits_is_kept_with_its_pdf_and_the_invoices_are_Complemento_Cargado(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var (payment, first, second) = await PaidAsync(world);
        var document = await ElsewhereAsync(world, payment);
        var files = new ExternalFiles(document.Stamp(), "%PDF-1.7 elsewhere"u8.ToArray());

        var unexplained = await LoadAsync(world, payment, files, "");
        var loaded = await LoadAsync(world, payment, files, "La aseguradora la confirmó");
        var again = await LoadAsync(world, payment, files, "La aseguradora la confirmó");

        unexplained.Problems.Single().Field.Should().Be("Reason", "nobody here knows the certificate of its stamp");
        loaded.Problems.Should().BeEmpty();
        again.Problems.Single().Message.Should().Contain("ya tiene su complemento");
        (await world.InvoiceAsync(first)).Status.Should().Be(InvoiceStatus.ComplementoCargado);
        (await world.InvoiceAsync(second)).Status.Should().Be(InvoiceStatus.PagoParcial);
        (await world.AsAsync((DocumentFiles use) => use.XmlAsync(loaded.Value, CancellationToken.None)))!.Content.Should().Equal(files.Xml);
        (await world.AsAsync((DocumentFiles use) => use.PdfAsync(loaded.Value, CancellationToken.None)))!.Content.Should().Equal(files.Pdf);
        await using var db = world.Billing.Storage.Open();
        (await db.Audit().SingleAsync(row => row.What == "Dudas aceptadas")).Detail.Should().Contain("La aseguradora la confirmó");
    }

    [Fact]
    public async Task Everything_that_does_not_fit_is_told_at_once_and_nothing_is_kept()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (payment, _, _) = await PaidAsync(world);
        var right = await ElsewhereAsync(world, payment);
        var pago = right.Pagos!.Items.Single();
        var wrong = right with
        {
            Receptor = right.Receptor with { Rfc = "EKU9003173C9" },
            Pagos = right.Pagos with
            {
                Items =
                [
                    pago with
                    {
                        Monto = pago.Monto + 1,
                        FechaPago = pago.FechaPago.AddDays(-1),
                        DoctosRelacionados =
                        [
                            pago.DoctosRelacionados[0] with
                            {
                                NumParcialidad = 2,
                                ImpSaldoAnt = pago.DoctosRelacionados[0].ImpSaldoAnt + 5,
                                ImpPagado = 1,
                                ImpSaldoInsoluto = 7,
                            },
                            pago.DoctosRelacionados[1] with
                            {
                                IdDocumento = Guid.NewGuid().ToString(),
                            },
                        ],
                    },
                ],
            },
        };

        var check = (await world.AsAsync((LoadExternalComplemento use) => use
            .CheckAsync(payment, new ExternalFiles(wrong.Stamp(), null), CancellationToken.None))).Value!;
        var refused = await LoadAsync(world, payment, new ExternalFiles(wrong.Stamp(), null), "da igual");

        foreach (
            var said in new[]
            {
                "receptor",
                "$1,",
                "fecha de pago",
                "al que este pago no se aplicó",
                "Le falta la factura CI-2",
                "parcialidad 2",
                "saldo anterior",
                "se pagan $1.00",
                "saldo insoluto",
            })
            check.Problems.Should().Contain(problem => problem.Message.Contains(said), said);
        refused.Problems.Count.Should().BeGreaterThanOrEqualTo(9);
        await using var db = world.Billing.Storage.Open();
        (await db.Complementos().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task A_changed_file_another_kind_of_document_and_a_folio_fiscal_already_loaded_are_refused()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (payment, first, second) = await PaidAsync(world);
        var document = await ElsewhereAsync(world, payment);
        var xml = document.Stamp();
        var changed = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(xml).Replace("Folio=\"F-77\"", "Folio=\"F-78\""));
        var invoice = (await world.AsAsync((DocumentFiles use) => use.XmlAsync(first, CancellationToken.None)))!.Content;

        (await CheckAsync(world, payment, changed)).Problems.Should().Contain(problem => problem.Code == "302");
        (await CheckAsync(world, payment, invoice)).Problems.Select(problem => problem.Message).Should()
            .Contain(message => message.Contains("tipo P")).And.Contain(message => message.Contains("ya está registrado"));
        (await CheckAsync(world, payment, "no es XML"u8.ToArray())).Problems.Should().ContainSingle();
    }

    private static async Task<(Guid Payment, Guid First, Guid Second)> PaidAsync(PagosWorld world)
    {
        var (first, second) = (await world.StampedAsync(1000m), await world.StampedAsync(500m));
        var paid = await world.PayAsync(PagosWorld.Form("SPEI-1", new PaymentShare(first.Id, first.Total), new PaymentShare(second.Id, 100m)));
        paid.Problems.Should().BeEmpty();
        return (paid.Value, first.Id, second.Id);
    }

    /// <summary>The document that another platform would make of the payment.</summary>
    private static async Task<Comprobante> ElsewhereAsync(PagosWorld world, Guid payment) =>
        (await world.AsAsync((GenerateComplemento use) => use.LookAsync(payment, CancellationToken.None))).Value! with { Serie = "EXT", Folio = "F-77" };

    private static async Task<ExternalCheck> CheckAsync(PagosWorld world, Guid payment, byte[] xml) =>
        (await world.AsAsync((LoadExternalComplemento use) => use.CheckAsync(payment, new ExternalFiles(xml, null), CancellationToken.None))).Value!;

    private static Task<Result<Guid>> LoadAsync(PagosWorld world, Guid payment, ExternalFiles files, string reason) =>
        world.AsAsync((LoadExternalComplemento use) => use.RunAsync(payment, files, reason, CancellationToken.None));
}
