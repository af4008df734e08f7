using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>An invoice that still owes something; amounts in pesos.</summary>
/// <param name="InsurerId">Who pays it: after a merger, the insurer that its own is now.</param>
/// <param name="Folio">Series and folio as they are printed.</param>
public sealed record OpenInvoice(
    Guid Id, Guid InsurerId, string ControlNumber, string Folio, Uuid Uuid, DateOnly IssueDate, decimal Total, decimal Balance, InvoiceStatus Status)
{
    /// <summary>Whether its document is in dollars.</summary>
    public bool InDollars { get; init; }

    /// <summary>The insurer to which it was issued, where that is another one now; "" otherwise.</summary>
    public string IssuedTo { get; init; } = "";
}

/// <summary>The invoices to which a payment can be applied, oldest first.</summary>
public sealed class OpenInvoices(HonorarioStorage storage)
{
    /// <summary>More than these are not shown at once; the oldest are.</summary>
    public const int Most = 500;

    private static readonly InvoiceStatus[] Payable = [.. Enum.GetValues<InvoiceStatus>().Where(status => status.MayBecome(InvoiceStatus.Pagado))];

    /// <param name="emisorId">Whose.</param>
    /// <param name="insurerId">To whom.</param>
    public async Task<IReadOnlyList<OpenInvoice>> RunAsync(Guid emisorId, Guid insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var payer = await db.Insurers().Where(row => row.Id == insurerId).Select(row => row.SuccessorId).SingleOrDefaultAsync(ct) ?? insurerId;
        return await OfAsync(db, row => row.EmisorId == emisorId && (row.InsurerId == payer || row.Insurer.SuccessorId == payer), ct);
    }

    internal static async Task<List<OpenInvoice>> OfAsync(
        HonorarioDb db, System.Linq.Expressions.Expression<Func<Invoice, bool>> which, CancellationToken ct, string metodoPago = "PPD")
    {
        var rows = await db.Invoices().AsNoTracking().Include(row => row.Insurer).Where(which)
            .Where(row => row.Uuid != null && row.Total > row.Credited + row.Paid && row.MetodoPago == metodoPago && Payable.Contains(row.Status))
            .OrderBy(row => row.IssueDate).ThenBy(row => row.CreatedAt).Take(Most).ToListAsync(ct);
        return [.. rows.Select(row => new OpenInvoice(
            row.Id, row.Insurer.SuccessorId ?? row.InsurerId, row.ControlNumber, $"{row.Serie}{row.Folio}", row.Uuid!, row.IssueDate, row.Total, row.Balance,
            row.Status)
            {
                InDollars = row.TipoCambio is not null,
                IssuedTo = row.Insurer.SuccessorId is null ? "" : row.Insurer.Name,
            })];
    }
}

/// <summary>How an amount is spread over invoices, in pesos.</summary>
/// <param name="Shares">What each gets; those that get nothing are left out.</param>
/// <param name="Left">What no invoice owes.</param>
public sealed record Spread(IReadOnlyList<PaymentShare> Shares, decimal Left)
{
    /// <summary>Settles one after the other, in the order given, while the amount lasts.</summary>
    public static Spread Over(decimal amount, IEnumerable<OpenInvoice> invoices)
    {
        var shares = new List<PaymentShare>();
        foreach (var invoice in invoices)
        {
            var share = Math.Min(amount, invoice.Balance);
            if (share <= 0)
                continue;
            shares.Add(new PaymentShare(invoice.Id, share));
            amount -= share;
        }

        return new Spread(shares, amount);
    }
}
