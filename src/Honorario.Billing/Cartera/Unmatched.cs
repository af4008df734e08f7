using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cartera;

/// <summary>A payment whose complement is not stamped; pesos.</summary>
/// <param name="Due">Last day to stamp it.</param>
public sealed record PaymentWithout(Guid PaymentId, string Insurer, DateOnly PaidOn, string Operation, decimal Amount, DateOnly Due, int DaysLeft);

/// <summary>A complement in force at SAT that documents no payment here, or one that another complement documents; pesos.</summary>
public sealed record ComplementWithout(Guid ComplementoId, string Insurer, string SerieFolio, Uuid Uuid, DateOnly PaidOn, decimal Amount, string Why)
{
    public string Link => DocumentDescription.CommonPage(ComplementoId);
}

/// <summary>"Pagos sin complemento" and "Complementos sin pago".</summary>
public sealed class Unmatched(HonorarioStorage storage, PlaceClock places)
{
    public const int PageSize = 25;

    /// <summary>The most pressing first.</summary>
    /// <param name="emisorId">Of one emisor; null for all.</param>
    /// <param name="page">Where; null for all.</param>
    public async Task<Page<PaymentWithout>> PaymentsAsync(Guid? emisorId, Place? page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var today = places.TodayAt(PlaceClock.Centre);
        var lacking = db.Payments().Due(db).Where(row => emisorId == null || row.EmisorId == emisorId);
        IQueryable<InsurerPayment> ordered = lacking.Include(row => row.Insurer).OrderBy(row => row.PaidOn).ThenBy(row => row.Id);
        var (rows, next) = page is { } place ? await ordered.AtAsync(place, PageSize, ct) : (await ordered.ToListAsync(ct), null);
        return new Page<PaymentWithout>(
            [.. rows.Select(row => new PaymentWithout(
                row.Id, row.Insurer.Name, row.PaidOn, row.OperationNumber, row.Amount, row.ComplementDue, row.ComplementDue.DayNumber - today.DayNumber))],
            page is null ? rows.Count : await lacking.CountAsync(ct)) { Next = next };
    }

    /// <inheritdoc cref="PaymentsAsync"/>
    public async Task<Page<ComplementWithout>> ComplementsAsync(Guid? emisorId, int? page, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var idle = db.Complementos().AsNoTracking().Where(row =>
            (row.Status == ComplementoStatus.Timbrado || row.Status == ComplementoStatus.EnProcesoDeCancelacion)
                && (emisorId == null || row.EmisorId == emisorId)
            && (row.Payment.UndoneAt != null || row.ReplacedById != null));
        IQueryable<ComplementoPago> ordered = idle.Include(row => row.Payment).ThenInclude(payment => payment.Insurer).OrderBy(row => row.CreatedAt)
            .ThenBy(row => row.Id);
        var rows = await (page is { } number ? ordered.Skip(number * PageSize).Take(PageSize) : ordered).ToListAsync(ct);
        return new Page<ComplementWithout>(
            [.. rows.Select(row => new ComplementWithout(
                row.Id, row.Payment.Insurer.Name, row.Serie + row.Folio, row.Uuid!, row.Payment.PaidOn, row.Payment.Amount,
                row.ReplacedById is null ? "El pago se deshizo: cancélalo." : "Otro lo sustituye y éste sigue vigente: vuelve a pedir su cancelación."))],
            page is null ? rows.Count : await idle.CountAsync(ct));
    }

    public StreamedFile ExportPayments(Guid? emisorId, SheetFormat format) => SheetExport.Of(
        "pagos-sin-complemento",
        format,
        [
            new SheetColumn<PaymentWithout>("Aseguradora", row => row.Insurer),
            new("Fecha de pago", row => row.PaidOn),
            new("Operación", row => row.Operation),
            new("Monto", row => row.Amount),
            new("Se timbra a más tardar", row => row.Due),
            new("Días que quedan", row => row.DaysLeft),
        ],
        RowsAsync(stop => PaymentsAsync(emisorId, null, stop)));

    public StreamedFile ExportComplements(Guid? emisorId, SheetFormat format) => SheetExport.Of(
        "complementos-sin-pago",
        format,
        [
            new SheetColumn<ComplementWithout>("Aseguradora", row => row.Insurer),
            new("Complemento", row => row.SerieFolio),
            new("Folio fiscal", row => row.Uuid.Value),
            new("Fecha de pago", row => row.PaidOn),
            new("Monto", row => row.Amount),
            new("Qué hacer", row => row.Why),
        ],
        RowsAsync(stop => ComplementsAsync(emisorId, null, stop)));

    private static async IAsyncEnumerable<T> RowsAsync<T>(
        Func<CancellationToken, Task<Page<T>>> load, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        foreach (var row in (await load(ct)).Rows)
            yield return row;
    }
}
