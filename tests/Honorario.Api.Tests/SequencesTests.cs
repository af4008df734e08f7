using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Honorario.Api.Tests;

/// <summary>
/// Random sequences of calls against a model of what the screens promise: what is free is taken once, what is stamped no longer changes, what is paid
/// is not cancelled, and every refusal leaves everything as it was. HONORARIO_SEQUENCES says how many; twenty without it.
/// </summary>
public sealed class SequencesTests(Running product)
{
    private const int Steps = 12;
    private const int AtOnce = 6;

    [Fact]
    public async Task Whatever_is_called_in_whatever_order_leaves_what_the_model_says()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("HONORARIO_SEQUENCES") ?? "20", CultureInfo.InvariantCulture);
        var (emisor, insurer) = (await product.FirstAsync("emisores"), await product.FirstAsync("insurers"));
        var first = Random.Shared.Next(1_000_000);
        var reached = new System.Collections.Concurrent.ConcurrentBag<string>();

        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (seed, _) =>
        {
            var one = new Sequence(product, new Random(seed), emisor, insurer);
            try
            {
                for (var step = 0; step < Steps; step++)
                    await one.StepAsync();
                await one.CompareAsync();
            }
            catch (Exception wrong) when (wrong is not OutOfMemoryException)
            {
                throw new InvalidOperationException($"Seed {seed}: {string.Join("; ", one.Said)}", wrong);
            }

            foreach (var said in one.Said)
                reached.Add(said.Split(' ')[0]);
        });

        reached.Distinct().Should().HaveCountGreaterThan(9, "every kind of step came up: {0}", string.Join(' ', reached.Distinct()));
    }

    /// <summary>A service of the model; price and copay in pesos.</summary>
    private sealed class Service
    {
        public required string Id { get; init; }
        public required string Patient { get; init; }
        public decimal Price { get; set; }
        public decimal Copay { get; init; }
        public Invoice? On { get; set; }
        public string? Ticket { get; set; }
        public bool Removed { get; set; }
        public bool IsFirm => Ticket is not null || On is { Status: not "draft" };
    }

    private sealed class Invoice
    {
        public required string Id { get; init; }
        public string Status { get; set; } = "draft";
        public decimal Total { get; set; }
        public bool Deleted { get; set; }
        public List<Payment> Payments { get; } = [];
        public decimal Paid => Payments.Where(one => !one.Undone).Sum(one => one.Amount);

        public void Settle() => Status = Paid == 0 ? "invoiced" : Paid == Total ? "paid" : "partially_paid";
    }

    private sealed class Payment
    {
        public required string Id { get; init; }
        public decimal Amount { get; init; }
        public bool Undone { get; set; }
    }

    /// <summary>Calls and the model, step by step.</summary>
    private sealed class Sequence(Running product, Random random, string emisor, string insurer)
    {
        private readonly List<Service> _services = [];
        private readonly List<Invoice> _invoices = [];
        private readonly List<Payment> _payments = [];

        /// <summary>What was done, in order.</summary>
        public List<string> Said { get; } = [];

        public Task StepAsync() => (_services.Count, _invoices.Count, random.Next(100)) switch
        {
            (0, _, _) or (_, _, < 18) => RegisterAsync(),
            (_, 0, _) or (_, _, < 30) => DraftAsync(),
            (_, _, < 48) => ChooseAsync(Any(_invoices)),
            (_, _, < 54) => CorrectAsync(Any(_services)),
            (_, _, < 58) => RemoveAsync(Any(_services)),
            (_, _, < 72) => StampAsync(Any(_invoices)),
            (_, _, < 77) => DeleteAsync(Any(_invoices)),
            (_, _, < 82) => CancelAsync(Any(_invoices)),
            (_, _, < 92) => PayAsync(Any(_invoices)),
            (_, _, < 95) => UndoAsync(),
            _ => ChargeAsync(Any(_services)),
        };

        /// <summary>Reads everything back.</summary>
        public async Task CompareAsync()
        {
            foreach (var service in _services)
            {
                var (answer, read) = await product.Ours.GetJsonAsync($"/api/v1/services/{service.Id}");
                answer.StatusCode.Should().Be(service.Removed ? HttpStatusCode.NotFound : HttpStatusCode.OK);
                if (service.Removed)
                    continue;
                Money(read!, "price").Should().Be(service.Price);
                read!["heldBy"]!.AsArray().Count.Should().Be((service.On is null ? 0 : 1) + (service.Ticket is null ? 0 : 1));
            }

            foreach (var invoice in _invoices)
            {
                var (answer, read) = await product.Ours.GetJsonAsync($"/api/v1/invoices/{invoice.Id}");
                answer.StatusCode.Should().Be(invoice.Deleted ? HttpStatusCode.NotFound : HttpStatusCode.OK);
                if (invoice.Deleted)
                    continue;
                read!["status"]!.GetValue<string>().Should().Be(invoice.Status);
                (Money(read, "total"), Money(read, "paid")).Should().Be((invoice.Total, invoice.Paid));
                read["services"]!.GetValue<int>().Should().Be(_services.Count(one => one.On == invoice) + (invoice.Status == "cancelled" ? Was(invoice) : 0));
            }

            foreach (var payment in _payments)
                (await GetAsync($"/api/v1/payments/{payment.Id}"))["undone"]!.GetValue<bool>().Should().Be(payment.Undone);
        }

        /// <summary>A cancelled invoice still says how many services it had.</summary>
        private readonly Dictionary<Invoice, int> _was = [];

        private int Was(Invoice invoice) => _was.GetValueOrDefault(invoice);

        private async Task RegisterAsync()
        {
            var (price, copay) = (10m * random.Next(20, 300), 50m * random.Next(1, 5));
            Say($"register {price}");
            var done = await product.Ours.MustAsync(HttpMethod.Post, "/api/v1/services", 201, new
            {
                insurerId = insurer, date = Running.Today, newPatient = new { name = $"Modelo {Guid.NewGuid():N}" }, authorization = "A-1", acceptDoubts = true,
                lines = new[] { new { code = "99213", price = Text(price), copay = Text(copay) } },
            });
            _services.Add(new Service
            {
                Id = done["ids"]![0]!.GetValue<string>(), Patient = done["patientId"]!.GetValue<string>(), Price = price, Copay = copay,
            });
        }

        private async Task DraftAsync()
        {
            Say("draft");
            var made = await product.Ours.MustAsync(
                HttpMethod.Post, "/api/v1/invoices", 201, new { emisorId = emisor, insurerId = insurer, issueDate = Running.Today });
            _invoices.Add(new Invoice { Id = made["id"]!.GetValue<string>() });
        }

        private async Task ChooseAsync(Invoice invoice)
        {
            var wanted = _services.Where(one => !one.Removed && random.Next(2) == 0).ToList();
            Say($"choose {wanted.Count}");
            var fits = invoice is { Status: "draft", Deleted: false } && wanted.Count > 0 && wanted.TrueForAll(one => one.On is null || one.On == invoice);
            if (!await DoneAsync(fits, HttpMethod.Put, $"/api/v1/invoices/{invoice.Id}/services",
                new { from = Running.Today, to = Running.Today, services = wanted.Select(one => one.Id).ToArray() }))
                return;
            foreach (var service in _services.Where(one => one.On == invoice))
                service.On = null;
            foreach (var service in wanted)
                service.On = invoice;
            Sum(invoice);
        }

        private async Task CorrectAsync(Service service)
        {
            var price = 10m * random.Next(20, 300);
            Say($"correct {price}");
            var read = await product.Ours.GetJsonAsync($"/api/v1/services/{service.Id}");
            if (service.Removed)
            {
                read.ShouldBeProblem(404);
                return;
            }

            var line = new { code = "99213", price = Text(price), copay = Text(service.Copay), folio = read.Body!["folio"]!.GetValue<string>() };
            if (!await DoneAsync(!service.IsFirm, HttpMethod.Put, $"/api/v1/services/{service.Id}", new
            {
                patientId = service.Patient, insurerId = insurer, date = Running.Today, authorization = "A-1", acceptDoubts = true, line,
            }, read.Answer.Headers.ETag!.Tag))
                return;
            service.Price = price;
            if (service.On is { } draft)
                Sum(draft);
        }

        private async Task RemoveAsync(Service service)
        {
            Say("remove");
            var read = await product.Ours.GetJsonAsync($"/api/v1/services/{service.Id}");
            if (service.Removed)
            {
                read.ShouldBeProblem(404);
                return;
            }

            var path = $"/api/v1/services/{service.Id}?acceptDoubts=true";
            if (!await DoneAsync(!service.IsFirm, HttpMethod.Delete, path, match: read.Answer.Headers.ETag!.Tag))
                return;
            service.Removed = true;
            if (service.On is not { } draft)
                return;
            service.On = null;
            Sum(draft);
        }

        private async Task StampAsync(Invoice invoice)
        {
            Say("stamp");
            var fits = invoice is { Status: "draft", Deleted: false } && _services.Any(one => one.On == invoice);
            if (!await DoneAsync(fits, HttpMethod.Post, $"/api/v1/invoices/{invoice.Id}/stamp"))
                return;
            await product.UntilAsync($"/api/v1/invoices/{invoice.Id}", read => read["uuid"] is not null);
            invoice.Settle();
        }

        private async Task DeleteAsync(Invoice invoice)
        {
            Say("delete");
            if (!await DoneAsync(invoice is { Status: "draft", Deleted: false }, HttpMethod.Delete, $"/api/v1/invoices/{invoice.Id}"))
                return;
            invoice.Deleted = true;
            Free(invoice);
        }

        private async Task CancelAsync(Invoice invoice)
        {
            Say("cancel");
            if (!await DoneAsync(invoice.Status == "invoiced", HttpMethod.Post, $"/api/v1/documents/{invoice.Id}/cancellation", new { motivo = "02" }))
                return;
            await product.UntilAsync($"/api/v1/invoices/{invoice.Id}", read => read["status"]!.GetValue<string>() == "cancelled");
            invoice.Status = "cancelled";
            _was[invoice] = _services.Count(one => one.On == invoice);
            Free(invoice);
        }

        private async Task PayAsync(Invoice invoice)
        {
            var amount = random.Next(3) switch
            {
                0 => invoice.Total - invoice.Paid + 0.01m,
                1 => invoice.Total - invoice.Paid,
                _ => decimal.Round((invoice.Total - invoice.Paid) / 3, 2),
            };
            Say($"pay {amount}");
            var fits = invoice.Status is "invoiced" or "partially_paid" && amount > 0 && amount <= invoice.Total - invoice.Paid;
            var (answer, said) = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/payments", new
            {
                paidAt = $"{Running.Today}T00:01:00", amount = Text(amount), operationNumber = $"{Guid.NewGuid():N}"[..20],
                shares = new[] { new { invoiceId = invoice.Id, amount = Text(amount) } },
            });
            Check(fits, answer, said);
            if (!fits)
                return;
            var payment = new Payment { Id = said!["id"]!.GetValue<string>(), Amount = amount };
            _payments.Add(payment);
            invoice.Payments.Add(payment);
            invoice.Settle();
        }

        private async Task UndoAsync()
        {
            if (_payments.Count == 0)
                return;
            var payment = Any(_payments);
            Say("undo");
            if (!await DoneAsync(!payment.Undone, HttpMethod.Post, $"/api/v1/payments/{payment.Id}/undo", new { motivo = "02" }))
                return;
            payment.Undone = true;
            _invoices.Single(one => one.Payments.Contains(payment)).Settle();
        }

        private async Task ChargeAsync(Service service)
        {
            Say("charge");
            var (answer, said) = await product.Ours.SendAsync(HttpMethod.Post, "/api/v1/tickets", new
            {
                charges = new[] { new { serviceId = service.Id, amount = Text(service.Copay) } },
                payments = new[] { new { formaPago = "04", amount = Text(service.Copay) } },
            });
            var fits = !service.Removed && service.Ticket is null;
            Check(fits, answer, said);
            if (!fits)
                return;
            service.Ticket = said!["id"]!.GetValue<string>();
            if (random.Next(2) == 0)
                return;
            await product.Ours.MustAsync(HttpMethod.Post, $"/api/v1/tickets/{service.Ticket}/undo", 200, new { reason = "Modelo" });
            service.Ticket = null;
        }

        private async Task<bool> DoneAsync(bool fits, HttpMethod method, string path, object? body = null, string? match = null)
        {
            var (answer, said) = await product.Ours.SendAsync(method, path, body, match: match);
            Check(fits, answer, said);
            return fits;
        }

        private static void Check(bool fits, HttpResponseMessage answer, JsonNode? said)
        {
            if (fits)
                answer.IsSuccessStatusCode.Should().BeTrue($"it said {said}");
            else
                ((int)answer.StatusCode).Should().BeOneOf([404, 409, 422], $"it said {said}");
        }

        /// <summary>All IVA exempt; a persona moral withholds 10 % of a physician's fee, and prices are whole tens of pesos.</summary>
        private void Sum(Invoice invoice) => invoice.Total = _services.Where(one => one.On == invoice).Sum(one => one.Price) * 0.9m;

        private void Free(Invoice invoice)
        {
            foreach (var service in _services.Where(one => one.On == invoice))
                service.On = null;
        }

        private async Task<JsonNode> GetAsync(string path) => (await product.Ours.GetJsonAsync(path)).Body!;

        private T Any<T>(List<T> of) => of[random.Next(of.Count)];

        private void Say(string what) => Said.Add(what);

        private static decimal Money(JsonNode of, string name) => decimal.Parse(of[name]!.GetValue<string>(), CultureInfo.InvariantCulture);

        private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
    }
}
