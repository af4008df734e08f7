using System.Text;

namespace Honorario.Api.Tests;

/// <summary>A period billed together, and a bank's statement that pays it, by the API alone.</summary>
public sealed class BatchAndBankTests(Running product)
{
    [Fact]
    public async Task A_period_is_prepared_and_stamped_and_a_deposit_is_matched_with_one_of_its_invoices()
    {
        var (emisor, insurer) = (await product.FirstAsync("emisores"), await product.FirstAsync("insurers"));
        var day = "2025-01-15";
        await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/services", 201, new
        {
            insurerId = insurer, date = day, newPatient = new { name = $"Periodo {Guid.NewGuid():N}" }, lines = new[] { new { code = "99213", price = "900" } },
            acceptDoubts = true,
        });
        var period = new { emisorId = emisor, from = day, to = day, issueDate = Running.Today };

        var groups = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/invoice-batches/preview", 200, period);
        var made = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/invoice-batches", 201, period);
        var path = $"/api/v1/invoice-batches/{made["id"]}";
        var drafted = await product.UntilAsync(path, batch => batch["batch"]!["preparedAt"] is not null);
        await product.Ours.MustAsync(HttpMethod.Post, $"{path}/stamp", 202);
        var stamped = await product.UntilAsync(path, batch => batch["stamped"]!.GetValue<int>() == batch["invoices"]!.AsArray().Count);

        groups["data"]!.AsArray().Should().NotBeEmpty();
        drafted["invoices"]!.AsArray().Should().NotBeEmpty();
        stamped["failed"]!.GetValue<int>().Should().Be(0);
        (await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/invoice-batches", period with { issueDate = "2020-01-01" })).ShouldBeProblem(422);
    }

    [Fact]
    public async Task A_statement_is_loaded_once_however_often_and_a_deposit_becomes_the_payment_of_an_invoice()
    {
        var invoice = await product.StampedAsync();
        var (id, emisor) = (invoice["id"]!.GetValue<string>(), invoice["emisorId"]!.GetValue<string>());
        const string account = "002010077777777771";
        await product.Ours.SendAsync(HttpMethod.Post, $"/api/v1/emisores/{emisor}/bank-accounts", new { clabe = account });
        var total = invoice["total"]!.GetValue<string>();
        var reference = $"{Random.Shared.Next(1_000_000, 9_999_999)}";
        var day = $"{DateTime.ParseExact(Running.Today, "yyyy-MM-dd", null):dd/MM/yyyy}";
        var text = $"Fecha,Concepto,Referencia,Cargo,Abono\n{day},SPEI {invoice["controlNumber"]},{reference},,{total}\n";
        var statement = new { emisorId = emisor, account, file = new { name = "estado.csv", content = Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) } };

        var first = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/bank-statements", 200, statement);
        var again = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/bank-statements", 200, statement);
        var waiting = await product.Ours.MustAsync(HttpMethod.Get, $"/api/v1/bank-movements?emisorId={emisor}&account={account}", 200);
        var movement = waiting["data"]!.AsArray().Single(row => row!["reference"]!.GetValue<string>() == reference)!;
        var paid = await product.Ours.MustAsync(
            HttpMethod.Post, $"/api/v1/bank-movements/{movement["id"]}/payment", 201,
            new { emisorId = emisor, account, shares = new[] { new { invoiceId = id, amount = total } } });

        first["new"]!.GetValue<int>().Should().Be(1);
        again["new"]!.GetValue<int>().Should().Be(0);
        (await product.Ours.MustAsync(HttpMethod.Get, $"/api/v1/payments/{paid["id"]}", 200))["invoices"]![0]!["invoiceId"]!.GetValue<string>().Should().Be(id);
        (await product.Ours.GetJsonAsync($"/api/v1/invoices/{id}")).Body!["balance"]!.GetValue<string>().Should().Be("0.00");
        (await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/bank-statements", statement with { account = "123" })).ShouldBeProblem(422);
    }
}
