using System.Text.Json.Nodes;

namespace Honorario.Api.Tests;

/// <summary>A list that is gone through while it changes: each row that was there from the beginning to the end comes once.</summary>
public sealed class CursorTests(Running product)
{
    [Fact]
    public async Task What_enters_and_leaves_meanwhile_skips_nothing_and_doubles_nothing()
    {
        var mark = $"{Guid.NewGuid():N}"[..8];
        var there = new List<string>();
        for (var number = 0; number < 60; number++)
            there.Add(await PatientAsync($"{mark} Persona {number:00}"));
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await PageAsync($"/api/v1/patients?text={mark}", cursor);
            seen.AddRange(page["data"]!.AsArray().Select(row => row!["id"]!.GetValue<string>()));
            cursor = page["next"]?.GetValue<string>();
            await PatientAsync($"{mark} Aaa {seen.Count}");
            await PatientAsync($"{mark} Zzz {seen.Count}");
        }
        while (cursor is not null);

        seen.Should().OnlyHaveUniqueItems();
        seen.Intersect(there).Should().HaveCount(60);
    }

    [Fact]
    public async Task Every_list_is_gone_through_to_its_end_and_takes_no_cursor_of_another()
    {
        var emisor = await product.FirstAsync("emisores");
        string[] lists =
        [
            "services?from=2020-01-01", "invoices", "patients", "payments", "charges?from=2020-01-01&owedOnly=false", "events", "agreed-prices",
            "cash/cuts", "global-invoices", "reports/payments-without-complement", $"reports/payments-without-complement?emisorId={emisor}",
        ];
        string? foreign = null;
        foreach (var list in lists)
        {
            var (seen, cursor, count) = (new List<string>(), (string?)null, (int?)null);
            do
            {
                var page = await PageAsync($"/api/v1/{list}", cursor);
                cursor = page["next"]?.GetValue<string>();
                count ??= page["count"]!.GetValue<int>();
                seen.AddRange(page["data"]!.AsArray().Select(row => (row!["id"] ?? row["serviceId"] ?? row["paymentId"])!.GetValue<string>()));
            }
            while (cursor is not null && seen.Count < 20_000);

            seen.Should().OnlyHaveUniqueItems(list);
            seen.Count.Should().BeGreaterThanOrEqualTo(count.Value, $"{list} had as many at its first page, and others add to it");
            (await product.Ours.GetJsonAsync($"/api/v1/{list}{(list.Contains('?') ? "&" : "?")}cursor=bm8")).ShouldBeProblem(400);
            foreign ??= (await PageAsync($"/api/v1/{list}", null))["next"]?.GetValue<string>();
        }

        (await product.Ours.GetJsonAsync($"/api/v1/invoices?cursor={foreign}")).ShouldBeProblem(400);
    }

    private async Task<string> PatientAsync(string name) =>
        (await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/patients", 201, new { name }))["id"]!.GetValue<string>();

    private Task<JsonNode> PageAsync(string list, string? cursor) => product.Ours.MustAsync(
        HttpMethod.Get, cursor is null ? list : $"{list}{(list.Contains('?') ? "&" : "?")}cursor={Uri.EscapeDataString(cursor)}", 200);
}
