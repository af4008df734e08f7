using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;

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
}
