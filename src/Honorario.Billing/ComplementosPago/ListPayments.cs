using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>What a list of payments can be ordered by.</summary>
public enum PaymentColumn
{
    Fecha,
    Aseguradora,
    Operacion,
    Monto,
}

/// <summary>Where a payment stands towards its complement; every payment is at exactly one.</summary>
public enum PaymentStanding
{
    /// <summary>It must have one and SAT has none yet.</summary>
    PorTimbrar,

    ConComplemento,

    /// <summary>None of its invoices asks for one.</summary>
    NoLleva,

    Deshecho,
}

/// <summary>The names of the standings.</summary>
public static class PaymentStandings
{
    public static string Text(this PaymentStanding standing) => standing switch
    {
        PaymentStanding.PorTimbrar => "Por timbrar",
        PaymentStanding.ConComplemento => "Con complemento",
        PaymentStanding.NoLleva => "No lleva complemento",
        _ => "Pago deshecho",
    };
}

/// <summary>Which payments, and how.</summary>
/// <param name="Text">Part of the operation number, of the insurer's name, or of a No de Control Interno that it pays.</param>
/// <param name="InsurerId">Only those of this insurer.</param>
/// <param name="From">First day of payment.</param>
/// <param name="To">Last day of payment.</param>
/// <param name="Standing">Only those that stand there.</param>
/// <param name="Page">Where.</param>
/// <param name="Order">When absent the latest first; of those to be stamped the most pressing first.</param>
public sealed record PaymentFilter(
    string? Text = null, Guid? InsurerId = null, DateOnly? From = null, DateOnly? To = null, PaymentStanding? Standing = null, Place Page = default,
        Order<PaymentColumn>? Order = null);

/// <summary>An invoice that a payment settles, wholly or in part.</summary>
public sealed record PaidInvoice(Guid Id, string ControlNumber);

/// <summary>A payment as listed; Amount in pesos.</summary>
/// <param name="Invoices">What it settles, or settled before it was undone.</param>
/// <param name="Complemento">Serie and folio of its complement that is neither refused, cancelled nor replaced; null for none.</param>
/// <param name="Due">It must have a complement and SAT has none yet.</param>
public sealed record PaymentRow(
    Guid Id, DateOnly PaidOn, string Insurer, string Operation, string FormaPago, decimal Amount, bool Undone, bool Due, IReadOnlyList<PaidInvoice> Invoices,
    string? Complemento, Uuid? ComplementoUuid, ComplementoStatus? ComplementoStatus)
{
    /// <summary>The last day to stamp its complement.</summary>
    public DateOnly ComplementDue => InsurerPayment.DueOf(PaidOn);

    /// <summary>Its complement is sealed and waits for the PAC.</summary>
    public bool OnItsWay => ComplementoStatus == ComplementosPago.ComplementoStatus.Sellado;
}

/// <summary>A page of payments and what the whole filter adds up to, in pesos.</summary>
/// <param name="Page">The rows.</param>
/// <param name="Today">From which the days left are counted.</param>
/// <param name="Total">Of those that stand.</param>
/// <param name="Undone">Of those that were undone.</param>
public sealed record PaymentsFound(Page<PaymentRow> Page, DateOnly Today, decimal Total, decimal Undone)
{
    /// <summary>Until the last day to stamp a payment's complement; negative when it has passed.</summary>
    public int DaysLeft(PaymentRow row) => row.ComplementDue.DayNumber - Today.DayNumber;
}

/// <summary>"Todos los pagos" and "Por timbrar".</summary>
public sealed class ListPayments(HonorarioStorage storage, PlaceClock places)
{
    public const int PageSize = 25;

    private static readonly SheetColumn<PaymentRow>[] Columns =
    [
        new("Fecha de pago", row => row.PaidOn),
        new("Aseguradora", row => row.Insurer),
        new("Operación", row => row.Operation),
        new("Forma de pago", row => SatCatalogs.FormaPago[row.FormaPago].Text),
        new("Monto", row => row.Amount),
        new("Facturas", row => string.Join(", ", row.Invoices.Select(invoice => invoice.ControlNumber))),
        new("Pago", row => row.Undone ? "Deshecho" : "Registrado"),
        new("Complemento", row => row.Complemento),
        new("Folio fiscal del complemento", row => row.ComplementoUuid?.Value),
        new("Estatus del complemento", row => row.ComplementoStatus?.Text()),
        new("Se timbra a más tardar", row => row.Due ? row.ComplementDue : null),
    ];

    public async Task<PaymentsFound> RunAsync(PaymentFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var found = db.Payments().Matching(db, filter);
        var (rows, next) = await found.Listed(db, filter).AtAsync(filter.Page, PageSize, ct);
        var sums = await found.GroupBy(row => row.UndoneAt != null)
            .Select(group => new { Undone = group.Key, Count = group.Count(), Amount = group.Sum(row => row.Amount) })
            .ToListAsync(ct);
        return new PaymentsFound(
            new Page<PaymentRow>(rows, sums.Sum(sum => sum.Count)) { Next = next },
            places.TodayAt(PlaceClock.Centre),
            sums.Where(sum => !sum.Undone).Sum(sum => sum.Amount),
            sums.Where(sum => sum.Undone).Sum(sum => sum.Amount));
    }

    /// <summary>"Exportar": the payments of a filter, of all its pages and in its order.</summary>
    public StreamedFile Export(PaymentFilter filter, SheetFormat format) =>
        SheetExport.Of("pagos", format, Columns, storage, Right.SeeMoney, db => db.Payments().Matching(db, filter).Listed(db, filter));
}
