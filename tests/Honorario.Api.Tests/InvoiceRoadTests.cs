using Honorario.Billing.Cuentas;
using Honorario.Billing.Integraciones;

namespace Honorario.Api.Tests;

/// <summary>From a visit to its stamped invoice, its payment and its complement, as a clinic's system does it.</summary>
public sealed class InvoiceRoadTests(Running product)
{
    [Fact]
    public async Task A_visit_becomes_a_stamped_invoice_and_its_payment_a_complement()
    {
        var api = product.Ours;
        var (emisor, insurer) = (await product.FirstAsync("emisores"), await product.FirstAsync("insurers"));
        var service = await product.ServiceAsync(insurer);
        var draft = (await api.MustAsync(HttpMethod.Post, "/api/v1/invoices", 201, new { emisorId = emisor, insurerId = insurer,
            issueDate = Running.Today }))["id"]!;
        var path = $"/api/v1/invoices/{draft}";
        (await api.SendAsync(HttpMethod.Post, $"{path}/stamp")).ShouldBeProblem(422);
        var chosen = await api.MustAsync(HttpMethod.Put, $"{path}/services", 200, new { from = Running.Today, to = Running.Today,
            services = new[] { service } });
        chosen["subTotal"]!.GetValue<string>().Should().Be("1200.50");
        chosen["isrRetenido"]!.GetValue<string>().Should().Be("120.05", "a persona moral withholds 10 % of a physician's fee");
        chosen["total"]!.GetValue<string>().Should().Be("1080.45");

        var twice = new[] { new { serviceId = service, amount = "100.00" }, new { serviceId = service, amount = "200.00" } };
        (await api.SendAsync(HttpMethod.Put, $"{path}/discounts", new { services = twice })).ShouldBeProblem(422);
        (await api.MustAsync(HttpMethod.Put, $"{path}/discounts", 200, new { services = twice[..1] }))["total"]!.GetValue<string>().Should().Be("990.45");
        await api.MustAsync(HttpMethod.Put, $"{path}/discounts", 200, new { services = new[] { new { serviceId = service, amount = "0.00" } } });

        await api.MustAsync(HttpMethod.Post, $"{path}/stamp", 202);
        var stamped = await product.UntilAsync(path, invoice => invoice["uuid"] is not null);

        stamped["status"]!.GetValue<string>().Should().Be("invoiced");
        (await api.GetStringAsync($"/api/v1/documents/{draft}/xml")).Should().Contain(stamped["uuid"]!.GetValue<string>()).And.Contain("Total=\"1080.45\"");
        (await api.GetByteArrayAsync($"/api/v1/documents/{draft}/pdf"))[..5].Should().Equal("%PDF-"u8.ToArray());
        (await product.Others.GetJsonAsync(path)).ShouldBeProblem(404);
        (await product.Others.GetJsonAsync($"/api/v1/documents/{draft}/xml")).ShouldBeProblem(404);
        (await api.SendAsync(HttpMethod.Delete, path)).ShouldBeProblem(409);
        (await api.MustAsync(HttpMethod.Post, $"/api/v1/documents/{draft}/sat-status", 200))["estado"]!.GetValue<string>().Should().Be("Vigente");

        var open = await api.MustAsync(HttpMethod.Get, $"/api/v1/payments/open-invoices?emisorId={emisor}&insurerId={insurer}", 200);
        open["data"]!.AsArray().Select(row => row!["id"]!.GetValue<string>()).Should().Contain(draft.GetValue<string>());
        var payment = await api.MustAsync(HttpMethod.Post, "/api/v1/payments", 201, new
        {
            paidAt = $"{Running.Today}T00:01:00", amount = "1080.45", operationNumber = $"SPEI-{Guid.NewGuid():N}"[..20],
            shares = new[] { new { invoiceId = draft.GetValue<string>(), amount = "1080.45" } },
        });
        (await product.UntilAsync(path, invoice => invoice["status"]!.GetValue<string>() == "paid"))["balance"]!.GetValue<string>().Should().Be("0.00");
        await api.MustAsync(HttpMethod.Post, $"/api/v1/payments/{payment["id"]}/complement", 201);
        var complement = await product.UntilAsync($"/api/v1/payments/{payment["id"]}", one => one["complement"]?["uuid"] is not null);
        complement["complement"]!["status"]!.GetValue<string>().Should().Be("Timbrado");
    }

    [Fact]
    public async Task A_stamped_invoice_is_cancelled_and_its_services_are_free_again()
    {
        var api = product.Ours;
        var (emisor, insurer) = (await product.FirstAsync("emisores"), await product.FirstAsync("insurers"));
        var service = await product.ServiceAsync(insurer);
        var draft = (await api.MustAsync(HttpMethod.Post, "/api/v1/invoices", 201, new { emisorId = emisor, insurerId = insurer,
            issueDate = Running.Today }))["id"]!;
        await api.MustAsync(HttpMethod.Put, $"/api/v1/invoices/{draft}/services", 200, new { from = Running.Today, to = Running.Today,
            services = new[] { service } });
        await api.MustAsync(HttpMethod.Post, $"/api/v1/invoices/{draft}/stamp", 202);
        await product.UntilAsync($"/api/v1/invoices/{draft}", invoice => invoice["uuid"] is not null);

        await api.MustAsync(HttpMethod.Post, $"/api/v1/documents/{draft}/cancellation", 202, new { motivo = "02" });
        await product.UntilAsync($"/api/v1/invoices/{draft}", invoice => invoice["status"]!.GetValue<string>() == "cancelled");

        var read = await api.GetJsonAsync($"/api/v1/services/{service}");
        read.Body!["heldBy"]!.AsArray().Should().BeEmpty();
        (await api.SendAsync(HttpMethod.Delete, $"/api/v1/services/{service}", match: read.Answer.Headers.ETag!.Tag)).Answer.IsSuccessStatusCode.Should()
            .BeTrue();
        (await api.GetJsonAsync($"/api/v1/services/{service}")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task A_key_of_one_emisor_sees_nothing_of_another()
    {
        var (practice, api) = (product.Practices[1], product.Others);
        var first = (await api.MustAsync(HttpMethod.Get, "/api/v1/emisores", 200))["data"]![0]!["id"]!.GetValue<Guid>();
        var insurer = (await api.MustAsync(HttpMethod.Get, "/api/v1/insurers", 200))["data"]![0]!["id"]!.GetValue<Guid>();
        var draft = (await api.MustAsync(HttpMethod.Post, "/api/v1/invoices", 201,
            new { emisorId = first, insurerId = insurer, issueDate = Running.Today }))["id"];
        var other = (await api.MustAsync(HttpMethod.Post, "/api/v1/emisores", 201, new
        {
            rfc = "CACX7605101P8", nombre = "XOCHILT CASAS CHAVEZ", regimenFiscal = "612", codigoPostal = "36257", iva = "Exento", serie = "K",
        }))["id"]!.GetValue<Guid>();
        var (rights, path) = (new[] { Right.SeeInvoices, Right.SeeMoney, Right.SeeCharges, Right.Bill, Right.Cancel }, $"/api/v1/invoices/{draft}");
        var of = product.With((await product.KeyAsync(practice, rights, emisor: first)).Secret);
        var notOf = product.With((await product.KeyAsync(practice, rights, emisor: other)).Secret);

        (await of.GetJsonAsync(path)).Answer.IsSuccessStatusCode.Should().BeTrue();
        (await notOf.GetJsonAsync(path)).ShouldBeProblem(404);
        (await notOf.MustAsync(HttpMethod.Get, "/api/v1/invoices", 200))["count"]!.GetValue<int>().Should().Be(0);
        (await notOf.MustAsync(HttpMethod.Get, "/api/v1/emisores", 200))["count"]!.GetValue<int>().Should().Be(1);
        (await notOf.SendAsync(HttpMethod.Post, "/api/v1/invoices", new { emisorId = first, insurerId = insurer, issueDate = Running.Today }))
            .ShouldBeProblem(422);
        var shared = await product.KeysOf(practice).AddAsync(
            new ApiKeyForm("prueba", new HashSet<Right> { Right.EditPatients }, other, null), CancellationToken.None);
        shared.Problems.Should().ContainSingle(problem => problem.Field == nameof(ApiKeyForm.Rights));
    }
}
