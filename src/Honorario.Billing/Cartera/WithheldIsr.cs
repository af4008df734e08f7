using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Amounts;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cartera;

/// <summary>What an insurer paid to an emisor in a month and withheld of it; pesos.</summary>
/// <param name="Income">Honorarios before taxes, in proportion to what was paid.</param>
/// <param name="Isr">ISR withheld of them.</param>
/// <param name="Received">What arrived.</param>
public sealed record WithheldRow(
    int Year, int Month, string EmisorRfc, string Emisor, string InsurerRfc, string Insurer, decimal Income, decimal Isr, decimal Received)
{
    /// <summary>IVA withheld (LIVA art. 1-A).</summary>
    public decimal Iva { get; init; }

    /// <summary>State taxes withheld.</summary>
    public decimal Local { get; init; }
}

/// <summary>
/// "ISR retenido" by month and insurer for the annual return: what was paid counts when it was paid (LISR art. 102), as the complements
/// say it.
/// </summary>
public sealed class WithheldIsr(HonorarioStorage storage)
{
    /// <summary>SAT's rates for professional services: regime 612 and 626 (LISR art. 106 and 113-J).</summary>
    private static readonly decimal[] Rates = [0.10m, 0.0125m];

    /// <summary>How far the ISR may be from the rate for the rounding of many services; further, some bear none, and proportion is all that is known.</summary>
    private const decimal Cents = 0.50m;

    /// <param name="year">Of the payments.</param>
    /// <param name="emisorId">Of one emisor; null for all.</param>
    public async Task<IReadOnlyList<WithheldRow>> RunAsync(int year, Guid? emisorId, CancellationToken ct)
    {
        await using var db = storage.Open();
        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var rows = await (
            from application in db.Received(emisorId)
            join payment in db.Payments() on application.PaymentId equals payment.Id
            where payment.PaidOn >= first && payment.PaidOn < next
            let invoice = application.Invoice
            select new
            {
                payment.PaidOn, application.SaldoAnterior, application.SaldoInsoluto, application.Pagado, invoice.SubTotal,
                invoice.IsrRetenido, invoice.IvaRetenido,
                invoice.LocalRetenido, invoice.Total,
                EmisorRfc = invoice.Emisor.Rfc, Emisor = invoice.Emisor.Nombre, InsurerRfc = invoice.Insurer.Rfc, Insurer = invoice.Insurer.Name,
            }).ToListAsync(ct);
        return [.. rows
            .GroupBy(row => (row.PaidOn.Month, EmisorRfc: row.EmisorRfc.Value, row.Emisor, InsurerRfc: row.InsurerRfc.Value, row.Insurer))
            .OrderBy(group => group.Key.Month).ThenBy(group => group.Key.EmisorRfc, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Insurer, StringComparer.CurrentCulture)
            .Select(group => new WithheldRow(
                year, group.Key.Month, group.Key.EmisorRfc, group.Key.Emisor, group.Key.InsurerRfc, group.Key.Insurer,
                group.Sum(row => Share(row.Total, row.SaldoAnterior, row.SaldoInsoluto, paid => IncomeAt(row.SubTotal, row.Total, paid))),
                group.Sum(row => Share(row.Total, row.SaldoAnterior, row.SaldoInsoluto, paid => IsrAt(row.SubTotal, row.IsrRetenido, row.Total, paid))),
                group.Sum(row => row.Pagado))
            {
                Iva = group.Sum(row => Share(row.Total, row.SaldoAnterior, row.SaldoInsoluto, paid => IncomeAt(row.IvaRetenido, row.Total, paid))),
                Local = group.Sum(row => Share(row.Total, row.SaldoAnterior, row.SaldoInsoluto, paid => IncomeAt(row.LocalRetenido, row.Total, paid))),
            })];
    }

    public StreamedFile Export(int year, Guid? emisorId, SheetFormat format) =>
        SheetExport.Of($"isr-retenido-{year}", format, Columns, RowsAsync(year, emisorId));

    internal static IReadOnlyList<SheetColumn<WithheldRow>> Columns { get; } =
    [
        new("Año", row => row.Year),
        new("Mes", row => row.Month),
        new("RFC del emisor", row => row.EmisorRfc),
        new("Emisor", row => row.Emisor),
        new("RFC de quien retuvo", row => row.InsurerRfc),
        new("Aseguradora", row => row.Insurer),
        new("Honorarios cobrados", row => row.Income),
        new("ISR retenido", row => row.Isr),
        new("IVA retenido", row => row.Iva),
        new("Impuesto local retenido", row => row.Local),
        new("Recibido", row => row.Received),
    ];

    private async IAsyncEnumerable<WithheldRow> RowsAsync(
        int year, Guid? emisorId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var row in await RunAsync(year, emisorId, ct))
            yield return row;
    }

    /// <summary>
    /// What an amount comes to once an instalment is paid, less what it came to before it, so that all instalments add up to the invoice's
    /// (see <see cref="Installments"/>).
    /// </summary>
    private static decimal Share(decimal total, decimal before, decimal after, Func<decimal, decimal> at) => at(total - after) - at(total - before);

    private static decimal IncomeAt(decimal subTotal, decimal total, decimal paid) => paid == total ? subTotal : Amount.Round(subTotal * paid / total, 2);

    private static decimal IsrAt(decimal subTotal, decimal isr, decimal total, decimal paid)
    {
        if (paid == total || isr == 0)
            return isr == 0 ? 0 : isr;
        var rate = Rates.MinBy(one => Math.Abs((subTotal * one) - isr));
        if (Math.Abs((subTotal * rate) - isr) > Cents)
            return IncomeAt(isr, total, paid);
        return Amount.Round(Amount.Round(subTotal * paid / total, Amount.MostDecimals) * rate, 2);
    }
}
