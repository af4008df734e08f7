using Honorario.Billing.Aseguradora;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;
using System.Globalization;
using System.Text;

namespace Honorario.Web.Demo;

/// <summary>Who acts in a made-up practice, and at its insurer.</summary>
internal sealed record DemoCast(User Bills, User Charges, User Reviews);

/// <summary>
/// Lives the months before today in a made-up practice, through the same use cases as its people and through the test PAC: what was billed
/// was accepted, rejected, paid whole or in part; copays were charged and cut; the bank's statement and the insurer's inbox wait.
/// </summary>
internal sealed class DemoLife(IServiceScopeFactory scopes, OutboxDispatcher outbox, DemoClock clock, DemoCast cast, Emisor emisor, CancellationToken ct)
{
    /// <summary>The months that are billed; the current one is left to bill.</summary>
    public const int Billed = 5;

    private const string Account = "012180001234567899";
    private const string Insurer = "siniestros@generaldesalud.example";
    private const string Transfer = "03";
    private const int CopaysADay = 4;
    private const decimal Raise = 1.05m;

    private readonly DateOnly _today = DateOnly.FromDateTime(PlaceClock.At(clock.GetUtcNow().UtcDateTime, emisor.CodigoPostal));
    private int _operations = 41_000;
    private Guid _insurer;

    public async Task LiveAsync()
    {
        _insurer = await ByAsync(cast.Bills, async (ListParties parties) => (await parties.InsurersAsync(ct))[0].Id);
        Demand(await ByAsync(cast.Bills, (EditBankAccounts accounts) => accounts.AddAsync(emisor.Id, Account, "Cuenta de honorarios", ct)));
        await AgreeAsync(new DateOnly(_today.Year, _today.Month, 1).AddMonths(-Billed));
        for (var ago = Billed; ago >= 1; ago--)
            await MonthAsync(ago);
        await CopaysAsync(_today.AddDays(-1), cut: true);
        await CopaysAsync(_today, cut: false);
        await clock.SetAsync(DateTimeOffset.MaxValue, ct);
        await StatementAsync();
    }

    /// <summary>What the insurer pays of each code, and what was agreed already for the year to come.</summary>
    private async Task AgreeAsync(DateOnly since)
    {
        await AtAsync(since, 8);
        foreach (var kind in Sample.Read("vinculaciones"))
        {
            var now = new AgreedPriceForm(_insurer, "", kind["cpt"], since, kind.Money("precio"), kind.Money("copago"));
            var next = now with { From = new DateOnly(_today.Year + 1, 1, 1), Price = decimal.Round(now.Price!.Value * Raise, 2) };
            foreach (var form in (AgreedPriceForm[])[now, next])
                Demand(await ByAsync(cast.Bills, (AgreePrice agree) => agree.RunAsync(null, 0, form, ct)));
        }
    }

    /// <summary>A month's services are billed when it is over and go the insurer's way.</summary>
    private async Task MonthAsync(int ago)
    {
        var first = new DateOnly(_today.Year, _today.Month, 1).AddMonths(-ago);
        var last = first.AddMonths(1).AddDays(-1);
        await CopaysAsync(last.AddDays(-1), cut: true);
        await AtAsync(last.AddDays(1), 9);
        await GlobalsAsync();
        var invoice = await BillAsync(first, ago == 3 ? first.AddDays(14) : last);
        if (ago == 1)
            return;
        if (ago == 3)
        {
            var doubtful = await BillAsync(first.AddDays(15), last);
            await ReviewAsync(doubtful, last.AddDays(5), new Review(false, "Falta la autorización de dos servicios de la segunda quincena."));
        }

        await ReviewAsync(invoice, last.AddDays(6), new Review(true));
        await PayAsync(invoice, ago == 2 ? _today.AddDays(-2) : last.AddDays(21), ago == 3 ? 0.6m : 1, complemented: ago > 2);
    }

    private async Task<Guid> BillAsync(DateOnly from, DateOnly to)
    {
        var day = DateOnly.FromDateTime(PlaceClock.At(clock.GetUtcNow().UtcDateTime, emisor.CodigoPostal));
        var invoice = Taken(await ByAsync(
            cast.Bills, (RegisterInvoice register) => register.RunAsync(new InvoiceRegistration(emisor.Id, _insurer, null, day), ct)));
        Demand(await ByAsync(cast.Bills, (ChoosePayment choose) => choose.RunAsync(invoice, new PaymentChoice("PPD", "99", "médico"), ct)));
        Demand(await ByAsync(
            cast.Bills, (SelectServices select) => select.RunAsync(invoice, new ServiceSelection(from, to, All: true, new HashSet<Guid>()), ct)));
        Demand(await ByAsync(cast.Bills, (StampInvoice stamp) => stamp.RunAsync(invoice, ct)));
        await outbox.DispatchDueAsync(ct);
        Demand(await ByAsync(cast.Bills, async (SendInvoice send) =>
            await send.RunAsync(invoice, (await send.ProposeAsync(invoice, ct))! with { Recipients = Insurer }, ct)));
        await outbox.DispatchDueAsync(ct);
        return invoice;
    }

    private async Task ReviewAsync(Guid invoice, DateOnly day, Review review)
    {
        await AtAsync(day, 11);
        var uuid = (await ByAsync(cast.Bills, (ViewInvoice view) => view.RunAsync(invoice, ct)))!.Invoice.Uuid!.Value;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActForCompany(
            cast.Reviews.CompanyId!.Value, cast.Reviews.Id, cast.Reviews.DisplayName, pays: true);
        Demand((await scope.ServiceProvider.GetRequiredService<ReviewInvoice>().RunAsync(uuid, review, ct))!.Value);
        await outbox.DispatchDueAsync(ct);
    }

    private async Task PayAsync(Guid invoice, DateOnly day, decimal share, bool complemented)
    {
        await AtAsync(day, 13);
        var owed = (await ByAsync(cast.Bills, (ViewInvoice view) => view.RunAsync(invoice, ct)))!.Invoice.Balance;
        var amount = decimal.Round(owed * share, 2);
        var at = PlaceClock.At(clock.GetUtcNow().UtcDateTime, emisor.CodigoPostal);
        var form = new PaymentForm(at, amount, Transfer, $"{++_operations}", [new PaymentShare(invoice, amount)], ReceiverAccount: Account);
        var payment = Taken(await ByAsync(cast.Bills, (RegisterPayment register) => register.RunAsync(form, ct)));
        if (!complemented)
            return;
        Demand(await ByAsync(cast.Bills, (GenerateComplemento generate) => generate.RunAsync(payment, ct)));
        await outbox.DispatchDueAsync(ct);
    }

    /// <summary>A few of a day's copays, in cash and by card; the drawer is cut, or stays open.</summary>
    private async Task CopaysAsync(DateOnly day, bool cut)
    {
        await AtAsync(day, 18);
        var due = await ByAsync(cast.Charges, (FindCharges find) => find.RunAsync(new ChargeFilter("", day.AddDays(-6), day), ct));
        if (due.Page.Rows.Count == 0)
            return;
        Demand(await ByAsync(cast.Charges, (OpenCash open) => open.RunAsync(500, ct)));
        foreach (var (row, at) in due.Page.Rows.Take(CopaysADay).Select((row, at) => (row, at)))
        {
            var form = new CopayForm(
                Guid.CreateVersion7(), [new CopayCharge(row.ServiceId, row.Balance)], [new CopayPayment(at % 2 == 0 ? PayCopay.Cash : "04", row.Balance)]);
            Demand(await ByAsync(cast.Charges, (PayCopay pay) => pay.RunAsync(form, ct)));
        }

        if (!cut)
            return;
        var shift = await ByAsync(cast.Charges, (CutCash drawer) => drawer.CurrentAsync(ct));
        Demand(await ByAsync(cast.Charges, (CutCash close) => close.RunAsync(shift.Expected.ToDictionary(row => row.FormaPago, row => row.Amount), ct)));
    }

    /// <summary>What nobody invoiced of the periods that are over.</summary>
    private async Task GlobalsAsync()
    {
        foreach (var proposal in await ByAsync(cast.Bills, (ProposeGlobalInvoices propose) => propose.RunAsync(ct)))
            Demand(await ByAsync(cast.Bills, (StampGlobalInvoice stamp) => stamp.RunAsync(proposal, seen: null, ct)));
        await outbox.DispatchDueAsync(ct);
    }

    /// <summary>A statement of the bank with what the insurer paid of the oldest open invoice, and with a deposit of somebody else.</summary>
    private async Task StatementAsync()
    {
        var open = await ByAsync(cast.Bills, (OpenInvoices invoices) => invoices.RunAsync(emisor.Id, _insurer, ct));
        var day = _today.AddDays(-1).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            Fecha,Descripción,Referencia,Cargo,Abono
            {day},SPEI RECIBIDO GENERAL DE SALUD,{++_operations},,{open[0].Balance:0.00}
            {day},SPEI RECIBIDO DE UN PARTICULAR,{++_operations},,1850.00
            """);
        await ByAsync(cast.Bills, async (LoadStatement load) =>
        {
            var file = Taken(await load.OpenAsync("movimientos.csv", Encoding.UTF8.GetBytes(text), ct));
            Demand(await load.RunAsync(emisor.Id, Clabe.Parse(Account), file, file.Guess, new SaidOfStatement(), ct));
            return file;
        });
    }

    /// <summary>From here on it is that hour of that day, in central Mexico.</summary>
    private Task AtAsync(DateOnly day, int hour) => clock.SetAsync(new DateTimeOffset(day, new TimeOnly(hour, 0), TimeSpan.FromHours(-6)), ct);

    /// <summary>A use case, by a person of the practice.</summary>
    private async Task<T> ByAsync<TUseCase, T>(User person, Func<TUseCase, Task<T>> act)
        where TUseCase : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        var role = Role.Shipped[person.Role];
        scope.ServiceProvider.GetRequiredService<Actor>().ActAs(new PracticePerson(person.PracticeId!.Value, person.Id, person.DisplayName, role.Rights));
        return await act(scope.ServiceProvider.GetRequiredService<TUseCase>());
    }

    private static void Demand<T>(Result<T> result)
    {
        if (!result.Ok)
            throw new InvalidOperationException($"The demo's life is refused: {string.Join(" ", result.Problems.Select(problem => problem.Message))}");
    }

    private static T Taken<T>(Result<T> result)
    {
        Demand(result);
        return result.Value!;
    }
}
