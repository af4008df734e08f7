using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

public class DatosFiscalesTests(Databases databases)
{
    private static readonly Rfc Mine = Rfc.Parse("CACX7605101P8");

    public static TheoryData<Server> Both => Databases.Both;

    private static EmisorForm Form => new(
        "EKU9003173C9", "Escuela  Kemper Urgate, S.A. de C.V.", "601", "42501", "Calle Uno", "1", "", "Centro", "Actopan", IvaTreatment.Tasa16, "B", 1);

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_company_is_kept_without_its_regimen_de_capital(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));

        var added = await new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock).RunAsync(null, Form, CancellationToken.None);

        added.Problems.Should().BeEmpty();
        var view = await new ListEmisores(world.Storage).FindAsync(added.Value, CancellationToken.None);
        view!.Emisor.Nombre.Should().Be("ESCUELA KEMPER URGATE");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_practices_people_are_written_to_once_at_60_30_7_and_1_days_before_a_certificate_ends(Server server)
    {
        var database = await databases.NewAsync(server);
        var world = await BillingWorld.NewAsync(database);
        var other = await BillingWorld.NewAsync(database);
        await world.AddUserAsync("ana@consultorio.example");
        await other.AddUserAsync("otro@clinica.example");
        var ends = BillingWorld.Now.AddYears(3);

        await WarnAsync(daysBefore: 61);
        (await MailsAsync()).Should().BeEmpty("nobody is told too early");
        await WarnAsync(daysBefore: 50);
        (await MailsAsync()).Should().BeEmpty("there is no mail server yet");
        await using (var db = world.Storage.Open())
        {
            db.MailServers().Add(
                new MailServer
                {
                    Host = "smtp.consultorio.example",
                    Port = 587,
                    FromAddress = "ana@consultorio.example",
                    FromName = "Consultorio",
                });
            await db.SaveChangesAsync();
        }

        foreach (var days in (double[])[49, 48, 29.5, 28, 7, 6, 0.9, 0.5, -1])
            await WarnAsync(days);

        var mails = await MailsAsync();
        mails
            .Select(mail => mail.Title[mail.Title.IndexOf("caduca", StringComparison.Ordinal)..])
            .Should()
            .Equal("caduca en 49 días", "caduca en 29 días", "caduca en 7 días", "caduca hoy");
        mails.Should().AllSatisfy(mail => mail.Recipients.Should().Be("ana@consultorio.example"));
        mails.Should().AllSatisfy(mail => mail.Text.Should().Contain($"https://honorario.example/configuracion/datos-fiscales/{world.EmisorId}?tab=llave"));

        async Task WarnAsync(double daysBefore)
        {
            var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(ends.AddDays(-daysBefore));
            await new WarnLlave(
                world.Storage,
                new QueueMail(clock),
                new PublicAddress(new Uri("https://honorario.example/")),
                BillingWorld.Actor(world.PracticeId),
                new OutboxSignal(),
                clock
            ).RunAsync(CancellationToken.None);
        }

        async Task<List<Mail>> MailsAsync()
        {
            await using var db = world.Storage.Open();
            return await db.Mails().AsNoTracking().OrderBy(mail => mail.CreatedAt).ToListAsync();
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_logo_is_kept_replaced_printed_and_taken_away_and_only_its_practice_has_it(Server server)
    {
        var database = await databases.NewAsync(server);
        var world = await BillingWorld.NewAsync(database);
        var other = await BillingWorld.NewAsync(database);
        var edit = new EditLogo(world.Storage, new Archivos.HereAndNow(), world.Clock);
        var png = new QRCoder.PngByteQRCode(
            QRCoder.QRCodeGenerator.GenerateQrCode("logo", QRCoder.QRCodeGenerator.ECCLevel.L)
        ).GetGraphic(4, [0, 90, 90], [255, 255, 255]);
        await world.AddServicesAsync(1);
        var (invoice, _) = await world.StampedAsync("CI-1");
        static int Images(Download? printed)
        {
            using var pdf = UglyToad.PdfPig.PdfDocument.Open(printed!.Content);
            return pdf.GetPages().Sum(page => page.GetImages().Count());
        }

        async Task<int> ImagesAsync() => Images(await world.Files.PdfAsync(invoice, CancellationToken.None));

        var without = await ImagesAsync();
        (await edit.RunAsync(world.EmisorId, png, CancellationToken.None)).Problems.Should().BeEmpty();
        (await edit.RunAsync(world.EmisorId, png, CancellationToken.None)).Problems.Should().BeEmpty();
        (await ImagesAsync()).Should().BeGreaterThan(without);
        (await new ListEmisores(other.Storage).LogoAsync(world.EmisorId, CancellationToken.None)).Should().BeNull();
        (await new EditLogo(other.Storage, new Archivos.HereAndNow(), other.Clock).RunAsync(world.EmisorId, null, CancellationToken.None)).Ok.Should()
            .BeFalse();
        (await edit.RunAsync(world.EmisorId, "GIF89a"u8.ToArray(), CancellationToken.None)).Problems.Single().Message.Should().Contain("PNG");
        (await edit.RunAsync(world.EmisorId, new byte[EditLogo.Largest + 1], CancellationToken.None)).Problems.Single().Message.Should().Contain("KB");
        (await edit.RunAsync(world.EmisorId, null, CancellationToken.None)).Problems.Should().BeEmpty();
        (await ImagesAsync()).Should().Be(without);
    }

    [Fact]
    public async Task Every_wrong_field_is_told_at_once_and_nothing_is_stored()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        var result = await new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock).RunAsync(
            null, Form with { Nombre = " ", RegimenFiscal = "612", CodigoPostal = "1234", Serie = "", NextFolio = 0 }, CancellationToken.None);

        result.Problems.Select(problem => problem.Field).Should().BeEquivalentTo("Nombre", "RegimenFiscal", "CodigoPostal", "Serie", "NextFolio");
        (await new ListEmisores(world.Storage).RunAsync(CancellationToken.None)).Should().HaveCount(1);
    }

    [Fact]
    public async Task The_next_folio_never_goes_back_within_a_series()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock);
        var emisor = (await edit.RunAsync(null, Form with { NextFolio = 50 }, CancellationToken.None)).Value;

        var back = await edit.RunAsync(emisor, Form with { NextFolio = 49 }, CancellationToken.None);
        var other = await edit.RunAsync(emisor, Form with { Serie = "C", NextFolio = 1 }, CancellationToken.None);

        back.Problems.Single().Field.Should().Be("NextFolio");
        other.Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_series_that_comes_back_goes_on_where_its_documents_end(Server server)
    {
        await using var pagos = await PagosWorld.NewAsync(await databases.NewAsync(server));
        var world = pagos.Billing;
        await pagos.StampedAsync(1000m);
        await pagos.StampedAsync(2000m);
        var edit = new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock);
        var stored = EmisorForm.Of((await new ListEmisores(world.Storage).FindAsync(world.EmisorId, CancellationToken.None))!.Emisor);

        (await edit.RunAsync(world.EmisorId, stored with { Serie = "B", NextFolio = 1 }, CancellationToken.None)).Problems.Should().BeEmpty();
        var used = await edit.RunAsync(world.EmisorId, stored with { Serie = "A", NextFolio = 1 }, CancellationToken.None);
        var right = await edit.RunAsync(world.EmisorId, stored with { Serie = "A", NextFolio = 3 }, CancellationToken.None);

        used.Problems.Single().Should().Be(new Problem("NextFolio", "La serie A ya tiene documentos hasta el folio 2: el siguiente es 3."));
        right.Problems.Should().BeEmpty();
        (await pagos.StampedAsync(3000m)).Folio.Should().Be(3);
    }

    [Fact]
    public async Task A_folio_that_is_taken_all_the_same_is_told_and_nothing_is_sealed()
    {
        await using var pagos = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await pagos.StampedAsync(1000m);
        await using (var db = pagos.Billing.Storage.Open())
        {
            (await db.Emisores().SingleAsync()).NextFolio = 1;
            await db.SaveChangesAsync();
        }

        await pagos.Billing.AddServicesAsync(1, "Z");
        var draft = await pagos.Billing.DraftWithAllAsync("CI-Z");
        var stamped = await pagos.AsAsync((StampInvoice use) => use.RunAsync(draft, CancellationToken.None));

        stamped.Problems.Single().Message.Should().StartWith("El folio A1 ya es de otro documento");
    }

    [Fact]
    public async Task Of_two_who_edit_the_same_data_the_second_is_told_what_changed_and_reverts_nothing_in_silence()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var edit = new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock);
        async Task<EmisorForm> Stored() => EmisorForm.Of((await new ListEmisores(world.Storage).FindAsync(world.EmisorId, CancellationToken.None))!.Emisor);
        var seen = await Stored();

        (await edit.RunAsync(world.EmisorId, seen with { RegimenFiscal = "626" }, CancellationToken.None, seen)).Problems.Should().BeEmpty();
        var second = await edit.RunAsync(world.EmisorId, seen with { Calle = "Calle Dos" }, CancellationToken.None, seen);
        var between = await Stored();
        var again = await edit.RunAsync(world.EmisorId, seen with { Calle = "Calle Dos" }, CancellationToken.None, between);

        second.Problems.Single().Should().BeEquivalentTo(new { Field = "RegimenFiscal", Meanwhile.Code });
        second.Problems.Single().Message.Should().Contain("decía «612» y ahora dice «626»");
        (between.RegimenFiscal, between.Calle).Should().Be(("626", ""));
        again.Problems.Should().BeEmpty("who was told decides");
    }

    [Fact]
    public async Task A_folio_that_went_on_while_the_form_was_open_is_nobodys_change()
    {
        await using var pagos = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var world = pagos.Billing;
        var edit = new EditEmisor(world.Storage, world.Turns, new UsedFolios(), world.Clock);
        var seen = EmisorForm.Of((await new ListEmisores(world.Storage).FindAsync(world.EmisorId, CancellationToken.None))!.Emisor);
        await pagos.StampedAsync(1000m);

        (await edit.RunAsync(world.EmisorId, seen with { Calle = "Calle Dos" }, CancellationToken.None, seen)).Problems.Should().BeEmpty();

        (await pagos.StampedAsync(1000m)).Folio.Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Of_the_accounts_one_is_preferred_whatever_is_added_or_removed(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        var accounts = new EditBankAccounts(world.Storage, world.Clock);
        var first = (await accounts.AddAsync(world.EmisorId, "002010077777777771", "", CancellationToken.None)).Value;
        var second = (await accounts.AddAsync(world.EmisorId, "0121 8000 1234 5678 99", "Nómina", CancellationToken.None)).Value;
        await accounts.PreferAsync(world.EmisorId, second, CancellationToken.None);
        await accounts.RemoveAsync(second, CancellationToken.None);

        var repeated = await accounts.AddAsync(world.EmisorId, "002010077777777771", "Otra", CancellationToken.None);
        var wrong = await accounts.AddAsync(world.EmisorId, "002010077777777772", "", CancellationToken.None);

        var view = await new ListEmisores(world.Storage).FindAsync(world.EmisorId, CancellationToken.None);
        view!.Accounts.Select(account => (account.Id, account.Alias, account.Preferred)).Should().Equal((first, "Banamex", true));
        repeated.Problems.Single().Field.Should().Be("Clabe");
        wrong.Problems.Single().Message.Should().Contain("18 dígitos");
    }

    [Fact]
    public async Task The_manifiesto_is_signed_over_its_text_and_date_by_the_emisors_certificate()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await using var db = world.Storage.Open();
        var manifiesto = await db.Manifiestos().SingleAsync();
        var llave = await db.Llaves().SingleAsync();
        using var certificado = Certificado.Read(llave.Cer)!;

        certificado.Verifies(Manifiesto.SignedText(manifiesto.Text, manifiesto.AcceptedAt), manifiesto.Signature).Should().BeTrue();
        certificado.Verifies(Manifiesto.SignedText(manifiesto.Text, manifiesto.AcceptedAt.AddSeconds(1)), manifiesto.Signature).Should().BeFalse();
    }

    [Fact]
    public async Task Without_the_manifiesto_nothing_is_sealed_and_the_link_leads_to_it()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AddServicesAsync(1);
        var draft = await world.DraftWithAllAsync("CI-1");
        await using (var db = world.Storage.Open())
            await db.Manifiestos().ExecuteDeleteAsync();

        var stamped = await world.Stamp.RunAsync(draft, CancellationToken.None);

        stamped.Problems.Single().Link.Should().Contain($"{world.EmisorId}?tab=llave");
    }

    [Fact]
    public async Task A_certificate_loaded_ahead_takes_over_on_its_day()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var starts = BillingWorld.Now.AddDays(10);
        var next = SelfIssued.Create(Mine, "XOCHILT CASAS CHAVEZ", "30001000000500009002", starts, starts.AddYears(4), "otra");

        var loaded = await new LoadLlave(world.Storage, world.Secrets, world.Clock).RunAsync(
            world.EmisorId,
            next.Cer,
            next.Key,
            "otra",
            CancellationToken.None);

        loaded.Problems.Should().BeEmpty();
        (await InForceAsync(world)).Should().Be("30001000000500009001");
        world.Clock.Advance(TimeSpan.FromDays(10.5));
        (await InForceAsync(world)).Should().Be("30001000000500009002");
    }

    public static TheoryData<string, string> BadKeys => new()
    {
        { "contraseña", "CSD-CONTRASEÑA" },
        { "pareja", "CSD-PAR" },
        { "vencido", "CSD-VIGENCIA" },
        { "ajeno", "CSD-RFC" },
        { "fiel", "CSD-FIEL" },
        { "intercambiados", "CSD-INTERCAMBIADOS" },
        { "cer", "CSD-CER" },
        { "key", "CSD-KEY" },
    };

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task Each_failure_of_a_key_has_its_own_message_and_nothing_is_stored(string failure, string code)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var now = BillingWorld.Now;
        CertificateFiles Make(Rfc rfc, DateTimeOffset to, CertificateUse use = CertificateUse.Csd) =>
            SelfIssued.Create(rfc, "XOCHILT CASAS CHAVEZ", "30001000000500009003", now.AddYears(-4), to, "clave", use);
        var good = Make(Mine, now.AddYears(1));
        var (cer, key, password) = failure switch
        {
            "contraseña" => (good.Cer, good.Key, "otra"),
            "pareja" => (good.Cer, Make(Mine, now.AddYears(1)).Key, "clave"),
            "vencido" when Make(Mine, now.AddDays(-1)) is var old => (old.Cer, old.Key, "clave"),
            "ajeno" when Make(Rfc.Parse("EKU9003173C9"), now.AddYears(1)) is var other => (other.Cer, other.Key, "clave"),
            "fiel" when Make(Mine, now.AddYears(1), CertificateUse.Fiel) is var fiel => (fiel.Cer, fiel.Key, "clave"),
            "intercambiados" => (good.Key, good.Cer, "clave"),
            "cer" => ([1, 2, 3], good.Key, "clave"),
            _ => (good.Cer, new byte[] { 1, 2, 3 }, "clave"),
        };

        var loaded = await new LoadLlave(world.Storage, world.Secrets, world.Clock).RunAsync(world.EmisorId, cer, key, password, CancellationToken.None);

        loaded.Problems.Select(problem => problem.Code).Should().Equal(code);
        await using var db = world.Storage.Open();
        (await db.Llaves().CountAsync()).Should().Be(1);
    }

    [Fact]
    public async Task The_checklist_leads_from_nothing_to_ready()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var checklist = new SetupChecklist(world.Storage, world.Clock);

        var before = await checklist.RunAsync(CancellationToken.None);
        await world.AddServicesAsync(1);
        await using (var db = world.Storage.Open())
            await db.CptLinks().Where(link => link.Cpt == "99203").ExecuteDeleteAsync();
        var after = await checklist.RunAsync(CancellationToken.None);

        before.Where(step => !step.Done).Select(step => step.Title).Should().Equal("Servicios realizados");
        after.Where(step => !step.Done).Select(step => step.Title).Should().Equal("Vinculación de servicios");
        after.Single(step => !step.Done).Detail.Should().Contain("99203");
    }

    [Theory]
    [InlineData(61, 0)]
    [InlineData(59, 1)]
    public async Task A_certificate_about_to_end_is_warned_of(int daysBefore, int warnings)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        world.Clock.SetUtcNow(BillingWorld.Now.AddYears(3).AddDays(-daysBefore));

        (await new SetupChecklist(world.Storage, world.Clock).EndingAsync(CancellationToken.None)).Should().HaveCount(warnings);
    }

    private static async Task<string?> InForceAsync(BillingWorld world)
    {
        var view = await new ListEmisores(world.Storage).FindAsync(world.EmisorId, CancellationToken.None);
        return view!.Emisor.LlaveAt(world.Clock.GetUtcNow().UtcDateTime)?.NoCertificado;
    }
}
