using System.Globalization;
using System.Text;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>"Programar pago", "Marcar pagado" one by one and by bank layout, and the inbox as a spreadsheet.</summary>
public class PortalPaymentTests(Databases databases)
{
    /// <summary>Of one service of $850.55, after ISR.</summary>
    private const decimal Total = 765.49m;

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_payment_is_scheduled_once_the_invoice_is_accepted_by_the_insurer_and_for_a_day_to_come(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, uuid) = await InvoiceAsync(world, "CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        var reviewer = await Portal.OpenAsync(world, "GSA010101AB3", PortalRole.Administradora);
        var day = BillingWorld.Today.AddDays(10);

        var early = await portal.Schedule.RunAsync(uuid, day, CancellationToken.None);
        await portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None);
        var past = await portal.Schedule.RunAsync(uuid, BillingWorld.Today.AddDays(-1), CancellationToken.None);
        var others = await reviewer.Schedule.RunAsync(uuid, day, CancellationToken.None);
        var scheduled = await portal.Schedule.RunAsync(uuid, day, CancellationToken.None);

        early!.Value.Problems.Single().Message.Should().Contain("acéptala antes");
        past!.Value.Problems.Single().Field.Should().Be(SchedulePayment.Day);
        others!.Value.Problems.Single().Message.Should().Contain("Sólo la aseguradora");
        scheduled!.Value.Problems.Should().BeEmpty();
        await using var db = world.Storage.Open();
        (await db.Invoices().SingleAsync(row => row.Id == invoice)).PayOn.Should().Be(day);
        (await db.Audit().SingleAsync(entry => entry.SubjectId == invoice && entry.What == "Pago programado")).Who.Should().Be("marta (GSA010101AB3)");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_the_insurer_marks_paid_is_its_payment_at_the_practice_and_counts_once(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, uuid) = await InvoiceAsync(world, "CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        await portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None);
        var told = new List<Guid>();
        world.Database.Practices.Raised += told.Add;

        var part = await portal.PayAsync(uuid, 65.49m, "OP-1");
        var again = await portal.PayAsync(uuid, 65.49m, "OP-1");
        var tooMuch = await portal.PayAsync(uuid, 700.01m, "OP-2");
        var rest = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.PayAsync(uuid, 700m, "OP-2"))));

        part.Value.Should().Be(new PortalPaid(InvoiceStatus.PagoParcial, 65.49m, 700m));
        again.Value.Should().Be(part.Value);
        tooMuch.Problems.Single().Field.Should().Be("Amount");
        rest.Should().AllSatisfy(one => one.Value.Should().Be(new PortalPaid(InvoiceStatus.Pagado, Total, 0)));
        told.Should().NotBeEmpty().And.OnlyContain(practice => practice == world.PracticeId);
        await using var db = world.Storage.Open();
        var payments = await db.Payments().OrderBy(row => row.Amount).ToListAsync();
        payments.Select(row => (row.Amount, row.OperationNumber, row.FormaPago, row.PaidOn)).Should().Equal(
            (65.49m, "OP-1", "03", BillingWorld.Today), (700m, "OP-2", "03", BillingWorld.Today));
        (await db.Audit().Where(entry => entry.SubjectId == invoice && entry.What == "Pago aplicado").Select(entry => entry.Who).ToListAsync())
            .Should().Equal("marta (GSA010101AB3)", "marta (GSA010101AB3)");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_bank_layout_names_every_bad_row_pays_the_good_ones_and_the_same_file_again_pays_nothing(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (one, two, three) = (await InvoiceAsync(world, "CI-1"), await InvoiceAsync(world, "CI-2"), await InvoiceAsync(world, "CI-3"));
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        await portal.Review.RunAsync(one.Uuid, new Review(true), CancellationToken.None);
        await portal.Review.RunAsync(two.Uuid, new Review(true), CancellationToken.None);
        var (today, tomorrow) = (Day(BillingWorld.Today), Day(BillingWorld.Today.AddDays(1)));
        var file = Encoding.UTF8.GetBytes($"""
            UUID,No de Control Interno,Monto,Fecha,Número de operación
            {one.Uuid.ToLowerInvariant()},,"$765.49",{today},SPEI-1
            ,CI-2,700.00,{today},SPEI-1
            ,CI-2,65.50,{today},SPEI-2
            ,CI-2,65.49,{tomorrow},SPEI-3
            ,CI-3,765.49,{today},SPEI-1
            ,CI-9,1.00,{today},SPEI-1
            ,CI-1,765.49,{today},SPEI-1
            ,CI-2,nada,ayer,

            """);

        var preview = (await portal.Layout.PreviewAsync("banco.csv", file, CancellationToken.None)).Value!;
        var applied = (await portal.Layout.ApplyAsync("banco.csv", file, CancellationToken.None)).Value!;
        var again = (await portal.Layout.ApplyAsync("banco.csv", file, CancellationToken.None)).Value!;

        preview.Where(row => row.Good).Select(row => row.Line).Should().Equal(2, 3);
        string Told(int line) => string.Join(" ", preview.Single(row => row.Line == line).Problems.Select(problem => problem.Message));
        Told(4).Should().Contain("faltan por pagar $65.49");
        Told(5).Should().Contain("futura");
        Told(6).Should().Contain("acéptala antes");
        Told(7).Should().Contain("No hay una factura CI-9");
        Told(8).Should().Contain("fila 2");
        Told(9).Should().Contain("monto").And.Contain("fecha").And.Contain("operación");
        applied.Where(row => row.Already).Select(row => row.Line).Should().Equal(2, 3);
        again.Where(row => row.Good).Should().BeEmpty();
        await using var db = world.Storage.Open();
        var payment = await db.Payments().Include(row => row.Applications).SingleAsync();
        (payment.Amount, payment.OperationNumber, payment.Applications.Count).Should().Be((1465.49m, "SPEI-1", 2));
        (await db.Invoices().OrderBy(row => row.ControlNumber).Select(row => row.Status).ToListAsync())
            .Should().Equal(InvoiceStatus.Pagado, InvoiceStatus.PagoParcial, InvoiceStatus.Facturada);
        three.Id.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_control_number_of_two_practices_names_none_and_a_strange_file_or_role_is_told()
    {
        var database = await databases.NewAsync(Server.Sqlite);
        var (mine, other) = (await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database));
        await InvoiceAsync(mine, "CI-1");
        await InvoiceAsync(other, "CI-1");
        await InvoiceAsync(mine, "CI-2");
        var portal = await Portal.OpenAsync(mine, "GSA010101AB3");
        var reviewer = await Portal.OpenAsync(mine, "GSA010101AB3", PortalRole.Administradora);
        var file = Encoding.UTF8.GetBytes($"No de Control Interno,Monto,Fecha,Número de operación\nCI-1,1,{Day(BillingWorld.Today)},X\n");

        var rows = (await portal.Layout.PreviewAsync("banco.csv", file, CancellationToken.None)).Value!;
        var lost = (await portal.Layout.PreviewAsync("banco.csv", Encoding.UTF8.GetBytes(
            $"No de Control Interno,Monto,Fecha,Número de operación\nCI-2,1,{Day(BillingWorld.Today)},1.23457E+15\nCI-2,#N/A,{Day(BillingWorld.Today)},X\n"),
            CancellationToken.None)).Value!;
        var strange = await portal.Layout.PreviewAsync("banco.csv", "a,b\n1,2\n"u8.ToArray(), CancellationToken.None);
        var refused = await reviewer.Layout.ApplyAsync("banco.csv", file, CancellationToken.None);

        rows.Single().Problems.Single().Message.Should().Contain("Hay 2 facturas CI-1");
        lost[0].Problems.Should().Contain(problem => problem.Message.Contains("perdió cifras"));
        lost[1].Problems.Should().Contain(problem => problem.Message.StartsWith("la celda B3 da #N/A"));
        strange.Problems.Single().Message.Should().Contain("Número de operación");
        refused.Problems.Single().Message.Should().Contain("Sólo la aseguradora");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Another_insurer_neither_schedules_nor_pays_by_whatever_road(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (invoice, uuid) = await InvoiceAsync(world, "CI-1");
        await (await Portal.OpenAsync(world, "GSA010101AB3")).Review.RunAsync(uuid, new Review(true), CancellationToken.None);
        var stranger = await Portal.OpenAsync(world, "EKU9003173C9");
        var file = Encoding.UTF8.GetBytes($"UUID,Monto,Fecha,Número de operación\n{uuid},1,{Day(BillingWorld.Today)},X\n");

        (await stranger.Schedule.RunAsync(uuid, BillingWorld.Today, CancellationToken.None)).Should().BeNull();
        (await stranger.Pay.RunAsync(uuid, new PortalPayment(1, BillingWorld.Today, "X"), CancellationToken.None))
            .Should()
            .BeNull();
        (await stranger.Layout.ApplyAsync("banco.csv", file, CancellationToken.None))
            .Value!.Single()
            .Problems.Single()
            .Message.Should()
            .Contain("No hay una factura");
        var key = await stranger.KeyAsync();
        (
            await stranger.CallAsync(
                key,
                "k",
                uuid,
                new StatusCall("pagada", Amount: 1, PaidOn: BillingWorld.Today, OperationNumber: "X")))
            .StatusCode.Should()
            .Be(404);
        await using var db = world.Storage.Open();
        (await db.Payments().CountAsync(), (await db.Invoices().SingleAsync(row => row.Id == invoice)).Status)
            .Should()
            .Be((0, InvoiceStatus.AceptadaAseguradoraAdministradora));
    }

    [Fact]
    public async Task A_rejection_takes_the_scheduled_day_with_it()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var (invoice, uuid) = await InvoiceAsync(world, "CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        await portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None);
        await portal.Schedule.RunAsync(uuid, BillingWorld.Today, CancellationToken.None);

        await portal.Review.RunAsync(uuid, new Review(false, "Se pagó por otra vía"), CancellationToken.None);

        await using var db = world.Storage.Open();
        (await db.Invoices().SingleAsync(row => row.Id == invoice)).PayOn.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task By_the_api_a_payment_is_scheduled_and_paid_once_whatever_is_replayed(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (_, uuid) = await InvoiceAsync(world, "CI-1");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        var key = await portal.KeyAsync();
        await portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None);
        var pay = new StatusCall("pagada", Amount: 100m, PaidOn: BillingWorld.Today, OperationNumber: "ERP-1");

        var scheduled = await portal.CallAsync(key, "k-0", uuid, new StatusCall("programada", ScheduledOn: BillingWorld.Today.AddDays(3)));
        var first = await portal.CallAsync(key, "k-1", uuid, pay);
        var replays = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => portal.CallAsync(key, "k-1", uuid, pay))));
        var otherKey = await portal.CallAsync(key, "k-2", uuid, pay);
        var otherCall = await portal.CallAsync(key, "k-1", uuid, pay with { Amount = 200m });
        var tooMuch = await portal.CallAsync(key, "k-3", uuid, pay with { Amount = 5000m, OperationNumber = "ERP-2" });

        (scheduled.StatusCode, scheduled.Body)
            .Should()
            .Be((200, $$"""{"uuid":"{{uuid}}","status":"Aceptada|Aseguradora|Administradora","scheduledOn":"2026-03-23"}"""));
        (first.StatusCode, first.Body)
            .Should()
            .Be((200, $$"""{"uuid":"{{uuid}}","status":"Pago parcial","paid":100,"balance":665.49}"""));
        replays.Should().AllSatisfy(replay => replay.Should().Be(first));
        (otherKey.StatusCode, otherCall.StatusCode, tooMuch.StatusCode).Should().Be((200, 422, 422));
        await using var db = world.Storage.Open();
        (await db.Payments().CountAsync()).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_whole_filter_leaves_as_csv_or_xlsx_that_comes_back_as_a_layout(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var (_, uuid) = await InvoiceAsync(world, "CI-1");
        await InvoiceAsync(world, "CI-2");
        var portal = await Portal.OpenAsync(world, "GSA010101AB3");
        await portal.Review.RunAsync(uuid, new Review(true), CancellationToken.None);
        await portal.Schedule.RunAsync(uuid, BillingWorld.Today.AddDays(3), CancellationToken.None);

        async Task<IEnumerable<string>> InOrderAsync(Order<PortalColumn>? order) =>
            (await portal.Room.ListAsync(new PortalFilter(Order: order), CancellationToken.None))!.Page.Rows.Select(row => row.ControlNumber);
        (await InOrderAsync(new(PortalColumn.Control))).Should().Equal("CI-1", "CI-2");
        (await InOrderAsync(new(PortalColumn.Control, Descending: true))).Should().Equal("CI-2", "CI-1");
        foreach (var column in Enum.GetValues<PortalColumn>())
            (await InOrderAsync(new(column))).Should().HaveCount(2);
        using var csv = new MemoryStream();
        await (await portal.Room.ExportAsync(new PortalFilter("ci-1"), SheetFormat.Csv, CancellationToken.None))!.WriteAsync(csv, CancellationToken.None);
        using var xlsx = new MemoryStream();
        await (await portal.Room.ExportAsync(new PortalFilter(), SheetFormat.Xlsx, CancellationToken.None))!.WriteAsync(xlsx, CancellationToken.None);

        var lines = Encoding.UTF8.GetString(csv.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(2);
        lines[1]
            .Should()
            .Contain(uuid)
            .And.Contain("CACX7605101P8")
            .And.Contain("765.49")
            .And.Contain("Aceptada|Aseguradora|Administradora")
            .And.Contain("2026-03-23");
        var back = Exported.Read("facturas.xlsx", xlsx.ToArray(), "Folio fiscal");
        back.Lines.Select(line => (back.Text(line, "No de Control Interno"), decimal.Parse(back.Text(line, "Saldo"), CultureInfo.InvariantCulture)))
            .Should().BeEquivalentTo([("CI-1", Total), ("CI-2", Total)]);
    }

    private static async Task<(Guid Id, string Uuid)> InvoiceAsync(BillingWorld world, string controlNumber)
    {
        await world.AddServicesAsync(1, controlNumber);
        return await world.StampedAsync(controlNumber);
    }

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
