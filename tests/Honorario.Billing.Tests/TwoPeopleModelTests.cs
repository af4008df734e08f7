using System.Net.Http.Json;
using CsCheck;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Tests.Copagos;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>
/// Settings, documents, payments, notes, refunds and cancellations by two people at once, while SAT's list of taxpayers changes: what is stamped was
/// seen, every balance closes, every series and folio is one document.
/// </summary>
public class TwoPeopleModelTests(Databases databases)
{
    [Theory]
    [InlineData(Server.Sqlite, 6, 14)]
    [InlineData(Server.Postgres, 2, 10)]
    public async Task Whatever_two_people_do_at_once_what_is_stamped_was_seen_and_every_balance_closes(Server server, int sequences, int steps)
    {
        var act = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 99], Gen.Int[1, 150]);
        await Gen.Select(act, act).Array[steps / 2, steps].SampleAsync(
            async sequence =>
            {
                await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
                using var sat = new HttpClient { BaseAddress = world.SandboxUrl };
                var practice = new Both(world, sat);
                await practice.DraftAsync(100);
                await practice.StampAsync(0);
                foreach (var (ana, beto) in sequence)
                {
                    await Task.WhenAll(Task.Run(() => practice.ActAsync(ana)), Task.Run(() => practice.ActAsync(beto)));
                    await world.DispatchAsync();
                    await practice.CompareAsync();
                }

                await practice.CloseAsync();
                return true;
            },
            iter: sequences,
            threads: 1);
    }

    /// <summary>What the two of them know: the drafts and what they saw of them.</summary>
    private sealed class Both(PagosWorld world, HttpClient sat)
    {
        private static readonly string[] Regimenes = ["601"];
        private readonly Lock _lock = new();
        private readonly List<(Guid Draft, Seen Seen)> _drafts = [];
        private readonly Dictionary<Guid, List<Seen>> _sealed = [];
        private int _number;

        public Task ActAsync((int What, int Which, int Share) act) => act.What switch
        {
            0 or 1 => DraftAsync(act.Share),
            2 or 3 => StampAsync(act.Which),
            4 => EditEmisorAsync(act.Which),
            5 => EditInsurerAsync(act.Which),
            6 => SatAsync(act.Which),
            7 => PayAsync(act.Which, act.Share),
            8 => ComplementAsync(act.Which),
            9 or 10 => CreditAsync(act.Which, act.Share),
            11 => CancelAsync(act.Which),
            _ => GiveBackAsync(),
        };

        public async Task DraftAsync(int share)
        {
            var number = Interlocked.Increment(ref _number);
            var services = await world.Billing.AddServicesAsync(1 + (share % 3), $"M{number}-", 10 + (share * 1.37m));
            var draft = await world.Billing.DraftAsync($"CI-{number}");
            (await world.AsAsync((SelectServices use) => use.RunAsync(draft, BillingWorld.Marking(services), CancellationToken.None)))
                .Problems.Should().BeEmpty();
            var look = await world.AsAsync((StampInvoice use) => use.LookAsync(draft, CancellationToken.None));
            lock (_lock)
                _drafts.Add((draft, Seen.Of(look.Value!.Document)));
        }

        public async Task StampAsync(int which)
        {
            (Guid Draft, Seen Seen) chosen;
            lock (_lock)
            {
                if (_drafts.Count == 0)
                    return;
                chosen = _drafts[which % _drafts.Count];
            }

            Note(await world.AsAsync((StampInvoice use) => use.RunAsync(chosen.Draft, CancellationToken.None, chosen.Seen)), chosen.Seen);
            if ((await world.AsAsync((StampInvoice use) => use.LookAsync(chosen.Draft, CancellationToken.None))).Value is not { } look)
                return;
            lock (_lock)
            {
                _drafts.Remove(chosen);
                _drafts.Add((chosen.Draft, Seen.Of(look.Document)));
            }
        }

        private async Task EditEmisorAsync(int which)
        {
            async Task<EmisorForm> Stored() =>
                EmisorForm.Of((await world.AsAsync((ListEmisores use) => use.FindAsync(world.Billing.EmisorId, CancellationToken.None)))!.Emisor);
            var seen = await Stored();
            var form = (which % 4) switch
            {
                0 => seen with { Iva = seen.Iva == IvaTreatment.Exento ? IvaTreatment.Tasa16 : IvaTreatment.Exento },
                1 => seen with { RegimenFiscal = seen.RegimenFiscal == "612" ? "626" : "612" },
                2 => seen with { Serie = seen.Serie == "A" ? "B" : "A", NextFolio = 1 },
                _ => seen with { CodigoPostal = seen.CodigoPostal == "06700" ? "11000" : "06700" },
            };
            var saved = await world.AsAsync((EditEmisor use) => use.RunAsync(world.Billing.EmisorId, form, CancellationToken.None, seen));
            // Where the other was faster, the field says so and proposes nothing.
            if (saved.Problems.FirstOrDefault(problem => problem.Field == nameof(form.NextFolio)) is { } used
                && int.TryParse(used.Message.TrimEnd('.').Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture, out var proposed))
            {
                await world.AsAsync((EditEmisor use) => use.RunAsync(world.Billing.EmisorId, form with { NextFolio = proposed }, CancellationToken.None, seen));
            }
        }

        private async Task EditInsurerAsync(int which)
        {
            var stored = (await world.AsAsync((EditInsurer use) => use.ListAsync(CancellationToken.None))).Single();
            var seen = InsurerForm.Of(stored);
            var form = which % 2 == 0 ? seen with { Nombre = $"GENERAL DE SALUD {(char)('A' + (which % 5))}" } : seen with { CodigoPostal = "06600" };
            await world.AsAsync((EditInsurer use) => use.RunAsync(stored.Id, form, CancellationToken.None, seen));
        }

        /// <summary>SAT knows the insurer as the practice has it now, or by another name.</summary>
        private async Task SatAsync(int which)
        {
            var stored = (await world.AsAsync((EditInsurer use) => use.ListAsync(CancellationToken.None))).Single();
            var nombre = which % 3 == 0 ? "OTRO NOMBRE" : stored.Nombre;
            using var put = await sat.PutAsJsonAsync(
                "sandbox/taxpayers", new { Rfc = stored.Rfc.Value, Nombre = nombre, CodigoPostal = stored.CodigoPostal.Value, Regimenes });
            put.EnsureSuccessStatusCode();
        }

        private async Task PayAsync(int which, int share)
        {
            if (await InvoiceAsync(which) is not { Balance: > 0 } invoice)
                return;
            var amount = Math.Min(invoice.Balance, decimal.Round(invoice.Balance * share / 100, 2) + 0.01m);
            await world.PayAsync(PagosWorld.Form($"OP-{Interlocked.Increment(ref _number)}", new PaymentShare(invoice.Id, amount)));
        }

        private async Task ComplementAsync(int which)
        {
            Guid payment;
            await using (var db = world.Billing.Storage.Open())
            {
                var all = await db.Payments().Where(row => row.UndoneAt == null).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync();
                if (all.Count == 0)
                    return;
                payment = all[which % all.Count];
            }

            if ((await world.AsAsync((GenerateComplemento use) => use.LookAsync(payment, CancellationToken.None))).Value is not { } look)
                return;
            Note(await world.AsAsync((GenerateComplemento use) => use.RunAsync(payment, CancellationToken.None, Seen.Of(look))), Seen.Of(look));
        }

        private async Task CreditAsync(int which, int share)
        {
            if (await InvoiceAsync(which) is not { } invoice)
                return;
            var rows = (await world.AsAsync((ViewCreditNotes use) => use.CreditableAsync(invoice.Id, null, 0, CancellationToken.None))).Rows
                .Where(row => row.Left > 0).ToList();
            if (rows.Count == 0)
                return;
            var row = rows[which % rows.Count];
            var amount = Math.Min(row.Left, decimal.Round(row.Left * share / 100, 2) + 0.01m);
            var form = new CreditNoteForm(invoice.Id, new Dictionary<Guid, decimal> { [row.ServiceId] = amount }, "Sin autorización");
            if ((await world.AsAsync((IssueCreditNote use) => use.PreviewAsync(form, CancellationToken.None))).Value is not { } preview)
                return;
            var seen = Seen.Of(preview.Document);
            Note(await world.AsAsync(
                (IssueCreditNote use) => use.RunAsync(form with { Owed = preview.Owed, Seen = seen }, CancellationToken.None)), seen);
        }

        private async Task CancelAsync(int which)
        {
            List<Guid> stamped;
            await using (var db = world.Billing.Storage.Open())
                stamped = await db.SealedCfdis().Where(row => row.State == PacState.Stamped && row.Kind != DocumentKind.Copago).OrderBy(row => row.SealedAt)
                    .Select(row => row.SubjectId).ToListAsync();
            if (stamped.Count > 0)
                await world.CancelAsync(stamped[which % stamped.Count]);
        }

        private async Task GiveBackAsync()
        {
            var ticket = await world.ChargedAsync($"T{Interlocked.Increment(ref _number)}-");
            (await world.AsAsync((GiveBackTicket use) => use.RunAsync(ticket, "No se atendió", null, CancellationToken.None))).Problems.Should().BeEmpty();
        }

        public async Task CompareAsync()
        {
            await using var db = world.Billing.Storage.Open();
            var documents = await db.SealedCfdis().AsNoTracking().ToListAsync();
            documents.Where(row => row.Folio is not null).GroupBy(row => (row.EmisorId, row.Serie, row.Folio)).Should()
                .OnlyContain(group => group.Count() == 1);
            foreach (var (subject, seen) in _sealed)
                seen.Should().Contain(one => one.Against(Latest(documents, subject)).Count == 0, "whoever sealed it had seen it");
            foreach (var invoice in await db.Invoices().AsNoTracking().ToListAsync())
            {
                invoice.Balance.Should().BeGreaterThanOrEqualTo(0);
                invoice.Credited.Should().Be((await db.CreditNotes().Live().Where(row => row.InvoiceId == invoice.Id).ToListAsync()).Sum(row => row.Total));
                invoice.Paid.Should().Be(
                    (await db.PaymentApplications().Where(row => row.InvoiceId == invoice.Id && row.UndoneAt == null).ToListAsync()).Sum(row => row.Pagado));
            }
        }

        /// <summary>What is left of each invoice that nobody paid is credited, service by service: nothing remains.</summary>
        public async Task CloseAsync()
        {
            using var gone = await sat.DeleteAsync(new Uri("sandbox/taxpayers/GSA010101AB3", UriKind.Relative));
            await world.DispatchAsync();
            List<Invoice> open;
            await using (var db = world.Billing.Storage.Open())
                open = [.. (await db.Invoices().AsNoTracking().Where(row => row.Paid == 0).ToListAsync()).Where(IssueCreditNote.MayCredit)];
            foreach (var invoice in open)
            {
                var rows = (await world.AsAsync((ViewCreditNotes use) => use.CreditableAsync(invoice.Id, null, 0, CancellationToken.None))).Rows;
                foreach (var row in rows.Where(row => row.Left > 0))
                    (await world.AsAsync((IssueCreditNote use) => use.RunAsync(new CreditNoteForm(
                        invoice.Id, new Dictionary<Guid, decimal> { [row.ServiceId] = row.Left }, "El resto"), CancellationToken.None))).Problems.Should()
                            .BeEmpty();
                (await world.InvoiceAsync(invoice.Id)).Balance.Should().Be(0, invoice.ControlNumber);
            }

            await world.DispatchAsync();
            await CompareAsync();
        }

        private async Task<Invoice?> InvoiceAsync(int which)
        {
            await using var db = world.Billing.Storage.Open();
            var all = await db.Invoices().AsNoTracking().Where(row => row.Uuid != null).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync();
            return all.Count == 0 ? null : all[which % all.Count];
        }

        private static Cfdi.Documents.Comprobante Latest(List<SealedCfdi> documents, Guid subject) =>
            CfdiReader.Read(documents.Where(row => row.SubjectId == subject).MaxBy(row => row.SealedAt)!.SealedXml).Document!;

        private void Note(Result<Guid> made, Seen seen)
        {
            if (!made.Ok)
                return;
            lock (_lock)
            {
                if (!_sealed.TryGetValue(made.Value, out var all))
                    _sealed[made.Value] = all = [];
                all.Add(seen);
            }
        }
    }
}
