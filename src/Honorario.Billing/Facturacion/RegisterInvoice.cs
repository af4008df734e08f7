using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// What "+ Registrar Factura" asks for; an invoice of a period's batch also names that and its plan, and takes the next ControlNumber
/// (null).
/// </summary>
public sealed record InvoiceRegistration(Guid? EmisorId, Guid? InsurerId, string? ControlNumber, DateOnly? IssueDate, Guid? BatchId = null, string Plan = "");

/// <summary>Starts the draft of an insurer invoice.</summary>
public sealed class RegisterInvoice(HonorarioStorage storage, Turns turns, PlaceClock places, TimeProvider clock)
{
    /// <summary>SAT takes a CFDI up to 72 hours after its Fecha (rule 2.7.2.9 of the RMF; PAC code 401).</summary>
    private const int DaysBack = 3;

    public const int ControlNumberLength = 40;

    public Task<Result<Guid>> RunAsync(InvoiceRegistration form, CancellationToken ct) =>
        turns.TakeAsync(storage, Right.Bill, NumberLine.ControlNumbers(form.EmisorId ?? Guid.Empty), turn => RegisterAsync(turn.Db, form, ct), ct);

    private async Task<Result<Guid>> RegisterAsync(HonorarioDb db, InvoiceRegistration form, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var emisor = await db.Emisores().SingleOrDefaultAsync(row => row.Id == form.EmisorId, ct);
        var insurer = await db.Insurers().SingleOrDefaultAsync(row => row.Id == form.InsurerId, ct);
        var controlNumber = form.ControlNumber?.Trim() ?? await SuggestControlNumber.NextAsync(db, form.EmisorId ?? Guid.Empty, ct);
        if (emisor is null)
            problems.Add(new Problem(nameof(form.EmisorId), "Elige quién factura."));
        if (await db.InsurerProblemAsync(form.InsurerId, nameof(form.InsurerId), ct, "Elige a quién se factura.") is { } wrongInsurer)
            problems.Add(wrongInsurer);
        if (ControlNumberProblem(controlNumber) is { } wrongNumber)
            problems.Add(wrongNumber);
        if (emisor is not null && IssueDateProblem(form.IssueDate, places.TodayAt(emisor.CodigoPostal)) is { } wrongDate)
            problems.Add(wrongDate);
        if (emisor is not null && await RepeatedAsync(db, emisor.Id, controlNumber, ct) is { } repeated)
            problems.Add(repeated);
        if (problems.Count > 0)
            return problems;

        var now = clock.GetUtcNow().UtcDateTime;
        var invoice = new Invoice
        {
            EmisorId = emisor!.Id,
            InsurerId = insurer!.Id,
            ControlNumber = controlNumber,
            Search = SearchText.Of(controlNumber, insurer.Name),
            IssueDate = form.IssueDate!.Value,
            CreatedAt = now,
            BatchId = form.BatchId,
            Plan = form.Plan,
        };
        db.Invoices().Add(invoice);
        db.Record(invoice.Id, now, "Factura registrada", controlNumber);
        await db.SaveChangesAsync(ct);
        return invoice.Id;
    }

    internal static Problem? ControlNumberProblem(string controlNumber) => controlNumber.Length is 0 or > ControlNumberLength
        ? new Problem(nameof(InvoiceRegistration.ControlNumber), $"Escribe el No de Control Interno: de 1 a {ControlNumberLength} caracteres.")
        : null;

    internal static Problem? IssueDateProblem(DateOnly? date, DateOnly today)
    {
        if (date is null)
            return new Problem(nameof(InvoiceRegistration.IssueDate), "Escribe la fecha de la factura.");
        if (date > today)
            return new Problem(
                nameof(InvoiceRegistration.IssueDate), $"La fecha de la factura no puede ser futura: hoy es {today:dd/MM/yyyy} en el lugar de expedición.");
        if (date < today.AddDays(-DaysBack))
            return new Problem(nameof(InvoiceRegistration.IssueDate),
                $"El SAT sólo acepta facturas de las últimas 72 horas: elige una fecha desde el {today.AddDays(-DaysBack):dd/MM/yyyy}.", "401");
        return null;
    }

    internal static async Task<Problem?> RepeatedAsync(
        HonorarioDb db, Guid emisorId, string controlNumber, CancellationToken ct, Guid? except = null)
    {
        var holder = await db.Invoices().Everybodys().AsNoTracking().SingleOrDefaultAsync(
            row => row.EmisorId == emisorId && row.ControlNumber == controlNumber && row.Id != except, ct);
        if (holder is null)
            return null;
        return !await db.Invoices().AnyAsync(row => row.Id == holder.Id, ct)
            ? new Problem(nameof(InvoiceRegistration.ControlNumber),
                $"El No de Control Interno {controlNumber} ya lo tiene una factura de otra persona de la cuenta. Escribe otro.")
            : new Problem(
                nameof(InvoiceRegistration.ControlNumber),
                $"El No de Control Interno {controlNumber} ya lo tiene la factura del {holder.IssueDate:dd/MM/yyyy} ({holder.Status.Text()}). Escribe otro.",
                Link: $"/finanzas/facturacion/facturas/{holder.Id}");
    }
}
