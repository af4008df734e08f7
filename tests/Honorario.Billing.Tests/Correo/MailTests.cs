using System.Text;
using Honorario.Billing.Correo;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Honorario.Billing.Tests.Correo;

/// <summary>"Enviar a correo electrónico" against a real SMTP server.</summary>
public class MailTests(Databases databases)
{
    private static readonly MailForm Form = new("cobros@general.example; copia@general.example", "Factura CI-1", "Buen día:\nva la factura.");

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_sent_invoice_carries_xml_and_pdf_stands_at_enviada_and_its_recipients_are_remembered(Server server)
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(2);
        var (invoice, uuid) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);

        var mail = await Send(world).RunAsync(invoice, Form, CancellationToken.None);
        var again = await DeliverAsync(world, mail.Value);
        again.Should().BeNull((await MailAsync(world)).StateText);

        var taken = await smtp.TakenAsync();
        taken.To.Should().Equal("cobros@general.example", "copia@general.example");
        (taken.Subject, taken.Text.ReplaceLineEndings("\n").Trim()).Should().Be((Form.Title, Form.Text));
        taken.Files.Keys.Should().HaveCount(2).And.AllSatisfy(name => name.Should().Contain(uuid));
        taken.Files.Single(file => file.Key.EndsWith(".xml", StringComparison.Ordinal)).Value.Should().Contain(uuid);
        taken.Files.Single(file => file.Key.EndsWith(".pdf", StringComparison.Ordinal)).Value.Should().StartWith("%PDF-");
        await using var db = world.Storage.Open();
        (await db.Invoices().SingleAsync()).Status.Should().Be(InvoiceStatus.EnviadaAseguradora);
        (await db.Mails().SingleAsync()).StateText.Should().Be("enviado");
        (await Send(world).ProposeAsync(invoice, CancellationToken.None))!.Recipients.Should().Be("cobros@general.example, copia@general.example");
    }

    [Theory]
    [InlineData("busy", "451")]
    [InlineData("drop", "cortó la comunicación")]
    [InlineData("slow", "tardó más de")]
    public async Task A_server_that_is_busy_hangs_up_or_is_slow_is_tried_again_and_gets_the_same_message_id(string mode, string reason)
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);
        var mail = (await Send(world).RunAsync(invoice, Form, CancellationToken.None)).Value;
        await smtp.BehaveAsync(mode);

        var first = await DeliverAsync(world, mail);
        var second = await DeliverAsync(world, mail, attempt: 2);
        var waiting = await MailAsync(world);
        await smtp.BehaveAsync("ok");
        var third = await DeliverAsync(world, mail, attempt: 3);

        (second > first).Should().BeTrue();
        waiting.StateText.Should().StartWith("en espera").And.Contain(reason);
        third.Should().BeNull();
        (await smtp.TakenAsync()).Id.Should().Contain(mail.ToString("N"));
        (await MailAsync(world)).State.Should().Be(MailState.Enviado);
    }

    [Fact]
    public async Task Where_no_server_listens_it_waits_and_goes_once_there_is_one()
    {
        var gone = await SmtpServer.StartAsync();
        await gone.DisposeAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, gone.Port);
        var mail = (await Send(world).RunAsync(invoice, Form, CancellationToken.None)).Value;

        (await DeliverAsync(world, mail)).Should().BePositive();
        (await MailAsync(world)).StateText.Should().StartWith("en espera").And.Contain("no se pudo llegar");

        await using var smtp = await SmtpServer.StartAsync();
        await SaveServerAsync(world, smtp.Port);
        (await DeliverAsync(world, mail, attempt: 2)).Should().BeNull();
        (await smtp.TakenAsync()).Id.Should().Contain(mail.ToString("N"));
    }

    [Fact]
    public async Task A_refused_recipient_fails_at_once_by_name_the_invoice_stays_and_reenviar_sends_it()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);
        var mail = (await Send(world).RunAsync(invoice, Form, CancellationToken.None)).Value;
        await smtp.BehaveAsync("unknown");

        var again = await DeliverAsync(world, mail);

        again.Should().BeNull();
        (await MailAsync(world)).StateText.Should().StartWith("falló porque").And.Contain("cobros@general.example").And.Contain("550");
        await using (var db = world.Storage.Open())
            (await db.Invoices().SingleAsync()).Status.Should().Be(InvoiceStatus.Facturada);

        await smtp.BehaveAsync("ok");
        (await Resend(world).RunAsync(mail, CancellationToken.None)).Problems.Should().BeEmpty();
        await DeliverAsync(world, mail);
        (await MailAsync(world)).State.Should().Be(MailState.Enviado);
    }

    [Fact]
    public async Task One_bad_address_keeps_nobody_else_from_the_invoice_and_is_named_mended_and_sent_to_alone()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);
        var form = Form with { Recipients = "pagos@seguros.example, nadie@seguros.example, otro@seguros.example" };
        var mail = (await Send(world).RunAsync(invoice, form, CancellationToken.None)).Value;
        await smtp.BehaveAsync("some");

        (await DeliverAsync(world, mail)).Should().BeNull();

        (await smtp.TakenAsync()).To.Should().Equal("pagos@seguros.example", "otro@seguros.example");
        var sent = await MailAsync(world);
        sent.StateText.Should().StartWith("enviado, salvo a nadie@seguros.example (550");
        sent.Next.Should().Be("nadie@seguros.example");
        await using (var db = world.Storage.Open())
            (await db.Invoices().SingleAsync()).Status.Should().Be(InvoiceStatus.EnviadaAseguradora);

        (await Resend(world).RunAsync(mail, CancellationToken.None)).Problems.Should().BeEmpty();
        await DeliverAsync(world, mail);
        (await MailAsync(world)).StateText.Should().StartWith("enviado, salvo a nadie@seguros.example", "who has it has it");
        var mended = await Resend(world).ToAsync(mail, "nadia@seguros.example", CancellationToken.None);
        await DeliverAsync(world, mended.Value);
        (await smtp.TakenAsync()).To.Should().Equal("nadia@seguros.example");
    }

    [Fact]
    public async Task An_address_that_is_taken_later_gets_the_message_later_and_nobody_gets_it_twice()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);
        var form = Form with { Recipients = "pagos@seguros.example, nadie@seguros.example" };
        var mail = (await Send(world).RunAsync(invoice, form, CancellationToken.None)).Value;
        await smtp.BehaveAsync("greylist");

        (await DeliverAsync(world, mail)).Should().Be(TimeSpan.FromSeconds(30));
        (await smtp.TakenAsync()).To.Should().Equal("pagos@seguros.example");
        (await MailAsync(world)).State.Should().Be(MailState.EnEspera);
        await smtp.BehaveAsync("ok");
        (await DeliverAsync(world, mail, attempt: 2)).Should().BeNull();

        (await smtp.TakenAsync()).To.Should().Equal("nadie@seguros.example");
        (await MailAsync(world)).StateText.Should().Be("enviado");
    }

    [Theory]
    [InlineData("Pérez, Ana <ana@x.mx>; \"Núñez, Luis\" <luis@y.mx>", "ana@x.mx luis@y.mx")]
    [InlineData("ana@x.mx;luis@y.mx,\nOtro <otro@z.mx>\r\n", "ana@x.mx luis@y.mx otro@z.mx")]
    [InlineData("'Ana Pérez' <ana@x.mx>, “Cobros” <ANA@X.MX>", "ana@x.mx")]
    [InlineData("mailto:ana@x.mx (luis@y.mx).", "ana@x.mx luis@y.mx")]
    [InlineData("pagos@seguros.example\u200B, ana@x.mx", "pagos@seguros.example ana@x.mx")]
    public void A_list_is_read_as_mail_programs_copy_it(string pasted, string addresses) =>
        QueueMail.Recipients(pasted).Should().Equal(addresses.Split(' '));

    [Theory]
    [InlineData("ana@x.mx", true)]
    [InlineData("ñuñez@consultorio.mx", true)]
    [InlineData("noño@malo", false)]
    [InlineData("ana@.mx", false)]
    [InlineData("ana@x.", false)]
    [InlineData("@x.mx", false)]
    [InlineData("ana", false)]
    public void An_address_has_somebody_and_a_whole_domain(string text, bool address) => QueueMail.IsAddress(text).Should().Be(address);

    [Fact]
    public async Task A_server_that_knows_dsn_is_told_by_what_name_to_report_and_a_report_about_that_name_is_ours()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);
        await smtp.BehaveAsync("dsn");
        var mail = (await Send(world).RunAsync(invoice, Form with { Recipients = "ana@x.example" }, CancellationToken.None)).Value;

        (await DeliverAsync(world, mail)).Should().BeNull();

        var taken = await smtp.TakenAsync();
        taken.Asked.Should().BeEquivalentTo($"ENVID={mail:N}", "RET=HDRS", "NOTIFY=FAILURE,DELAY", "ORCPT=rfc822;ana@x.example");
        Mail.IdOf(taken.Id).Should().Be(mail);
        Mail.IdOf($"{mail:N}").Should().Be(mail);
    }

    [Fact]
    public async Task After_the_last_try_it_says_why_it_failed()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        await SaveServerAsync(world, smtp.Port);
        var mail = (await Send(world).RunAsync(invoice, Form, CancellationToken.None)).Value;
        await smtp.BehaveAsync("busy");

        (await DeliverAsync(world, mail, attempt: 12)).Should().BeNull();

        (await MailAsync(world)).StateText.Should().StartWith("falló porque").And.Contain("451");
    }

    [Fact]
    public async Task Probar_sends_at_once_or_says_why_not_and_the_password_is_not_readable()
    {
        await using var smtp = await SmtpServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await SaveServerAsync(world, smtp.Port);

        var sent = await Edit(world).TryAsync("ana@consultorio.example", CancellationToken.None);
        (await smtp.TakenAsync()).To.Should().Equal("ana@consultorio.example");
        await smtp.BehaveAsync("unknown");
        var refused = await Edit(world).TryAsync("ana@consultorio.example", CancellationToken.None);
        var saved = await Edit(world).SaveAsync(Server1(smtp.Port) with { User = "ana", Password = "muy-secreta" }, CancellationToken.None);
        var moved = await Edit(world).SaveAsync(Server1(smtp.Port) with { Host = "localhost", User = "ana" }, CancellationToken.None);

        sent.Problems.Should().BeEmpty();
        refused.Problems.Single().Message.Should().Contain("550");
        saved.Problems.Should().BeEmpty();
        moved.Problems.Single().Field.Should().Be("Password");
        await using var db = world.Storage.Open();
        Encoding.Latin1.GetString((await db.MailServers().SingleAsync()).Password!).Should().NotContain("muy-secreta");
    }

    [Fact]
    public async Task Wrong_addresses_and_a_missing_title_are_told_at_once()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");

        var sent = await Send(world).RunAsync(invoice, new MailForm("ana@, bien@general.example", " ", ""), CancellationToken.None);

        sent.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Recipients", "Title");
        sent.Problems[0].Message.Should().Contain("ana@").And.NotContain("bien@");
    }

    private static MailServerForm Server1(int port) => new("127.0.0.1", port, MailSecurity.Ninguna, "", null, "facturas@consultorio.example", "Consultorio");

    private static SendInvoice Send(BillingWorld world) => new(world.Storage, new MailToInsurer(new QueueMail(world.Clock), new OutboxSignal()));

    private static ResendMail Resend(BillingWorld world) => new(world.Storage, new QueueMail(world.Clock), new OutboxSignal(), world.Clock);

    private static SmtpSender Sender => new(TimeSpan.FromSeconds(2));

    private static EditMailServer Edit(BillingWorld world) =>
        new(world.Storage, world.Secrets, new OpenMailServer(world.Storage, world.Secrets), Sender, world.Clock);

    private static async Task SaveServerAsync(BillingWorld world, int port) =>
        (await Edit(world).SaveAsync(Server1(port), CancellationToken.None)).Problems.Should().BeEmpty();

    private static async Task<TimeSpan?> DeliverAsync(BillingWorld world, Guid mail, int attempt = 1)
    {
        var services = new ServiceCollection()
            .AddKeyedSingleton<IMailSubject>(
                SendInvoice.About,
                new InvoiceMail(new DocumentMail(world.Files)))
            .BuildServiceProvider();
        return await new DeliverMail(
            world.Storage,
            new OpenMailServer(world.Storage, world.Secrets),
            Sender,
            services,
            new LastAnswers(world.Clock),
            world.Clock,
            NullLogger<DeliverMail>.Instance
        ).HandleAsync(mail, attempt, CancellationToken.None);
    }

    private static async Task<Mail> MailAsync(BillingWorld world)
    {
        await using var db = world.Storage.Open();
        return await db.Mails().AsNoTracking().SingleAsync();
    }
}
