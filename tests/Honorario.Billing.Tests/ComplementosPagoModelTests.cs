using System.Globalization;
using CsCheck;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>
/// Random sequences of invoice, payment, credit note, complement, cancelling, replacement, move and undo against a model that says what each must
/// do.
/// </summary>
public class ComplementosPagoModelTests(Databases databases)
{
    [Theory]
    [InlineData(Server.Sqlite, 8, 24)]
    [InlineData(Server.Postgres, 2, 14)]
    public async Task Whatever_happens_in_whatever_order_the_balances_the_complements_and_the_audit_log_agree(Server server, int sequences, int steps)
    {
        var step = Gen.Select(Gen.Int[0, 17], Gen.Int[0, 99], Gen.Int[1, 150]);
        await step.Array[steps / 2, steps].SampleAsync(
            async sequence =>
            {
                await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
                var model = new Model(world);
                foreach (var (what, which, share) in sequence)
                {
                    await model.StepAsync(what, which, share);
                    await model.CompareAsync();
                }

                return true;
            },
            iter: sequences,
            threads: 1);
    }

    private sealed class Model(PagosWorld world)
    {
        private readonly List<ModelInvoice> _invoices = [];
        private readonly List<ModelPayment> _payments = [];
        private int _moment;

        public async Task StepAsync(int what, int which, int share)
        {
            world.Billing.Clock.Advance(TimeSpan.FromSeconds(2));
            if (_invoices.Count == 0 || what < 2)
                await BillAsync(share);
            else if (what < 5)
                await PayAsync(which, share);
            else if (_payments.Count > 0 && what == 5)
                await UndoAsync(_payments[which % _payments.Count]);
            else if (_payments.Count > 0 && what < 8)
                await ComplementAsync(_payments[which % _payments.Count]);
            else if (_payments.Count > 0 && what == 8)
                await CancelComplementAsync(_payments[which % _payments.Count]);
            else if (_payments.Count > 0 && what == 10)
                await ReplaceComplementAsync(_payments[which % _payments.Count], which);
            else if (what is 13 or 14)
                await CreditAsync(_invoices[which % _invoices.Count], share);
            else if (what == 15)
                await CancelNoteAsync(_invoices[which % _invoices.Count]);
            else if (_payments.Count > 0 && what > 15)
                await MoveAsync(_payments[which % _payments.Count], _invoices[which / 7 % _invoices.Count]);
            else if (what > 10)
                await ReplaceInvoiceAsync(_invoices[which % _invoices.Count], giveUp: share % 4 == 0);
            else
                await CancelInvoiceAsync(_invoices[which % _invoices.Count]);
        }

        public async Task CompareAsync()
        {
            await using var db = world.Billing.Storage.Open();
            foreach (var invoice in await db.Invoices().AsNoTracking().ToListAsync())
            {
                var expected = _invoices.Single(one => one.Id == invoice.Id);
                invoice.Balance.Should().BeInRange(0, invoice.Total);
                (invoice.Status, invoice.Paid, invoice.Credited).Should().Be((Status(expected), Paid(expected), Credited(expected)));
                var log = await db.Audit().Where(entry => entry.SubjectId == invoice.Id).OrderBy(entry => entry.At).ToListAsync();
                var told = log.Where(entry => entry.What == "Pago aplicado").Sum(Amount) - log.Where(entry => entry.What == "Pago deshecho").Sum(Amount);
                told.Should().Be(invoice.Paid);
                Replay(log.Select(entry => entry.What)).Should().Be(invoice.Status.Text());
            }

            (await db.InvoiceLines().Where(line => line.ReleasedAt == null).Select(line => line.InvoiceId).ToListAsync())
                .Should()
                .BeEquivalentTo(
                    _invoices.Where(one => !one.Cancelled).Select(one => one.Id),
                    "a service is on the one invoice in force that bills it");
            (
                await db
                    .Cancellations().Where(row => row.Motivo == "01")
                    .CountAsync(row => row.Replacement == null || row.State != CancellationState.Cancelled))
                .Should()
                .Be(0);
            var live = await db
                .Payments().AsNoTracking()
                .Include(row => row.Applications)
                .Where(row => row.UndoneAt == null)
                .ToListAsync();
            live.Select(row => row.Id).Should().BeEquivalentTo(_payments.Where(one => !one.Undone).Select(one => one.Id));
            live.Should().AllSatisfy(row => row.Applications.Sum(one => one.Pagado).Should().Be(row.Amount));
            foreach (var instalments in live.SelectMany(row => row.Applications).GroupBy(row => row.InvoiceId))
            {
                var invoice = _invoices.Single(one => one.Id == instalments.Key);
                foreach (var (one, number) in instalments.OrderBy(one => one.Parcialidad).Select((one, index) => (one, index + 1)))
                {
                    var owed = SaldoAnterior(invoice, _payments.Single(payment => payment.Id == one.PaymentId));
                    (one.Parcialidad, one.SaldoAnterior, one.SaldoInsoluto).Should().Be((number, owed, owed - one.Pagado));
                }
            }

            var stamped = await db.Complementos().AsNoTracking().Where(row => row.Status == ComplementoStatus.Timbrado).ToListAsync();
            stamped.Select(row => row.PaymentId).Should().BeEquivalentTo(_payments.Where(one => one.Complemento is not null).Select(one => one.Id));
        }

        private async Task BillAsync(int share)
        {
            var invoice = await world.StampedAsync(share * 7.77m);
            _invoices.Add(new ModelInvoice(invoice.Id, share * 7.77m, invoice.Total));
        }

        private async Task PayAsync(int which, int share)
        {
            var targets = new[] { _invoices[which % _invoices.Count], _invoices[which / 7 % _invoices.Count] }.Distinct().ToList();
            var shares = targets
                .Select(invoice => new PaymentShare(
                    invoice.Id,
                    share is > 60 and < 100 ? Math.Max(Owed(invoice), 0.01m) : decimal.Round(invoice.Total * share / 100, 2)))
                .ToArray();
            var possible = targets.Zip(shares).All(pair => !pair.First.Cancelled && pair.Second.Amount <= Owed(pair.First));

            var paid = await world.PayAsync(PagosWorld.Form($"OP-{_payments.Count}", shares));

            paid.Ok.Should().Be(possible);
            if (paid.Ok)
                _payments.Add(new ModelPayment(paid.Value, shares, ++_moment));
        }

        private async Task UndoAsync(ModelPayment payment)
        {
            var possible = payment.Undone || (payment.Complemento is null && !ToldAfter(payment));

            (await world.UndoAsync(payment.Id)).Ok.Should().Be(possible);
            payment.Undone |= possible;
        }

        private async Task ComplementAsync(ModelPayment payment)
        {
            var made = await world.ComplementAsync(payment.Id);

            made.Ok.Should().Be(!payment.Undone);
            await world.DispatchAsync();
            if (payment.Undone || payment.Complemento is not null)
                return;
            payment.Complemento = made.Value;
            payment.Told = payment.Shares.ToDictionary(share => share.InvoiceId, share => Owed(_invoices.Single(one => one.Id == share.InvoiceId), payment));
        }

        private async Task CancelComplementAsync(ModelPayment payment)
        {
            if (payment.Complemento is not { } complemento)
                return;
            (await world.CancelAsync(complemento)).Problems.Should().BeEmpty();
            await world.DispatchAsync();
            payment.Complemento = null;
        }

        private async Task ReplaceComplementAsync(ModelPayment payment, int which)
        {
            if (payment.Complemento is not { } complemento)
                return;
            var correction = new PaymentCorrection(
                BillingWorld.Today.ToDateTime(new TimeOnly(9, which % 60)),
                "03",
                $"R-{_payments.IndexOf(payment)}-{which}");
            var replaced = await world.ReplaceComplementoAsync(complemento, correction);

            replaced.Problems.Should().BeEmpty();
            await world.DispatchAsync();
            await world.DispatchAsync();
            payment.Complemento = replaced.Value;
        }

        /// <summary>SAT was told of a later instalment of one of its invoices.</summary>
        private bool ToldAfter(ModelPayment payment) => _payments.Any(one => one is { Undone: false, Complemento: not null } && one.Moment > payment.Moment
            && one.Shares.Any(share => payment.Shares.Any(mine => mine.InvoiceId == share.InvoiceId)));

        /// <summary>All of it settles one other invoice from now on.</summary>
        private async Task MoveAsync(ModelPayment payment, ModelInvoice to)
        {
            if (payment.Shares.Any(share => share.InvoiceId == to.Id))
                return;
            var whole = new PaymentShare(to.Id, payment.Shares.Sum(share => share.Amount));
            var possible = !payment.Undone && !to.Cancelled && whole.Amount <= Owed(to) && !ToldAfter(payment);

            var moved = await world.MoveAsync(payment.Id, whole);
            await world.DispatchAsync();
            await world.DispatchAsync();

            moved.Ok.Should().Be(possible, string.Join(" ", moved.Problems.Select(problem => problem.Message)));
            if (!possible)
                return;
            (payment.Shares, payment.Moment) = ([whole], ++_moment);
            if (payment.Complemento is null)
                return;
            await using var db = world.Billing.Storage.Open();
            payment.Complemento = await db.Complementos().Where(row => row.PaymentId == payment.Id && row.Status == ComplementoStatus.Timbrado)
                .Select(row => row.Id).SingleAsync();
            payment.Told = new() { [to.Id] = Owed(to, payment) };
        }

        /// <summary>The new invoice takes the old one's service; given up as a draft, nothing has changed.</summary>
        private async Task ReplaceInvoiceAsync(ModelInvoice invoice, bool giveUp)
        {
            var possible = !invoice.Cancelled && Paid(invoice) == 0 && Credited(invoice) == 0;
            var replaced = _invoices.Any(one => one.Id == invoice.ReplacedBy && !one.Cancelled);
            var draft = await world.AsAsync((ReplaceInvoice use) => use.RunAsync(invoice.Id, CancellationToken.None));

            draft.Ok.Should().Be(possible || replaced, string.Join(" ", draft.Problems.Select(problem => problem.Message)));
            if (!possible)
                return;
            if (giveUp)
            {
                (await world.AsAsync((DeleteDraft use) => use.RunAsync(draft.Value, CancellationToken.None))).Problems.Should().BeEmpty();
                return;
            }

            (await world.AsAsync((StampInvoice use) => use.RunAsync(draft.Value, CancellationToken.None))).Problems.Should().BeEmpty();
            await world.DispatchAsync();
            await world.DispatchAsync();
            (invoice.Cancelled, invoice.ReplacedBy) = (true, draft.Value);
            _invoices.Add(new ModelInvoice(draft.Value, invoice.Amount, invoice.Total));
        }

        private async Task CancelInvoiceAsync(ModelInvoice invoice)
        {
            var possible = !invoice.Cancelled && Paid(invoice) == 0 && Credited(invoice) == 0;

            (await world.CancelAsync(invoice.Id)).Ok.Should().Be(possible);
            await world.DispatchAsync();
            invoice.Cancelled |= possible;
        }

        /// <summary>Its one service is credited in part; or in all that is left of it.</summary>
        private async Task CreditAsync(ModelInvoice invoice, int share)
        {
            var left = invoice.Amount - invoice.Notes.Sum(note => note.Amount);
            var amount = share > 100 ? Math.Max(left, 0.01m) : Math.Max(decimal.Round(invoice.Amount * share / 200, 2), 0.01m);
            await using var db = world.Billing.Storage.Open();
            var service = await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).Select(line => line.ServiceId).SingleAsync();
            var form = new CreditNoteForm(invoice.Id, new Dictionary<Guid, decimal> { [service] = amount }, "Rechazado");
            var preview = await world.AsAsync((IssueCreditNote use) => use.PreviewAsync(form, CancellationToken.None));
            var issued = await world.AsAsync((IssueCreditNote use) => use.RunAsync(form, CancellationToken.None));
            await world.DispatchAsync();

            issued
                .Ok.Should()
                .Be(
                    !invoice.Cancelled && amount <= left && preview.Value is { } said && said.Document.Total <= Owed(invoice),
                    string.Join(" ", issued.Problems.Select(problem => problem.Message)));
            if (issued.Ok)
                invoice.Notes.Add(new ModelNote(issued.Value, amount, preview.Value!.Document.Total, ++_moment));
        }

        private async Task CancelNoteAsync(ModelInvoice invoice)
        {
            if (invoice.Notes.LastOrDefault() is not { } note)
                return;
            (await world.CancelAsync(note.Id)).Problems.Should().BeEmpty();
            await world.DispatchAsync();
            invoice.Notes.Remove(note);
        }

        private IEnumerable<ModelPayment> Live(ModelInvoice invoice) =>
            _payments.Where(one => !one.Undone && one.Shares.Any(share => share.InvoiceId == invoice.Id));

        private decimal Paid(ModelInvoice invoice) =>
            Live(invoice).Sum(one => one.Shares.Single(share => share.InvoiceId == invoice.Id).Amount);

        private static decimal Credited(ModelInvoice invoice) => invoice.Notes.Sum(note => note.Total);

        private decimal Owed(ModelInvoice invoice) => invoice.Total - Credited(invoice) - Paid(invoice);

        /// <summary>What was owed when a payment came, of what still counts today.</summary>
        private decimal Owed(ModelInvoice invoice, ModelPayment payment) => invoice.Total
            - invoice.Notes.Where(note => note.Moment < payment.Moment).Sum(note => note.Total)
            - Live(invoice).Where(one => one.Moment < payment.Moment).Sum(one => one.Shares.Single(share => share.InvoiceId == invoice.Id).Amount);

        /// <summary>What SAT was told stays told.</summary>
        private decimal SaldoAnterior(ModelInvoice invoice, ModelPayment payment) =>
            payment.Complemento is null ? Owed(invoice, payment) : payment.Told[invoice.Id];

        private InvoiceStatus Status(ModelInvoice invoice) => invoice switch
        {
            { Cancelled: true } => InvoiceStatus.Cancelada,
            _ when Paid(invoice) == 0 => InvoiceStatus.Facturada,
            _ when Owed(invoice) > 0 => InvoiceStatus.PagoParcial,
            _ => Live(invoice).All(one => one.Complemento is not null) ? InvoiceStatus.ComplementoCargado : InvoiceStatus.Pagado,
        };

        private static decimal Amount(Auditoria.AuditEntry entry) => decimal.Parse(entry.Detail!.TrimStart('$').Split(':')[0], CultureInfo.InvariantCulture);

        private static string Replay(IEnumerable<string> log) => log.Aggregate("Borrador", (status, what) => what switch
        {
            "Timbrada" => InvoiceStatus.Facturada.Text(),
            _ when Enum.GetValues<InvoiceStatus>().Any(one => one.Text() == what) => what,
            _ => status,
        });
    }

    private sealed record ModelNote(Guid Id, decimal Amount, decimal Total, int Moment);

    /// <summary>Amount is its service's, before taxes.</summary>
    private sealed record ModelInvoice(Guid Id, decimal Amount, decimal Total)
    {
        public List<ModelNote> Notes { get; } = [];
        public bool Cancelled { get; set; }
        public Guid? ReplacedBy { get; set; }
    }

    private sealed class ModelPayment(Guid id, PaymentShare[] shares, int moment)
    {
        public Guid Id => id;
        public PaymentShare[] Shares { get; set; } = shares;

        /// <summary>When it came to these invoices.</summary>
        public int Moment { get; set; } = moment;

        /// <summary>The balances that its complement stated, by invoice.</summary>
        public Dictionary<Guid, decimal> Told { get; set; } = [];
        public bool Undone { get; set; }
        public Guid? Complemento { get; set; }
    }
}
