using Honorario.Web.Components.Shared;
using Microsoft.Playwright;

namespace Honorario.Browser.Tests;

/// <summary>What is typed into a list's filter stays until somebody else's word comes; of two answers the later question's counts.</summary>
public class FiltroTests(Browser browser)
{
    [Fact]
    public void A_field_follows_the_address_only_when_the_address_says_something_new()
    {
        var field = new FilterField<string>();
        field.Follow("peña");
        field.Value.Should().Be("peña");
        field.Value = "peñaloza";
        field.Follow("peña");
        field.Value.Should().Be("peñaloza", "the parent rendered again, or another page was asked for");
        field.Follow(null);
        field.Value.Should().BeNull("a link to the list without a filter was followed");
    }

    [Fact]
    public void What_was_searched_for_does_not_come_back_over_what_is_typed_meanwhile()
    {
        var field = new FilterField<string>();
        field.Follow(null);
        field.Value = "pe";
        field.Ask().Should().Be("pe");
        field.Value = "peña";
        field.Follow("pe");
        field.Value.Should().Be("peña");
    }

    [Fact]
    public async Task An_older_answer_that_comes_late_is_dropped()
    {
        var last = new LastAnswer();
        var (slow, quick) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var (first, second) = (last.ToAsync(slow.Task), last.ToAsync(quick.Task));
        quick.SetResult("second");
        slow.SetResult("first");
        (await second).Should().Be("second");
        (await first).Should().BeNull();
    }

    [Fact]
    public async Task An_answer_that_there_is_nothing_counts_and_an_older_one_is_not_shown_over_it()
    {
        var last = new LastAnswer();
        var shown = "before";
        var (slow, quick) = (new TaskCompletionSource<string?>(), new TaskCompletionSource<string?>());
        var (first, second) = (last.ShowAsync(slow.Task, answer => shown = answer), last.ShowAsync(quick.Task, answer => shown = answer));
        quick.SetResult(null);
        slow.SetResult("first");
        await Task.WhenAll(first, second);
        shown.Should().BeNull();
    }

    [Fact]
    public async Task What_is_typed_and_not_yet_searched_stays_when_the_list_is_ordered_anew()
    {
        var page = await browser.SignInAsync(Demo.Physician);
        await page.GotoAsync($"{browser.Product.Url}/finanzas/facturacion?tab=servicios&desde=2026-01-01");
        var field = page.GetByLabel("Buscar en el periodo");
        var heading = page.GetByRole(AriaRole.Columnheader, new() { Name = "Folio" }).GetByRole(AriaRole.Link);
        await heading.WaitForAsync();
        await field.FillAsync("Jimena");
        await heading.EvaluateAsync("link => link.click()");
        await page.ArrivesAsync("**orden=folio**");
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Folio" }).And(page.Locator("[aria-sort]")).WaitForAsync();
        (await field.InputValueAsync()).Should().Be("Jimena");
    }
}
