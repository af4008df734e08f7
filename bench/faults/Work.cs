using System.Collections.Concurrent;
using Honorario.Billing;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Faults;

/// <summary>What the people of the practices do meanwhile: bill, charge, invoice copays, register payments, complement, cancel, mail.</summary>
internal sealed class Work(Desk desk, IReadOnlyList<Guid> practices, CancellationToken stop)
{
    private int _done;
    private int _refused;
    private readonly ConcurrentDictionary<string, int> _reasons = new();

    public int Done => _done;
    public int Refused => _refused;
    /// <summary>Why something was refused, the most frequent first.</summary>
    public IEnumerable<string> Reasons => _reasons.OrderByDescending(reason => reason.Value).Select(reason => $"{reason.Value} × {reason.Key}");

    public ConcurrentBag<string> Escaped { get; } = [];

    /// <summary>The practices that can bill: they have a certificate and services.</summary>
    public static async Task<IReadOnlyList<Guid>> PracticesAsync(Desk desk)
    {
        await using var db = desk.Open();
        return await db.Llaves().IgnoreQueryFilters().Select(row => row.PracticeId).Distinct().ToListAsync();
    }

    public Task RunAsync() => Task.WhenAll(practices.SelectMany(practice => new[]
    {
        LoopAsync(practice, "facturas", BillAsync),
        LoopAsync(practice, "caja", ChargeAsync),
        LoopAsync(practice, "pagos", PayAsync),
    }));

    private async Task LoopAsync(Guid practice, string who, Func<Guid, Random, Task<bool>> work)
    {
        var dice = new Random(HashCode.Combine(practice, who));
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (await work(practice, dice))
                    Interlocked.Increment(ref _done);
                else
                    Interlocked.Increment(ref _refused);
            }
            catch (Exception fault)
            {
                Escaped.Add($"{who}: {fault.GetType().Name} {fault.Message} {fault.InnerException?.Message}");
            }

            await Task.Delay(dice.Next(20, 120), CancellationToken.None);
        }
    }

    private async Task<Result<T>> AsAsync<TUseCase, T>(Guid practice, Func<TUseCase, Task<Result<T>>> run)
        where TUseCase : notnull
    {
        var result = await desk.AsAsync(practice, "arnés", run);
        if (!result.Ok)
            _reasons.AddOrUpdate($"{typeof(TUseCase).Name}: {result.Problems[0].Message}", 1, (_, times) => times + 1);
        return result;
    }

    /// <summary>An invoice of one service, sealed.</summary>
    private async Task<bool> BillAsync(Guid practice, Random dice)
    {
        await using var db = desk.Open(practice);
        var emisor = await db.Emisores().AsNoTracking().FirstAsync(CancellationToken.None);
        var service = await db.Services().AsNoTracking().Where(row => !db.InvoiceLines().Any(line => line.ServiceId == row.Id && line.ReleasedAt == null))
            .OrderBy(row => row.Folio)
            .FirstOrDefaultAsync(CancellationToken.None);
        if (service is null)
            return false;
        var today = DateOnly.FromDateTime(Now());
        var draft = await AsAsync(practice, (RegisterInvoice use) => use
            .RunAsync(new InvoiceRegistration(emisor.Id, service.InsurerId, null, today), CancellationToken.None));
        if (!draft.Ok)
            return false;
        await AsAsync(practice, (ChoosePayment use) => use.RunAsync(draft.Value, new PaymentChoice("PPD", "99", ChoosePayment.ServiceKinds[0]),
            CancellationToken.None));
        var selected = await AsAsync(practice, (SelectServices use) => use.RunAsync(
            draft.Value, new ServiceSelection(service.Date, service.Date, All: false, new HashSet<Guid> { service.Id }), CancellationToken.None));
        return selected.Ok && (await AsAsync(practice, (StampInvoice use) => use.RunAsync(draft.Value, CancellationToken.None))).Ok;
    }

    /// <summary>A copay charged and, as a rule, invoiced.</summary>
    private async Task<bool> ChargeAsync(Guid practice, Random dice)
    {
        await using var db = desk.Open(practice);
        var service = await db.Services().AsNoTracking().Where(row => row.Copay > 0 && !db.TicketLines().Any(line => line.ServiceId == row.Id))
            .OrderBy(row => row.Id).FirstOrDefaultAsync(CancellationToken.None);
        if (service is null)
            return false;
        var form = new CopayForm(Guid.NewGuid(), [new CopayCharge(service.Id, service.Copay)], [new CopayPayment("04", service.Copay)]);
        var paid = await AsAsync(practice, (PayCopay use) => use.RunAsync(form, CancellationToken.None));
        if (!paid.Ok || dice.Next(3) == 0)
            return paid.Ok;
        var person = new ReceptorForm("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "36257", "612", "D01", "paciente@example.mx");
        return (await AsAsync(practice, (InvoiceTicket use) => use.RunAsync(paid.Value, person, new InvoicingRequest(AtDesk: true),
            CancellationToken.None))).Ok;
    }

    /// <summary>Of a stamped invoice: its payment and complement, its mail, or its cancelling.</summary>
    private async Task<bool> PayAsync(Guid practice, Random dice)
    {
        await using var db = desk.Open(practice);
        var invoice = await db.Invoices().AsNoTracking().Where(row => row.Status == InvoiceStatus.Facturada).OrderBy(row => row.CreatedAt).Skip(dice.Next(3))
            .FirstOrDefaultAsync(CancellationToken.None);
        if (invoice is null)
            return false;
        switch (dice.Next(4))
        {
            case 0:
                return (await AsAsync(practice, (RequestCancellation use) => use.RunAsync(new CancellationForm(invoice.Id, "02"), CancellationToken.None))).Ok;
            case 1:
                return (await AsAsync(practice, (SendInvoice use) => use
                    .RunAsync(invoice.Id, new MailForm("aseguradora@example.mx", "Factura", "Va la factura."), CancellationToken.None))).Ok;
            default:
                var operation = $"OP-{Guid.NewGuid():N}"[..12];
                var payment = new PaymentForm(Now().AddMinutes(-5), invoice.Balance, "03", operation, [new PaymentShare(invoice.Id, invoice.Balance)]);
                var paid = await AsAsync(practice, (RegisterPayment use) => use.RunAsync(payment, CancellationToken.None));
                return paid.Ok && (await AsAsync(practice, (GenerateComplemento use) => use.RunAsync(paid.Value, CancellationToken.None))).Ok;
        }
    }

    /// <summary>The wall clock in the centre of Mexico.</summary>
    private static DateTime Now() =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City")).DateTime;
}
