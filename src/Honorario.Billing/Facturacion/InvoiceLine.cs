using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// One service on one invoice. While <see cref="ReleasedAt"/> is null the service is taken: a unique index lets no other
/// live invoice have it.
/// </summary>
public sealed class InvoiceLine : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid InvoiceId { get; init; }
    public Guid ServiceId { get; init; }
    public MedicalService Service { get; private set; } = null!;
    public DateTime TakenAt { get; init; }
    public DateTime? ReleasedAt { get; set; }

    /// <summary>Discount of the service on this invoice, in pesos, with IVA where its price has it; 0 for none.</summary>
    public decimal Discount { get; set; }
}

internal static class InvoiceLines
{
    /// <summary>
    /// Of an invoice that is being replaced, lets go of the services that its replacement takes and holds the others. Within the
    /// caller's transaction, after the replacement's own lines are gone and before it gets others.
    /// </summary>
    public static async Task PassLinesAsync(this HonorarioDb db, Guid replacedId, IReadOnlyCollection<Guid> taken, DateTime at, CancellationToken ct)
    {
        var lines = db.InvoiceLines().Where(line => line.InvoiceId == replacedId);
        await lines.Where(line => EF.Parameter(taken).Contains(line.ServiceId)).ExecuteUpdateAsync(set => set.SetProperty(line => line.ReleasedAt, at), ct);
        await lines.Where(line => !EF.Parameter(taken).Contains(line.ServiceId))
            .ExecuteUpdateAsync(set => set.SetProperty(line => line.ReleasedAt, (DateTime?)null), ct);
    }
}
