using Honorario.Cfdi;

namespace Honorario.Billing.Copagos;

/// <summary>What is stamped at the desk: a patient's invoice, a factura global, what gives a part back. Where it stands and how it comes there.</summary>
public abstract class DeskDocument
{
    public TicketInvoiceStatus Status { get; private set; }
    public Uuid? Uuid { get; private set; }
    public DateTime? StampedAt { get; private set; }

    /// <summary>Why the PAC refused it, in words for the person.</summary>
    public string? Rejection { get; private set; }

    public int Version { get; set; }

    public void Stamped(Uuid uuid, DateTime at) => (Status, Uuid, StampedAt) = (TicketInvoiceStatus.Facturada, uuid, at);

    public void Rejected(string why) => (Status, Rejection) = (TicketInvoiceStatus.Rechazada, why);

    public void BeginCancelling() => Status = TicketInvoiceStatus.EnProcesoDeCancelacion;

    public void CancellingRefused() => Status = TicketInvoiceStatus.Facturada;

    public void Cancelled() => Status = TicketInvoiceStatus.Cancelada;
}
