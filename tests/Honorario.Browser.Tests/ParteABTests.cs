using Honorario.Cfdi;
using Honorario.Cfdi.Sealing;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>Validación de datos fiscales and vinculación de claves SAT, by the guide's labels, in a real browser.</summary>
public sealed class ParteABTests(Browser browser)
{
    private const string Password = "12345678a";
    private static readonly Rfc Clinic = Rfc.Parse("EKU9003173C9");
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static TheoryData<string, string> BadKeys => new()
    {
        { "contraseña", "La contraseña no abre la llave" },
        { "pareja", "no son pareja" },
        { "vencido", "venció el" },
        { "ajeno", "no de EKU9003173C9" },
    };

    /// <summary>What is seen at the file itself, before any password.</summary>
    public static TheoryData<string, string> WrongFiles => new()
    {
        { "fiel", "e.firma" },
        { "intercambiados", "Es un certificado (.cer): aquí va la llave privada" },
    };

    [Fact]
    public async Task Datos_fiscales_are_reached_edited_and_kept()
    {
        var page = await OpenEmisorAsync();
        await page.GetByLabel("Calle").FillAsync("Calle de la Edición");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "CLABE" }).FillAsync("002010077777777771");
        await page.GetByText("Banamex").First.WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Agregar cuenta" }).ClickAsync();
        await page.GetByRole(AriaRole.Cell, new() { Name = "002010077777777771" }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar", Exact = true }).ClickAsync();
        await page.GetByText("Datos fiscales guardados").WaitForAsync();

        await page.ReloadAsync();

        await Assertions.Expect(page.GetByLabel("Calle")).ToHaveValueAsync("Calle de la Edición");
        await page.GetByRole(AriaRole.Cell, new() { Name = "002010077777777771" }).WaitForAsync();
    }

    [Fact]
    public async Task A_new_key_is_shown_before_it_is_saved_and_then_in_use()
    {
        var files = SelfIssued.Create(Clinic, "ESCUELA KEMPER URGATE", "30001000000500007777", Now.AddMinutes(-5), Now.AddYears(4), Password);
        var page = await OpenEmisorAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Llave" }).ClickAsync();

        await page.DropAsync("Certificado (.cer)", "csd.cer", files.Cer);
        await page.DropAsync("Llave privada (.key)", "csd.key", files.Key);
        await page.GetByText("Certificado 30001000000500007777").WaitForAsync();
        await page.GetByLabel("Contraseña del SAT").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar llave" }).ClickAsync();

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "30001000000500007777" });
        await row.GetByText("En uso").WaitForAsync();
    }

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task Each_failure_of_a_key_is_told_in_its_own_words(string failure, string words)
    {
        var page = await DropKeyAsync(failure);
        await page.GetByRole(AriaRole.Button, new() { Name = "Guardar llave" }).ClickAsync();

        await page.GetByText(words).First.WaitForAsync();
        (await page.GetByRole(AriaRole.Row).Filter(new() { HasText = "30001000000500008888" }).CountAsync()).Should().Be(0);
    }

    [Theory]
    [MemberData(nameof(WrongFiles))]
    public async Task A_file_that_does_not_belong_there_is_told_when_it_is_dropped_and_can_not_be_kept(string failure, string words)
    {
        var page = await DropKeyAsync(failure);

        await page.GetByText(words).First.WaitForAsync();
        (await page.GetByRole(AriaRole.Button, new() { Name = "Guardar llave" }).IsDisabledAsync()).Should().BeTrue();
    }

    /// <summary>The tab with the two files dropped and the password typed.</summary>
    private async Task<IPage> DropKeyAsync(string failure)
    {
        CertificateFiles Make(Rfc rfc, DateTimeOffset to, CertificateUse use = CertificateUse.Csd) =>
            SelfIssued.Create(rfc, "ESCUELA KEMPER URGATE", "30001000000500008888", Now.AddYears(-4), to, Password, use);
        var good = Make(Clinic, Now.AddYears(1));
        var (cer, key) = failure switch
        {
            "pareja" => (good.Cer, Make(Clinic, Now.AddYears(1)).Key),
            "vencido" when Make(Clinic, Now.AddDays(-1)) is var old => (old.Cer, old.Key),
            "ajeno" when Make(Rfc.Parse("CACX7605101P8"), Now.AddYears(1)) is var other => (other.Cer, other.Key),
            "fiel" when Make(Clinic, Now.AddYears(1), CertificateUse.Fiel) is var fiel => (fiel.Cer, fiel.Key),
            "intercambiados" => (good.Key, good.Cer),
            _ => (good.Cer, good.Key),
        };
        var page = await OpenEmisorAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Llave" }).ClickAsync();

        await page.DropAsync("Certificado (.cer)", "csd.cer", cer);
        await page.DropAsync("Llave privada (.key)", "csd.key", key);
        await page.GetByLabel("Contraseña del SAT").FillAsync(failure == "contraseña" ? "otra" : Password);
        return page;
    }

    [Fact]
    public async Task A_code_is_linked_to_the_key_for_consulta_by_the_guides_steps()
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        await OpenSettingsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Datos fiscales", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Vinculación de servicios" }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "CPT4" }).ClickAsync();
        await page.GetByLabel("Código o palabras").FillAsync("99285");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar código" }).ClickAsync();
        await page.GetByLabel("Seleccionar 99285").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Vincular", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Aceptar", Exact = true }).ClickAsync();
        await page.GetByLabel("Clave SAT", new() { Exact = true }).FillAsync("consulta");
        await page.GetByRole(AriaRole.Button, new() { Name = "Buscar", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Radio, new() { NameRegex = new("85121502") }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Aceptar", Exact = true }).ClickAsync();

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "99285" });
        await row.GetByText("85121502").WaitForAsync();
    }

    /// <summary>Arrow by the name → gear → Datos fiscales → the RFC.</summary>
    private async Task<IPage> OpenEmisorAsync()
    {
        var page = await browser.SignInAsync(Demo.Clinic);
        await OpenSettingsAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Datos fiscales", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = Clinic.Value }).ClickAsync();
        await page.GetByRole(AriaRole.Tab, new() { Name = "Datos Fiscales" }).WaitForAsync();
        return page;
    }

    private static async Task OpenSettingsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Administración Kemper" }).ClickAsync();
        await page.GetByText("Configuración general").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Configuración general" }).WaitForAsync();
    }
}
