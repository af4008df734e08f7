using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Correo;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Honorario.Billing.Tests.Correo;

/// <summary>Mail that comes back, in a real IMAP box.</summary>
public class BounceTests(Databases databases)
{
    private const string Refused = "Action: failed|Status: 5.1.1|Diagnostic-Code: smtp; 550 5.1.1 User unknown";

    private readonly List<string> _log = [];

    public static TheoryData<Server> Both => Databases.Both;

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Whom_it_did_not_reach_is_said_once_on_the_message_on_inicio_and_in_the_audit_log(Server server)
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var box = await SaveAsync(world, imap, "Devueltos");
        var mail = await SentAsync(world, "cobros@seguros.example, nadie@seguros.example");
        await imap.ArriveAsync(BillingWorld.Now, "Devueltos", "Subject: Hola\n\nUna carta.\n", Dsns.Postfix.With(mail));

        (await ReadAsync(world, box)).Should().Be(TimeSpan.FromMinutes(5));

        var lost = await MailAsync(world, mail);
        lost.StateText.Should().Be("enviado, pero no llegó a nadie@seguros.example: el buzón está lleno (552 5.2.2)");
        (lost.Next, lost.SentAt).Should().Be(("nadie@seguros.example", BillingWorld.Now.UtcDateTime));
        (await InicioAsync(world)).Mails.Page.Rows.Select(row => row.Id).Should().Equal(mail);
        (await AuditAsync(world, lost)).Should().Equal(
            ("Correo devuelto", "No llegó a nadie@seguros.example: el buzón está lleno (552 5.2.2). El servidor dijo: «552 5.2.2 Mailbox full»"));
        (await imap.CountAsync("Devueltos")).Should().Be((2, 2));

        // The same folder anew, as after a server was moved: its numbers begin again, and with them the look through it.
        await imap.RemoveAsync("Devueltos");
        await imap.ArriveAsync(BillingWorld.Now, "Devueltos", Dsns.Postfix.With(mail));
        await ReadAsync(world, box);
        (await AuditAsync(world, lost)).Should().ContainSingle();
        (await MailAsync(world, mail)).Version.Should().Be(lost.Version);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Resend(world).ToAsync(mail, "nadia@seguros.example", CancellationToken.None)).Problems.Should().BeEmpty();
        (await InicioAsync(world)).Mails.Page.Rows.Should().BeEmpty("a message about the same has followed it");
    }

    [Fact]
    public async Task One_that_comes_back_from_everybody_failed_and_goes_to_everybody_again()
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var box = await SaveAsync(world, imap);
        var mail = await SentAsync(world, "ana@x.example, luis@y.example");
        await imap.ArriveAsync(BillingWorld.Now, "INBOX", Dsns.About(mail, 1, ("ana@x.example", Refused)));
        await ReadAsync(world, box);
        await imap.ArriveAsync(BillingWorld.Now, "INBOX", Dsns.About(mail, 2, ("LUIS@y.example", "Action: failed|Status: 5.2.1")));
        await ReadAsync(world, box);

        var lost = await MailAsync(world, mail);
        lost.State.Should().Be(MailState.Fallo);
        lost.StateText.Should().Be("no llegó a ana@x.example: el buzón no existe (550 5.1.1), luis@y.example: el buzón está desactivado (5.2.1)");
        (await Resend(world).RunAsync(mail, CancellationToken.None)).Problems.Should().BeEmpty();
        var again = await MailAsync(world, mail);
        (again.StateText, again.Next).Should().Be(("en espera", "ana@x.example, luis@y.example"));
    }

    [Fact]
    public async Task A_late_one_is_noted_and_what_is_delivered_strange_or_anothers_changes_nothing()
    {
        await using var imap = await ImapServer.StartAsync();
        var database = await databases.NewAsync(Server.Sqlite);
        var (world, other) = (await BillingWorld.NewAsync(database), await BillingWorld.NewAsync(database));
        var box = await SaveAsync(world, imap);
        var (mine, theirs) = (await SentAsync(world, "ana@x.example, luis@y.example"), await SentAsync(other, "ana@x.example"));
        await imap.ArriveAsync(BillingWorld.Now, "INBOX",
            Dsns.About(theirs, 1, ("ana@x.example", Refused)),
            Dsns.About(Guid.NewGuid(), 2, ("ana@x.example", Refused)),
            Dsns.About(mine, 3, ("ana@x.example", "Action: delivered|Status: 2.0.0"), ("nadie@z.example", Refused)),
            Dsns.About(mine, 4, ("luis@y.example", "Action: delayed|Status: 4.4.1|Diagnostic-Code: smtp; 451 4.4.1 Try later")));

        await ReadAsync(world, box);

        (await MailAsync(world, mine)).StateText.Should().Be("enviado");
        (await MailAsync(other, theirs)).StateText.Should().Be("enviado");
        (await AuditAsync(world, await MailAsync(world, mine))).Should().Equal(("Correo demorado",
            "Aún no llega a luis@y.example y se sigue intentando: su servidor no contesta (451 4.4.1). El servidor dijo: «451 4.4.1 Try later»"));
    }

    [Fact]
    public async Task What_is_not_sent_yet_loses_nobody_and_one_recipient_is_meant_by_whatever_address()
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var box = await SaveAsync(world, imap);
        var (waiting, sent) = (await SentAsync(world, "ana@x.example, luis@y.example"), await SentAsync(world, "ana@x.example"));
        (await Resend(world).RunAsync(waiting, CancellationToken.None)).Problems.Should().BeEmpty();
        await imap.ArriveAsync(BillingWorld.Now, "INBOX",
            Dsns.About(waiting, 1, ("ana@x.example", Refused)), Dsns.About(sent, 2, ("ana@buzones.x.example", Refused)));

        await ReadAsync(world, box);

        var still = await MailAsync(world, waiting);
        (still.State, still.Next).Should().Be((MailState.EnEspera, "ana@x.example, luis@y.example"));
        (await MailAsync(world, sent)).StateText.Should().Be("no llegó a ana@x.example: el buzón no existe (550 5.1.1)");
    }

    [Fact]
    public async Task A_hostile_message_stops_nothing_and_an_old_one_is_left_alone()
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var box = await SaveAsync(world, imap);
        var (recent, old) = (await SentAsync(world, "ana@x.example"), await SentAsync(world, "luis@y.example"));
        var deep = string.Concat(Enumerable.Range(0, 5000).Select(level => $"Content-Type: multipart/report; boundary=b{level}\n\n--b{level}\n"));
        await imap.ArriveAsync(BillingWorld.Now.AddDays(-40), "INBOX", Dsns.About(old, 1, ("luis@y.example", Refused)));
        await imap.ArriveAsync(BillingWorld.Now, "INBOX",
            $"Message-ID: <profundo@x>\n{deep}",
            $"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain\n\n{new string('x', 2_000_000)}\n--b--\n");
        imap.Arrive(BillingWorld.Now, "\u0001 ana@x.example\nContent-Type: multipart/report; boundary=b\n\n--b\n");
        (await imap.CountAsync()).All.Should().Be(4);
        await imap.ArriveAsync(BillingWorld.Now, "INBOX", Dsns.About(recent, 2, ("ana@x.example", Refused)));

        await ReadAsync(world, box);

        (await MailAsync(world, recent)).State.Should().Be(MailState.Fallo);
        (await MailAsync(world, old)).State.Should().Be(MailState.Enviado);
        (await Edit(world).LoadAsync(CancellationToken.None))!.Trouble.Should().BeNull();
        _log.Should().ContainSingle().Which.Should().StartWith("Message 4 ").And.NotContain("ana");
    }

    [Fact]
    public async Task A_full_box_is_read_a_page_at_a_time()
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var box = await SaveAsync(world, imap);
        var mails = new List<Guid>();
        for (var number = 0; number < ImapBox.MostReports + 2; number++)
            mails.Add(await SentAsync(world, "ana@x.example"));
        await imap.ArriveAsync(BillingWorld.Now, "INBOX", mails.Select((mail, number) => Dsns.About(mail, number, ("ana@x.example", Refused))));
        async Task<int> LostAsync()
        {
            await using var db = world.Storage.Open();
            return await db.Mails().CountAsync(row => row.State == MailState.Fallo);
        }

        (await ReadAsync(world, box), await LostAsync()).Should().Be((TimeSpan.Zero, ImapBox.MostReports));
        (await ReadAsync(world, box), await LostAsync()).Should().Be((TimeSpan.FromMinutes(5), mails.Count));
    }

    [Fact]
    public async Task Probar_says_at_its_field_what_is_wrong()
    {
        await using var imap = await ImapServer.StartAsync();
        await using var smtp = await SmtpServer.StartAsync();
        var gone = await SmtpServer.StartAsync();
        await gone.DisposeAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        async Task<string> WrongAsync(Func<BounceBoxForm, BounceBoxForm> change)
        {
            var tried = await Edit(world).TryAsync(change(Form(imap)), CancellationToken.None);
            return string.Join("; ", tried.Problems.Select(problem => $"{problem.Field}: {problem.Message}"));
        }

        (await WrongAsync(form => form)).Should().BeEmpty();
        (await WrongAsync(form => form with { Password = "otra" })).Should().StartWith("Password: El servidor no aceptó el usuario o la contraseña");
        (await WrongAsync(form => form with { Folder = "Nada" })).Should().StartWith("Folder: El buzón no deja abrir la carpeta Nada");
        (await WrongAsync(form => form with { Port = gone.Port })).Should().StartWith("Port: Nadie contesta en 127.0.0.1");
        (await WrongAsync(form => form with { Port = smtp.Port })).Should().StartWith("Port:").And.Contain("no habla IMAP");
        (await WrongAsync(form => form with { Security = MailSecurity.Tls })).Should().StartWith("Security:");
        (await WrongAsync(form => form with { Security = MailSecurity.StartTls })).Should().StartWith("Security:");
        (await WrongAsync(form => form with { Host = "nadie.invalid" })).Should().StartWith("Host: No se encontró el servidor nadie.invalid");
        (await WrongAsync(_ => new BounceBoxForm("no es", 0, MailSecurity.Tls, " ", "", ""))).Should()
            .Be("Host: Escribe el servidor, por ejemplo imap.consultorio.mx.; Port: El puerto va de 1 a 65535; los usuales son 993 y 143.; "
                + "User: Escribe el usuario del buzón; suele ser su correo completo.; Folder: Escribe la carpeta; la de entrada se llama INBOX.; "
                + "Password: Escribe la contraseña del buzón.");
        (await Edit(world).LoadAsync(CancellationToken.None)).Should().BeNull("nothing is kept");
    }

    [Fact]
    public async Task A_box_that_cant_be_read_says_so_is_asked_less_often_and_after_a_day_on_inicio()
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var box = await SaveAsync(world, imap, change: form => form with { Password = "otra" });

        (await ReadAsync(world, box)).Should().Be(TimeSpan.FromMinutes(5));
        var (first, soon) = ((await Edit(world).LoadAsync(CancellationToken.None))!, (await InicioAsync(world)).BoxTrouble);
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        (await ReadAsync(world, box)).Should().Be(TimeSpan.FromMinutes(20));
        world.Clock.Advance(TimeSpan.FromDays(2));
        (await ReadAsync(world, box)).Should().Be(TimeSpan.FromHours(1));

        (first.ReadAt, first.TroubleSince, soon).Should().Be((null, BillingWorld.Now.UtcDateTime, null));
        first.Trouble.Should().Contain("no aceptó el usuario o la contraseña");
        (await InicioAsync(world)).BoxTrouble.Should().Be(first.Trouble);
        _log.Should().NotBeEmpty().And.AllSatisfy(line =>
            line.Should().Contain(world.PracticeId.ToString()).And.NotContain(ImapServer.User).And.NotContain("otra"));

        await SaveAsync(world, imap);
        (await ReadAsync(world, box)).Should().Be(TimeSpan.FromMinutes(5));
        var mended = (await Edit(world).LoadAsync(CancellationToken.None))!;
        (mended.Trouble, mended.TroubleSince, mended.ReadAt).Should().Be((null, null, world.Clock.GetUtcNow().UtcDateTime));
        (await InicioAsync(world)).BoxTrouble.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_password_is_not_readable_goes_to_its_own_server_alone_and_the_box_can_be_removed(Server server)
    {
        await using var imap = await ImapServer.StartAsync();
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var box = await SaveAsync(world, imap);
        (await SaveAsync(world, imap, change: form => form with { Password = null, Port = 143 })).Should().Be(box);

        var moved = await Edit(world).SaveAsync(Form(imap) with { Host = "otro.example", Password = null }, CancellationToken.None);
        var tried = await Edit(world).TryAsync(Form(imap) with { Host = "localhost", Password = null }, CancellationToken.None);

        moved.Problems.Single().Field.Should().Be("Password");
        tried.Problems.Single().Field.Should().Be("Password");
        await using (var db = world.Storage.Open())
        {
            Encoding.Latin1.GetString((await db.BounceBoxes().SingleAsync()).Password!).Should().NotContain(ImapServer.Password);
            (await db.Outbox().CountAsync(row => row.Kind == ReadBounces.Kind)).Should().Be(1, "one message of the outbox reads it");
        }

        (await Edit(world).RemoveAsync(CancellationToken.None)).Should().BeTrue();
        (await Edit(world).LoadAsync(CancellationToken.None)).Should().BeNull();
        (await ReadAsync(world, box)).Should().BeNull("the outbox is done with it");
        (await SaveAsync(world, imap)).Should().NotBe(box);
        (await ReadAsync(world, box)).Should().BeNull("the other box is another message's");
        await using var after = world.Storage.Open();
        (await after.Audit().Where(row => row.SubjectId == box).OrderBy(row => row.Id).Select(row => row.What).ToListAsync()).Should().Equal(
            "Buzón de correos devueltos guardado", "Buzón de correos devueltos guardado", "Buzón de correos devueltos quitado");
    }

    private static BounceBoxForm Form(ImapServer imap, string folder = "INBOX") =>
        new("127.0.0.1", imap.Port, MailSecurity.Ninguna, ImapServer.User, ImapServer.Password, folder);

    private ImapBox Imap => new(TimeSpan.FromSeconds(20), new Lines<ImapBox>(_log));

    private EditBounceBox Edit(BillingWorld world) =>
        new(world.Storage, world.Secrets, new OpenBounceBox(world.Storage, world.Secrets), Imap, world.Clock);

    private async Task<Guid> SaveAsync(BillingWorld world, ImapServer imap, string folder = "INBOX", Func<BounceBoxForm, BounceBoxForm>? change = null)
    {
        var saved = await Edit(world).SaveAsync((change ?? (form => form))(Form(imap, folder)), CancellationToken.None);
        saved.Problems.Should().BeEmpty();
        return saved.Value;
    }

    private Task<TimeSpan?> ReadAsync(BillingWorld world, Guid box) => new ReadBounces(
        world.Storage, new OpenBounceBox(world.Storage, world.Secrets), Imap, new BounceOptions(), world.Clock, new Lines<ReadBounces>(_log))
        .HandleAsync(box, 1, CancellationToken.None);

    private static ResendMail Resend(BillingWorld world) => new(world.Storage, new QueueMail(world.Clock), new OutboxSignal(), world.Clock);

    private static Task<Worklist> InicioAsync(BillingWorld world) =>
        new ViewWorklist(world.Storage, world.Places).RunAsync(new WorkPages(), CancellationToken.None);

    /// <summary>A message that the practice's server took.</summary>
    private static async Task<Guid> SentAsync(BillingWorld world, string recipients)
    {
        await using var db = world.Storage.Open();
        var mail = new QueueMail(world.Clock).Add(db, Notice.About, Guid.NewGuid(), new MailForm(recipients, "Factura CI-1", "Va la factura.")).Value!;
        mail.Sent(BillingWorld.Now.UtcDateTime);
        await db.SaveChangesAsync();
        return mail.Id;
    }

    private static async Task<Mail> MailAsync(BillingWorld world, Guid id)
    {
        await using var db = world.Storage.Open();
        return await db.Mails().AsNoTracking().SingleAsync(row => row.Id == id);
    }

    private static async Task<List<(string What, string? Detail)>> AuditAsync(BillingWorld world, Mail mail)
    {
        await using var db = world.Storage.Open();
        return (await db.Audit().Where(row => row.SubjectId == mail.SubjectId).OrderBy(row => row.Id).ToListAsync())
            .ConvertAll(row => (row.What, row.Detail));
    }

    private sealed class Lines<T>(List<string> lines) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add(formatter(state, exception));
    }
}
