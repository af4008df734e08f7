using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>What a patient types on a phone is not lost with the page, and Back asks for nothing to be sent again.</summary>
public class PacienteTests(Browser browser)
{
    private const string Kept = "Recuperamos lo que habías escrito";
    private string Url => browser.Product.Url;

    [Fact]
    public async Task What_a_patient_typed_is_there_again_until_there_is_an_invoice()
    {
        var patient = await ChargedAsync();
        await patient.FillReceptorAsync();
        await patient.ReloadAsync();

        await patient.GetByText(Kept).WaitForAsync();
        (await patient.GetByLabel("RFC").InputValueAsync()).Should().Be(Cobro.PersonRfc);
        (await patient.GetByLabel("Régimen fiscal").InputValueAsync()).Should().Be("612");

        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar", Exact = true }).ClickAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Revisa tu factura" }).WaitForAsync();
        await patient.GoBackAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Factura tu copago" }).WaitForAsync();
        (await patient.GetByLabel("Código postal").InputValueAsync()).Should().Be("36257");

        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar", Exact = true }).ClickAsync();
        await patient.GetByRole(AriaRole.Button, new() { Name = "Facturar" }).ClickAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Tu factura está lista" }).WaitForAsync();
        await patient.GetByRole(AriaRole.Link, new() { Name = "Corregir factura" }).ClickAsync();
        await patient.FillReceptorAsync();
        await patient.GetByLabel("Nombre").FillAsync("Xochilt Casas Chaves");
        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar", Exact = true }).ClickAsync();
        await patient.GetByRole(AriaRole.Button, new() { Name = "Facturar" }).ClickAsync();
        await patient.GetByRole(AriaRole.Heading, new() { Name = "Tu factura está lista" }).WaitForAsync();
        (await patient.EvaluateAsync<int>("() => sessionStorage.length")).Should().Be(0);
    }

    [Fact]
    public async Task After_what_was_wrong_Back_and_reload_open_the_form_and_send_nothing()
    {
        var patient = await ChargedAsync();
        await patient.FillReceptorAsync();
        await patient.GetByLabel("RFC").FillAsync("CACX760510");
        var sent = 0;
        patient.Request += (_, request) => sent += request.Method == "POST" ? 1 : 0;
        await patient.GetByRole(AriaRole.Button, new() { Name = "Revisar", Exact = true }).ClickAsync();
        await patient.GetByText("Revisa este dato").WaitForAsync();

        await patient.ReloadAsync();
        await patient.GetByText(Kept).WaitForAsync();
        (await patient.GetByLabel("RFC").InputValueAsync()).Should().Be("CACX760510");
        sent.Should().Be(1);

        await patient.GetByRole(AriaRole.Button, new() { Name = "Descartarlo" }).ClickAsync();
        await Assertions.Expect(patient.GetByLabel("RFC")).ToHaveValueAsync("");
        await patient.ReloadAsync();
        (await patient.GetByText(Kept).IsVisibleAsync()).Should().BeFalse();
    }

    private async Task<IPage> ChargedAsync()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        return await browser.OpenAsync((await page.ChargeAsync(Url)).Link, 360);
    }
}
