using Honorario.Billing.Timbrado;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>Where a credit note stands.</summary>
public enum CreditNoteStatus
{
    Sellada,
    Timbrada,
    Rechazada,
    EnProcesoDeCancelacion,
    Cancelada,
}

/// <summary>
/// The egreso of the part of an invoice that the insurer rejected: so much of each of its services. From the seal on, the invoice
/// owes that much less; a note that is refused or cancelled gives it back. The services stay on the invoice.
/// </summary>
public sealed class CreditNote : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid InvoiceId { get; init; }
    public Invoice Invoice { get; private set; } = null!;
    public required string Reason { get; init; }

    /// <summary>c_FormaPago: how the money goes back.</summary>
    public required string FormaPago { get; init; }

    public CreditNoteStatus Status { get; private set; }
    public DateTime CreatedAt { get; init; }
    public required string Serie { get; init; }
    public int Folio { get; init; }

    /// <summary>Totals in pesos, those of the sealed document.</summary>
    public decimal SubTotal { get; private set; }

    public decimal IvaTrasladado { get; private set; }
    public decimal IsrRetenido { get; private set; }
    public decimal IvaRetenido { get; private set; }

    /// <summary>A state's taxes that are no longer withheld.</summary>
    public decimal LocalRetenido { get; private set; }

    /// <summary>A state's taxes that are no longer charged.</summary>
    public decimal LocalTrasladado { get; private set; }
    public decimal Total { get; private set; }
    public Uuid? Uuid { get; private set; }
    public DateTime? StampedAt { get; private set; }

    /// <summary>Why the PAC refused it, in words for the user.</summary>
    public string? Rejection { get; private set; }

    public List<CreditNoteLine> Lines { get; } = [];
    public int Version { get; set; }

    public void SetTotals(Comprobante document)
    {
        (SubTotal, Total) = (document.InPesos(document.SubTotal), document.InPesos(document.Total));
        IvaTrasladado = document.InPesos(document.Impuestos?.TotalImpuestosTrasladados ?? 0);
        (IsrRetenido, IvaRetenido) = (document.InPesos(Withheld.Isr(document)), document.InPesos(Withheld.Iva(document)));
        LocalRetenido = document.InPesos(document.ImpuestosLocales?.TotaldeRetenciones ?? 0);
        LocalTrasladado = document.InPesos(document.ImpuestosLocales?.TotaldeTraslados ?? 0);
    }

    public void Stamped(Uuid uuid, DateTime at) => (Status, Uuid, StampedAt) = (CreditNoteStatus.Timbrada, uuid, at);

    public void Rejected(string why) => (Status, Rejection) = (CreditNoteStatus.Rechazada, why);

    public void BeginCancelling() => Status = CreditNoteStatus.EnProcesoDeCancelacion;

    public void CancellingRefused() => Status = CreditNoteStatus.Timbrada;

    public void Cancelled() => Status = CreditNoteStatus.Cancelada;
}

/// <summary>How much of one service a note credits, in pesos before taxes.</summary>
public sealed class CreditNoteLine : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid CreditNoteId { get; init; }
    public Guid ServiceId { get; init; }
    public MedicalService Service { get; private set; } = null!;
    public decimal Amount { get; init; }
}

/// <summary>The names of a note's statuses, and which notes count.</summary>
public static class CreditNotes
{
    public static string Text(this CreditNoteStatus status) => status switch
    {
        CreditNoteStatus.Sellada => "En camino al PAC",
        CreditNoteStatus.Timbrada => "Timbrada",
        CreditNoteStatus.Rechazada => "Rechazada por el PAC",
        CreditNoteStatus.EnProcesoDeCancelacion => "En proceso de cancelación",
        _ => "Cancelada",
    };

    /// <summary>Neither refused nor cancelled.</summary>
    public static IQueryable<CreditNote> Live(this IQueryable<CreditNote> notes) =>
        notes.Where(row => row.Status != CreditNoteStatus.Rechazada && row.Status != CreditNoteStatus.Cancelada);
}
