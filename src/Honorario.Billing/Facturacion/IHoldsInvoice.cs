using Honorario.Billing.Storage;

namespace Honorario.Billing.Facturacion;

/// <summary>Something that rests on a stamped invoice and must be taken back before it can be cancelled or replaced.</summary>
public interface IHoldsInvoice
{
    /// <summary>Of several obstacles, the one with the lowest is told.</summary>
    int Precedence { get; }

    /// <returns>What stands in the way and the way out, or null.</returns>
    Task<Problem?> ObstacleAsync(HonorarioDb db, Invoice invoice, CancellationToken ct);
}
