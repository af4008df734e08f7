using Honorario.Billing.Cuentas;
using Honorario.Cfdi;

namespace Honorario.Billing.ComplementosPago;

/// <summary>Where a complement stands.</summary>
public enum ComplementoStatus
{
    Sellado,
    Timbrado,
    Rechazado,
    EnProcesoDeCancelacion,
    Cancelado,
}

/// <summary>
/// The complemento de pago of one payment, for all the invoices it settles. A unique index lets a payment have one that is
/// neither refused, cancelled nor replaced.
/// </summary>
public sealed class ComplementoPago : IOwned, IOfEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid PaymentId { get; init; }
    public InsurerPayment Payment { get; private set; } = null!;
    public Guid EmisorId { get; init; }
    public ComplementoStatus Status { get; private set; }
    public DateTime CreatedAt { get; init; }
    public required string Serie { get; init; }
    public required string Folio { get; init; }
    public Uuid? Uuid { get; private set; }
    public DateTime? StampedAt { get; private set; }

    /// <summary>Issued on another platform and loaded.</summary>
    public bool External { get; init; }

    /// <summary>The complement that takes its place, from when that one is sealed; the payment's is then that one.</summary>
    public Guid? ReplacedById { get; private set; }

    /// <summary>Why the PAC refused it, in words for the user.</summary>
    public string? Rejection { get; private set; }

    public int Version { get; set; }

    public bool Live => ReplacedById is null && Status is not (ComplementoStatus.Rechazado or ComplementoStatus.Cancelado);

    public void Stamped(Uuid uuid, DateTime at) => (Status, Uuid, StampedAt) = (ComplementoStatus.Timbrado, uuid, at);

    public void ReplacedBy(Guid? complementoId) => ReplacedById = complementoId;

    public void Rejected(string why) => (Status, Rejection) = (ComplementoStatus.Rechazado, why);

    public void BeginCancelling() => Status = ComplementoStatus.EnProcesoDeCancelacion;

    public void CancellingRefused() => Status = ComplementoStatus.Timbrado;

    public void Cancelled() => Status = ComplementoStatus.Cancelado;
}

/// <summary>The names of a complement's statuses.</summary>
public static class ComplementoStatuses
{
    public static string Text(this ComplementoStatus status) => status switch
    {
        ComplementoStatus.Sellado => "En camino al PAC",
        ComplementoStatus.Timbrado => "Timbrado",
        ComplementoStatus.Rechazado => "Rechazado por el PAC",
        ComplementoStatus.EnProcesoDeCancelacion => "En proceso de cancelación",
        _ => "Cancelado",
    };
}
