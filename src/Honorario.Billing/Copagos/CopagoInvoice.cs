using Honorario.Billing.Cuentas;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.Copagos;

/// <summary>Where a patient's invoice or a factura global stands.</summary>
public enum TicketInvoiceStatus
{
    /// <summary>Sealed, waiting for the PAC.</summary>
    EnCamino,

    Facturada,

    /// <summary>The PAC refused it; its tickets can be billed again.</summary>
    Rechazada,

    /// <summary>SAT has been asked to cancel it; it stands until SAT says so.</summary>
    EnProcesoDeCancelacion,

    Cancelada,
}

/// <summary>The names of the statuses.</summary>
public static class TicketInvoiceStatuses
{
    public static string Text(this TicketInvoiceStatus status) => status switch
    {
        TicketInvoiceStatus.EnCamino => "Timbrando…",
        TicketInvoiceStatus.EnProcesoDeCancelacion => "En proceso de cancelación",
        _ => status.ToString(),
    };
}

/// <summary>The invoice of one ticket to the patient.</summary>
public sealed class CopagoInvoice : DeskDocument, IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid TicketId { get; init; }

    /// <summary>The invoice that it takes the place of: that one is cancelled once this one is stamped.</summary>
    public Guid? CorrectsId { get; init; }

    public required Rfc Rfc { get; init; }
    public required string Nombre { get; init; }
    public required PostalCode CodigoPostal { get; init; }
    public required string RegimenFiscal { get; init; }
    public required string UsoCfdi { get; init; }

    /// <summary>Where to send it; "" for nowhere.</summary>
    public required string Email { get; init; }

    public required string Serie { get; init; }
    public int Folio { get; init; }
    public decimal Total { get; init; }
    public DateTime RequestedAt { get; init; }

    /// <summary>Whether it says the same of the receptor.</summary>
    internal bool IsTo(Receptor person) =>
        (Rfc.Value, Nombre, CodigoPostal.Value, RegimenFiscal, UsoCfdi)
        == (person.Rfc, person.Nombre, person.DomicilioFiscalReceptor, person.RegimenFiscalReceptor, person.UsoCfdi);
}

/// <summary>The factura global of a period's tickets that nobody invoiced, paid in one form.</summary>
public sealed class GlobalInvoice : DeskDocument, IOwned, IOfEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }

    /// <summary>c_Periodicidad.</summary>
    public required string Periodicidad { get; init; }

    public DateOnly From { get; init; }
    public DateOnly To { get; init; }
    public required string FormaPago { get; init; }
    public int Tickets { get; init; }
    public decimal Total { get; init; }
    public required string Serie { get; init; }
    public int Folio { get; init; }
    public DateTime RequestedAt { get; init; }
}
