using Honorario.Billing.AutoFactura;
using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.Copagos;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Everything is found by what is printed on it, however it is typed.</summary>
public class FoundTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task An_invoice_is_found_by_what_is_printed_on_it(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var invoice = await world.StampedAsync(1234.50m);
        var other = await world.StampedAsync(99m);
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Patients().SingleAsync()).Name = "Íñigo Núñez Cárdenas";
            await db.SaveChangesAsync();
        }

        var uuid = invoice.Uuid!.Value;
        foreach (var typed in (string[])["A1", "A-1", "a 1", "CI-1", "1,111.05", "$1111.05", uuid, uuid[^8..], uuid[9..18], uuid.ToLowerInvariant()])
            (await FindAsync(world, typed)).Should().Equal([invoice.Id], typed);
        foreach (var typed in (string[])["GSA010101AB3", "gsa-010101-ab3", "general salud", "salud, general", "nunez inigo"])
            (await FindAsync(world, typed)).Should().BeEquivalentTo([invoice.Id, other.Id], typed);
        (await FindAsync(world, "I1-00001")).Should().Equal(invoice.Id);
        (await FindAsync(world, "i1-00001")).Should().Equal(invoice.Id);
        (await FindAsync(world, "A3")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_insurer_is_found_by_the_name_that_it_has_now()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Insurers().SingleAsync()).Name = "Seguros Ávila";
            await db.SaveChangesAsync();
        }

        (await FindAsync(world, "avila seguros")).Should().Equal(invoice.Id);
    }

    [Theory]
    [InlineData("1,500.50 MXN")]
    [InlineData("1500,50")]
    [InlineData("1 500.50")]
    [InlineData("1500.50 pesos")]
    [InlineData("１５００.５０")]
    public void A_total_is_read_as_patients_write_it(string total)
    {
        var read = Escritura.TypedMoney.Read(total);
        (read.Ok ? [read.Value] : read.Proposals).Should().Contain(1500.50m);
    }

    [Theory]
    [InlineData("1-CWRB2")]
    [InlineData("1 - CWRB2")]
    [InlineData("1–CWRB2")]
    [InlineData("1CWRB2")]
    [InlineData("1 CWRB2")]
    [InlineData("#1-CWRB2")]
    [InlineData("Ticket 1-CWRB2")]
    [InlineData("folio: 1-cwrb2")]
    [InlineData("1\u200B-CWRB2")]
    public void A_tickets_folio_is_read_however_it_is_typed(string folio) => TicketFolio.Read(folio).Should().Be("1-CWRB2");

    [Theory]
    [InlineData("")]
    [InlineData("CWRB2")]
    [InlineData("1-CWRB")]
    [InlineData("Juan Pérez")]
    [InlineData("1-CWRB2-2")]
    public void What_has_not_the_form_of_a_folio_is_none(string typed) => TicketFolio.Read(typed).Should().BeNull();

    [Theory]
    [InlineData("Ñ/1", "CACX7605101P8_Ñ_11_")]
    [InlineData("../A", "CACX7605101P8____A1_")]
    [InlineData("FAC\\2026", "CACX7605101P8_FAC_20261_")]
    [InlineData("A:*?\"<>", "CACX7605101P8_A______1_")]
    public async Task A_series_that_a_file_name_cannot_hold_leaves_RFC_series_and_folio_in_it_and_no_path(string serie, string expected)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using (var db = world.Billing.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).Serie = serie;
            await db.SaveChangesAsync();
        }

        var invoice = await world.StampedAsync(1000m);
        var zip = (await world.AsAsync((DocumentFiles use) => use.ZipAsync(invoice.Id, CancellationToken.None)))!;
        using var file = new MemoryStream();
        await zip.WriteAsync(file, CancellationToken.None);

        var name = expected + invoice.Uuid;
        zip.Name.Should().Be($"{name}.zip");
        (await world.AsAsync((DocumentFiles use) => use.XmlAsync(invoice.Id, CancellationToken.None)))!.Name.Should().Be($"{name}.xml");
        using var entries = new System.IO.Compression.ZipArchive(file);
        entries.Entries.Select(entry => entry.FullName).Should().Equal($"{name}.xml", $"{name}.pdf");
    }

    [Fact]
    public async Task A_payment_from_before_its_invoice_is_asked_about_once_and_one_from_years_before_is_refused()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var invoice = await world.StampedAsync(1000m);
        PaymentForm On(int year, int month, int day) => PagosWorld.Form("OP-1", new PaymentShare(invoice.Id, 100m)) with
        {
            PaidAt = new DateTime(year, month, day, 12, 0, 0),
        };

        var early = await world.PayAsync(On(2026, 2, 10));
        var ancient = await world.PayAsync(On(2006, 3, 20) with { Early = true });
        var said = await world.PayAsync(On(2026, 2, 10) with { Early = true });

        early.Problems.Single().Should().BeEquivalentTo(new { Field = "Early" });
        early.Problems.Single().Message.Should().Contain("es del 20/03/2026").And.Contain("¿la pagaron antes");
        ancient.Problems.Single().Field.Should().Be("PaidAt");
        said.Problems.Should().BeEmpty();
    }

    [Theory]
    [InlineData(1, "2026-04-01")]
    [InlineData(0, "2026-03-31")]
    public void Who_pays_on_the_last_night_of_the_month_has_the_days_of_grace(int grace, string last) =>
        new CopagoSettings { GraceDays = grace }.LastDay(new DateOnly(2026, 3, 31)).Should()
            .Be(DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<IEnumerable<Guid>> FindAsync(PagosWorld world, string typed) =>
        (await world.AsAsync((ListInvoices use) => use.RunAsync(new InvoiceFilter(Text: typed), CancellationToken.None))).Page.Rows.Select(row => row.Id);
}
