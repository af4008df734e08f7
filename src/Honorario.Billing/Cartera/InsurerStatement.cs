using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cartera;

/// <summary>Whose statement, of which days, both included.</summary>
/// <param name="EmisorId">Of one emisor; null for all of the account.</param>
/// <param name="Page">From 0.</param>
public sealed record StatementFilter(Guid InsurerId, Guid? EmisorId, DateOnly From, DateOnly To, int Page = 0);

/// <summary>What happened between the account and an insurer; pesos.</summary>
/// <param name="Charge">What an invoice adds to what is owed; 0 for the rest.</param>
/// <param name="Credit">What a payment or a credit note takes from it; 0 for an invoice.</param>
/// <param name="Balance">What is owed after it.</param>
public sealed record StatementLine(DateOnly Date, string What, string Document, Guid InvoiceId, decimal Charge, decimal Credit, decimal Balance);

/// <summary>A page of a statement and what the whole period adds up to; pesos.</summary>
/// <param name="Opening">Owed before the first day.</param>
/// <param name="Closing">Owed after the last day.</param>
public sealed record AccountStatement(Page<StatementLine> Page, decimal Opening, decimal Charges, decimal Credits, decimal Closing);

/// <summary>"Estado de cuenta": an insurer's invoices, credit notes and payments with the running balance, in the order of their dates.</summary>
public sealed class InsurerStatement(HonorarioStorage storage)
{
    public const int PageSize = 50;

    public async Task<AccountStatement> RunAsync(StatementFilter filter, CancellationToken ct)
    {
        var (opening, lines) = await LinesAsync(filter, ct);
        var (charges, credits) = (lines.Sum(line => line.Charge), lines.Sum(line => line.Credit));
        return new AccountStatement(
            new Page<StatementLine>([.. lines.Skip(filter.Page * PageSize).Take(PageSize)], lines.Count),
            opening, charges, credits, opening + charges - credits);
    }

    public StreamedFile Export(StatementFilter filter, SheetFormat format) 
    {
        storage.Demand(Right.Export);
        return SheetExport.Of(
        "estado-de-cuenta",
        format,
        [
            new SheetColumn<StatementLine>("Fecha", line => line.Date),
            new("Movimiento", line => line.What),
            new("Documento", line => line.Document),
            new("Cargo", line => line.Charge),
            new("Abono", line => line.Credit),
            new("Saldo", line => line.Balance),
        ],
        RowsAsync(filter));
    }

    private async IAsyncEnumerable<StatementLine> RowsAsync(
        StatementFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        var (opening, lines) = await LinesAsync(filter, ct);
        yield return new StatementLine(filter.From, "Saldo anterior", "", Guid.Empty, 0, 0, opening);
        foreach (var line in lines)
            yield return line;
    }

    private async Task<(decimal Opening, List<StatementLine> Lines)> LinesAsync(StatementFilter filter, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var invoices = db.InForce(filter.EmisorId).Where(row => row.InsurerId == filter.InsurerId);
        var payments =
            from application in db.Received(filter.EmisorId)
            join payment in db.Payments() on application.PaymentId equals payment.Id
            where application.Invoice.InsurerId == filter.InsurerId
            select new { application, payment };
        var credited = (await (
            from note in db.CreditNotes().Live()
            join invoice in invoices on note.InvoiceId equals invoice.Id
            where note.StampedAt != null
            select new { note.StampedAt, note.Serie, note.Folio, note.Total, invoice.ControlNumber, note.InvoiceId }).ToListAsync(ct))
            .ConvertAll(row => (Date: DateOnly.FromDateTime(PlaceClock.At(row.StampedAt!.Value, PlaceClock.Centre)), Note: row));
        var opening = await invoices.Where(row => row.IssueDate < filter.From).SumAsync(row => row.Total, ct)
            - await payments.Where(row => row.payment.PaidOn < filter.From).SumAsync(row => row.application.Pagado, ct)
            - credited.Where(row => row.Date < filter.From).Sum(row => row.Note.Total);
        var charged = await invoices.Where(row => row.IssueDate >= filter.From && row.IssueDate <= filter.To)
            .Select(row => new { row.IssueDate, row.StampedAt, row.ControlNumber, row.Serie, row.Folio, row.Id, row.Total }).ToListAsync(ct);
        var paid = await payments.Where(row => row.payment.PaidOn >= filter.From && row.payment.PaidOn <= filter.To)
            .Select(row => new { row.payment.PaidOn, row.payment.RegisteredAt, row.payment.OperationNumber, row.application.Invoice.ControlNumber,
                row.application.InvoiceId, row.application.Pagado })
            .ToListAsync(ct);
        var moves = new List<Move>();
        foreach (var row in charged)
        {
            var document = Named(row.ControlNumber, $"{row.Serie}{row.Folio}");
            moves.Add(new Move(row.IssueDate, 0, row.StampedAt, new StatementLine(row.IssueDate, "Factura", document, row.Id, row.Total, 0, 0)));
        }

        foreach (var row in paid)
        {
            var document = Named(row.ControlNumber, row.OperationNumber);
            moves.Add(new Move(row.PaidOn, 1, row.RegisteredAt, new StatementLine(row.PaidOn, "Pago", document, row.InvoiceId, 0, row.Pagado, 0)));
        }

        foreach (var (date, note) in credited.Where(row => row.Date >= filter.From && row.Date <= filter.To))
        {
            var document = Named(note.ControlNumber, $"{note.Serie}{note.Folio}");
            moves.Add(new Move(date, 1, note.StampedAt, new StatementLine(date, "Nota de crédito", document, note.InvoiceId, 0, note.Total, 0)));
        }

        var balance = opening;
        var lines = new List<StatementLine>(moves.Count);
        foreach (var move in moves.OrderBy(row => row.Date).ThenBy(row => row.Turn).ThenBy(row => row.At)
            .ThenBy(row => row.Line.Document, StringComparer.Ordinal))
        {
            balance += move.Line.Charge - move.Line.Credit;
            lines.Add(move.Line with { Balance = balance });
        }

        return (opening, lines);
    }

    private static string Named(string controlNumber, string other) => other.Length == 0 ? controlNumber : $"{controlNumber} · {other}";

    /// <summary>A line and what orders it: of one day, what adds to the debt (0) comes before what takes from it (1).</summary>
    private sealed record Move(DateOnly Date, int Turn, DateTime? At, StatementLine Line);
}
