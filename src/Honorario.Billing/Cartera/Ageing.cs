using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cartera;

/// <summary>From which day an invoice's age is counted.</summary>
public enum AgeFrom
{
    /// <summary>Fecha de factura.</summary>
    Factura,

    /// <summary>The day the insurer accepted it; the invoice's own where it has not.</summary>
    Aceptacion,
}

/// <summary>How old an unpaid invoice is.</summary>
public enum AgeBand
{
    Hasta30,
    De31A60,
    De61A90,
    Mas90,
}

/// <summary>What an insurer owes, by age; pesos.</summary>
public sealed record AgeingRow(Guid InsurerId, string Insurer, int Invoices, decimal UpTo30, decimal UpTo60, decimal UpTo90, decimal Over90)
{
    public decimal Total => UpTo30 + UpTo60 + UpTo90 + Over90;
}

/// <summary>An invoice that is still owed, whole or in part; pesos.</summary>
/// <param name="Since">The day from which its age is counted.</param>
/// <param name="Days">Its age.</param>
public sealed record OwedInvoice(Guid Id, string ControlNumber, Guid InsurerId, string Insurer, DateOnly IssueDate, DateOnly Since, int Days,
    InvoiceStatus Status, decimal Total, decimal Owed)
{
    public AgeBand Band => Days switch { <= 30 => AgeBand.Hasta30, <= 60 => AgeBand.De31A60, <= 90 => AgeBand.De61A90, _ => AgeBand.Mas90 };
}

/// <summary>What the owed invoices can be ordered by.</summary>
public enum OwedColumn
{
    Dias,
    Control,
    Aseguradora,
    Fecha,
    Estatus,
    Total,
    PorCobrar,
}

/// <summary>Which owed invoices to list, null for all, and how: the oldest first when no order is asked for.</summary>
public sealed record AgeingFilter(
    AgeFrom From = AgeFrom.Factura, Guid? EmisorId = null, Guid? InsurerId = null, AgeBand? Band = null, int Page = 0, Order<OwedColumn>? Order = null);

/// <summary>What is owed by insurer, a page of the invoices behind it, and what is owed of all that match, in pesos.</summary>
public sealed record AgeingFound(IReadOnlyList<AgeingRow> Insurers, Page<OwedInvoice> Invoices, decimal Owed);

/// <summary>"Antigüedad de saldos": what is owed by insurer and age, and the invoices behind it, the oldest first.</summary>
public sealed class Ageing(HonorarioStorage storage, PlaceClock places)
{
    public const int PageSize = 25;

    /// <summary>Two queries, however many insurers and invoices there are.</summary>
    public async Task<AgeingFound> RunAsync(AgeingFilter filter, CancellationToken ct)
    {
        var owed = await OwedAsync(filter, ct);
        var insurers = owed.GroupBy(row => (row.InsurerId, row.Insurer))
            .Select(group => new AgeingRow(
                group.Key.InsurerId, group.Key.Insurer, group.Count(),
                Sum(group, AgeBand.Hasta30), Sum(group, AgeBand.De31A60), Sum(group, AgeBand.De61A90), Sum(group, AgeBand.Mas90)))
            .OrderBy(row => row.Insurer, StringComparer.CurrentCulture).ToList();
        var listed = Listed(owed, filter);
        return new AgeingFound(
            insurers, new Page<OwedInvoice>([.. listed.Skip(filter.Page * PageSize).Take(PageSize)], listed.Count), listed.Sum(row => row.Owed));
    }

    public StreamedFile Export(AgeingFilter filter, SheetFormat format) 
    {
        storage.Demand(Right.Export);
        return SheetExport.Of(
        "antiguedad-de-saldos",
        format,
        [
            new SheetColumn<OwedInvoice>("Aseguradora", row => row.Insurer),
            new("No de Control Interno", row => row.ControlNumber),
            new("Fecha de factura", row => row.IssueDate),
            new("Cuenta desde", row => row.Since),
            new("Días", row => row.Days),
            new("Estatus", row => row.Status.Text()),
            new("Total", row => row.Total),
            new("0–30", row => row.Band == AgeBand.Hasta30 ? row.Owed : 0m),
            new("31–60", row => row.Band == AgeBand.De31A60 ? row.Owed : 0m),
            new("61–90", row => row.Band == AgeBand.De61A90 ? row.Owed : 0m),
            new("Más de 90", row => row.Band == AgeBand.Mas90 ? row.Owed : 0m),
        ],
        RowsAsync(filter));
    }

    private async IAsyncEnumerable<OwedInvoice> RowsAsync(
        AgeingFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var row in Listed(await OwedAsync(filter, ct), filter))
            yield return row;
    }

    /// <summary>Those that match, in the order asked for; what is alike there stays the oldest first.</summary>
    private static List<OwedInvoice> Listed(List<OwedInvoice> owed, AgeingFilter filter)
    {
        var matching = owed.Where(row => (filter.InsurerId is null || row.InsurerId == filter.InsurerId) && (filter.Band is null || row.Band == filter.Band))
            .AsQueryable();
        return filter.Order is not { } order ? [.. matching] :
        [
            .. order.By switch
            {
                OwedColumn.Control => order.Sort(matching, row => row.ControlNumber),
                OwedColumn.Aseguradora => order.Sort(matching, row => row.Insurer),
                OwedColumn.Fecha => order.Sort(matching, row => row.IssueDate),
                OwedColumn.Estatus => order.Sort(matching, row => row.Status),
                OwedColumn.Total => order.Sort(matching, row => row.Total),
                OwedColumn.PorCobrar => order.Sort(matching, row => row.Owed),
                _ => order.Sort(matching, row => row.Days),
            },
        ];
    }

    private async Task<List<OwedInvoice>> OwedAsync(AgeingFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var today = places.TodayAt(PlaceClock.Centre);
        var accepting = filter.From == AgeFrom.Aceptacion;
        var rows = await db.InForce(filter.EmisorId).Where(row => row.Total > row.Credited + row.Paid)
            .Select(row => new
            {
                row.Id,
                row.ControlNumber,
                row.InsurerId,
                Insurer = row.Insurer.Name,
                row.IssueDate,
                row.Status,
                row.Total,
                Owed = row.Total - row.Credited - row.Paid,
                Accepted = accepting
                    ? db.StatusChanges().Where(change => change.InvoiceId == row.Id && change.To == InvoiceStatus.AceptadaAseguradoraAdministradora)
                        .Max(change => (DateTime?)change.At)
                    : null,
            })
            .ToListAsync(ct);
        return [.. rows
            .Select(row =>
            {
                var since = row.Accepted is { } at
                    ? DateOnly.FromDateTime(PlaceClock.At(DateTime.SpecifyKind(at, DateTimeKind.Utc), PlaceClock.Centre)) : row.IssueDate;
                return new OwedInvoice(row.Id, row.ControlNumber, row.InsurerId, row.Insurer, row.IssueDate, since,
                    Math.Max(0, today.DayNumber - since.DayNumber), row.Status, row.Total, row.Owed);
            })
            .OrderByDescending(row => row.Days).ThenBy(row => row.ControlNumber, StringComparer.Ordinal)];
    }

    private static decimal Sum(IEnumerable<OwedInvoice> rows, AgeBand band) => rows.Where(row => row.Band == band).Sum(row => row.Owed);
}
