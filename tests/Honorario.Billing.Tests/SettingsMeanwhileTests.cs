using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;

namespace Honorario.Billing.Tests;

/// <summary>Two people with one form of the settings: the second is told what the first changed, and saves what she sees only once she knows.</summary>
public class SettingsMeanwhileTests(Databases databases)
{
    [Fact]
    public async Task How_copays_are_invoiced()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var seen = CopagoSettingsForm.Of(await world.AsAsync((EditCopagoSettings use) => use.ReadAsync(CancellationToken.None)));
        Task<Result<Guid>> SaveAsync(CopagoSettingsForm form, CopagoSettingsForm before) =>
            world.AsAsync((EditCopagoSettings use) => use.RunAsync(form, CancellationToken.None, before));

        await TellsAsync(SaveAsync, seen, seen with { Paper = "58" }, seen with { GraceDays = 3 }, nameof(seen.Paper));
    }

    [Fact]
    public async Task The_mail_server()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var seen = new MailServerForm("smtp.consultorio.mx", 587, MailSecurity.StartTls, "", null, "facturas@consultorio.mx", "Consultorio");
        Task<Result<Guid>> SaveAsync(MailServerForm form, MailServerForm? before) =>
            world.AsAsync((EditMailServer use) => use.SaveAsync(form, CancellationToken.None, before));
        (await SaveAsync(seen, null)).Problems.Should().BeEmpty();

        await TellsAsync(SaveAsync, seen, seen with { Host = "correo.consultorio.mx" }, seen with { FromName = "Dra. Casas" }, nameof(seen.Host));
    }

    [Fact]
    public async Task The_box_of_returned_mail()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var seen = new BounceBoxForm("imap.consultorio.mx", 993, MailSecurity.Tls, "facturas");
        Task<Result<Guid>> SaveAsync(BounceBoxForm form, BounceBoxForm? before) =>
            world.AsAsync((EditBounceBox use) => use.SaveAsync(form, CancellationToken.None, before));
        (await SaveAsync(seen with { Password = "secreta" }, null)).Problems.Should().BeEmpty();

        await TellsAsync(SaveAsync, seen, seen with { Folder = "Devueltos" }, seen with { Port = 143, Security = MailSecurity.StartTls }, nameof(seen.Folder));
    }

    [Fact]
    public async Task The_words_of_the_mail()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var seen = await world.AsAsync((EditMailTemplate use) => use.LoadAsync(CancellationToken.None));
        Task<Result<Template>> SaveAsync(Template form, Template before) =>
            world.AsAsync((EditMailTemplate use) => use.SaveAsync(form, CancellationToken.None, before));

        await TellsAsync(SaveAsync, seen, seen with { Title = "Su factura" }, seen with { Text = "Va adjunta." }, nameof(seen.Title));
    }

    [Fact]
    public async Task A_set_of_rights()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        var made = await world.AsAsync((EditRoles use) => use.RunAsync(
            new RoleForm(null, "Archivo", new HashSet<Right> { Right.SeePatients }, false), CancellationToken.None));
        async Task<Role> StandsAsync() => (await world.AsAsync((EditRoles use) => use.ListAsync(CancellationToken.None))).Single(role => role.Name == "Archivo");
        var seen = await StandsAsync();
        Task<Result<Guid>> SaveAsync(IReadOnlySet<Right> rights, bool onlyOwn, Role before) => world.AsAsync((EditRoles use) => use.RunAsync(
            new RoleForm(made.Value, "Archivo", rights, onlyOwn), CancellationToken.None, before));
        (await SaveAsync(new HashSet<Right> { Right.SeePatients, Right.Export }, false, seen)).Problems.Should().BeEmpty();

        var told = await SaveAsync(seen.Rights, true, seen);
        var knowing = await SaveAsync(seen.Rights, true, await StandsAsync());

        (told.Problems.Single().Field, told.Problems.Single().Code).Should().Be((nameof(RoleForm.Rights), Meanwhile.Code));
        knowing.Problems.Should().BeEmpty();
        (await StandsAsync()).Rights.Should().NotContain(Right.Export);
    }

    /// <summary>The first saves; the second, who saw what stood before, is told at the field, and saves once she has seen it.</summary>
    private static async Task TellsAsync<TForm, TSaved>(Func<TForm, TForm, Task<Result<TSaved>>> saveAsync, TForm seen, TForm first, TForm second, string field)
        where TForm : class
    {
        (await saveAsync(first, seen)).Problems.Should().BeEmpty();

        var told = await saveAsync(second, seen);
        var knowing = await saveAsync(second, first);

        var problem = told.Problems.Single();
        (problem.Field, problem.Code).Should().Be((field, Meanwhile.Code));
        knowing.Problems.Should().BeEmpty();
    }
}
