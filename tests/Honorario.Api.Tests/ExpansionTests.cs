using Honorario.Billing.Cuentas;

namespace Honorario.Api.Tests;

/// <summary><c>?expand=</c>: what a resource names comes along, for who may see it.</summary>
public sealed class ExpansionTests(Running product)
{
    [Fact]
    public async Task What_an_invoice_names_comes_along_under_the_same_tag()
    {
        var invoice = await product.StampedAsync();
        var path = $"/api/v1/invoices/{invoice["id"]}";

        var plain = await product.Ours.GetJsonAsync(path);
        var whole = await product.Ours.GetJsonAsync($"{path}?expand=insurer,emisor,document");

        plain.Body!["expanded"].Should().BeNull();
        whole.Body!["expanded"]!["insurer"]!["id"]!.GetValue<string>().Should().Be(invoice["insurerId"]!.GetValue<string>());
        whole.Body["expanded"]!["emisor"]!["rfc"]!.GetValue<string>().Should().NotBeEmpty();
        whole.Body["expanded"]!["document"]!["uuid"]!.GetValue<string>().Should().Be(invoice["uuid"]!.GetValue<string>());
        whole.Answer.Headers.ETag!.Tag.Should().Be(plain.Answer.Headers.ETag!.Tag);
        (await product.Ours.GetJsonAsync($"{path}?expand=patient")).ShouldBeProblem(400);
        (await product.Ours.GetJsonAsync($"/api/v1/invoices/{Guid.NewGuid()}?expand=insurer")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task A_key_that_may_not_see_it_is_refused()
    {
        var invoice = await product.StampedAsync();
        var key = await product.ClientAsync(product.Practices[0], [Right.SeeInvoices]);

        (await key.GetJsonAsync($"/api/v1/invoices/{invoice["id"]}?expand=emisor")).Answer.IsSuccessStatusCode.Should().BeTrue();
        (await key.GetJsonAsync($"/api/v1/invoices/{invoice["id"]}?expand=insurer")).ShouldBeProblem(403);
    }
}
