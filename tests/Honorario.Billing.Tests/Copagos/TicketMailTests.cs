using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.Correo;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>The patient's mail, through the outbox to a real SMTP server.</summary>
public class TicketMailTests(Databases databases)
{
    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_ticket_and_later_its_invoice_reach_the_patient_who_is_remembered(Server server)
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await ConfigureAsync(world, smtp.Port);
        var ticket = await world.ChargedAsync();

        var sent = await world.AsAsync((MailTicket use) => use.RunAsync(ticket, " ana@example.mx ", CancellationToken.None));
        var again = await world.AsAsync((MailTicket use) => use.RunAsync(ticket, "ana@example.mx", CancellationToken.None));
        await world.DispatchAsync();
        var first = await smtp.TakenAsync();
        await world.AsAsync(
            (InvoiceTicket use) =>
                use.RunAsync(ticket, CopagoWorld.Person with { Email = "otra@example.mx" }, default, CancellationToken.None));
        await world.DispatchAsync();
        await world.DispatchAsync();
        var second = await smtp.TakenAsync();

        again.Value!.Id.Should().Be(sent.Value!.Id);
        first.To.Should().Equal("ana@example.mx");
        first.Files.Single().Value.Should().StartWith("%PDF-");
        first.Text.Should().Contain("https://cobros.example.mx/p/").And.Contain("31/03/2026");
        await using var db = world.Billing.Storage.Open();
        var invoice = await db.CopagoInvoices().SingleAsync();
        second.To.Should().Equal("otra@example.mx");
        second.Files.Should().HaveCount(2).And.ContainSingle(file => file.Value.Contains(invoice.Uuid!.ToString()));
        (await db.Patients().SingleAsync(row => row.Id == world.Billing.PatientId)).Email.Should().Be("ana@example.mx");
        var mails = await world.AsAsync((MailTicket use) => use.ListAsync(ticket, CancellationToken.None));
        mails.Select(mail => (mail.About, mail.StateText)).Should().Equal((CopagoStampOutcome.MailAbout, "enviado"), (TicketMail.About, "enviado"));
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Without_a_mail_server_nothing_is_lost_and_it_goes_out_once_there_is_one(Server server)
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var ticket = await world.ChargedAsync();

        (await world.AsAsync((MailTicket use) => use.RunAsync(ticket, "ana@example.mx", CancellationToken.None))).Problems.Should().BeEmpty();
        await world.DispatchAsync();
        var waiting = (await world.AsAsync((MailTicket use) => use.ListAsync(ticket, CancellationToken.None))).Single();
        await ConfigureAsync(world, smtp.Port);
        await world.DispatchAsync();

        waiting.StateText.Should().StartWith("en espera").And.Contain("servidor de correo");
        (await smtp.TakenAsync()).To.Should().Equal("ana@example.mx");
        (await world.AsAsync((MailTicket use) => use.ListAsync(ticket, CancellationToken.None))).Single().State.Should().Be(MailState.Enviado);
    }

    [Fact]
    public async Task The_mail_of_an_invoice_that_is_corrected_meanwhile_stays_unsent()
    {
        await using var smtp = await SmtpServer.StartAsync();
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var ticket = await world.ChargedAsync();
        var wrong = await world.InvoicedAsync(ticket, CopagoWorld.Person with { Email = "ana@example.mx" });
        await world.DispatchAllAsync();

        var right = await world.AsAsync(
            (InvoiceTicket use) =>
                use.RunAsync(
                    ticket,
                    CopagoWorld.Person with
                    {
                        Email = "ana@example.mx",
                        CodigoPostal = "36258",
                    },
                    new InvoicingRequest(Corrects: wrong),
                    CancellationToken.None));
        await world.DispatchAllAsync();
        await ConfigureAsync(world, smtp.Port);
        await world.DispatchAllAsync();

        await using var db = world.Billing.Storage.Open();
        (await smtp.TakenAsync()).Text.Should().Contain((await db.CopagoInvoices().SingleAsync(row => row.Id == right.Value)).Uuid!.ToString());
        (await db.Mails().SingleAsync(row => row.SubjectId == wrong)).StateText.Should().Be("falló porque la factura se está cancelando");
    }

    [Theory]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("ana@localhost")]
    [InlineData("ana@example.mx, beto@example.mx")]
    [InlineData("ana@example.mx\r\nBcc: x@example.mx")]
    public async Task What_is_not_one_address_is_told_and_nothing_is_kept(string email)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var ticket = await world.ChargedAsync();

        var sent = await world.AsAsync((MailTicket use) => use.RunAsync(ticket, email, CancellationToken.None));

        sent.Problems.Single().Field.Should().Be("Email");
        await using var db = world.Billing.Storage.Open();
        (await db.Mails().CountAsync()).Should().Be(0);
        (await db.Patients().SingleAsync()).Email.Should().BeEmpty();
    }

    private static async Task ConfigureAsync(PagosWorld world, int port) =>
        (
            await world.AsAsync(
                (EditMailServer use) =>
                    use.SaveAsync(
                        new MailServerForm(
                            "127.0.0.1",
                            port,
                            MailSecurity.Ninguna,
                            "",
                            null,
                            "facturas@consultorio.example",
                            "Consultorio"),
                        CancellationToken.None)))
            .Problems.Should()
            .BeEmpty();
}
