using Honorario.Billing.Timbrado;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// The invoice of a period's services to an insurer. A draft (Borrador) holds its services from the moment they are chosen;
/// once a sealed document exists nothing of it changes any more.
/// </summary>
public sealed class Invoice : IOwned, IOfPerson, IOfEmisor
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }
    public Guid EmisorId { get; init; }
    public Emisor Emisor { get; private set; } = null!;
    public Guid InsurerId { get; set; }
    public Insurer Insurer { get; private set; } = null!;

    /// <summary>No de Control Interno: the issuer's own folio, unique per emisor.</summary>
    public required string ControlNumber { get; set; }

    /// <summary>Control number and insurer as they are searched.</summary>
    public required string Search { get; set; }

    /// <summary>Series and folio, total and UUID as they are searched: <see cref="InvoiceText.Keys"/>.</summary>
    public string Keys { get; private set; } = "";

    /// <summary>Fecha de factura, a local date at the emisor's place of issue.</summary>
    public DateOnly IssueDate { get; set; }

    /// <summary>c_MetodoPago; PPD by default, as insurers pay in instalments.</summary>
    public string MetodoPago { get; private set; } = "PPD";

    /// <summary>c_FormaPago; 99 (por definir) goes with PPD and only with it.</summary>
    public string FormaPago { get; private set; } = "99";

    public string ServiceKind { get; private set; } = "médico";

    /// <summary>Whether somebody has confirmed how it will be paid; a draft reopens after that step.</summary>
    public bool PaymentChosen { get; private set; }

    /// <summary>Pesos for a dollar of an invoice in USD, up to six decimals; null of one in pesos. Everything else of it is in pesos all the same.</summary>
    public decimal? TipoCambio { get; private set; }

    /// <summary>Discount of the whole invoice, in pesos before taxes, beside those of its services; 0 for none.</summary>
    public decimal Discount { get; set; }

    /// <summary>The period's batch that it was prepared with; null when it was registered alone.</summary>
    public Guid? BatchId { get; init; }

    /// <summary>The insurer's plan whose services alone it bills; "" when they are not told apart.</summary>
    public string Plan { get; init; } = "";

    public InvoiceStatus Status { get; private set; }
    public DateTime CreatedAt { get; init; }
    public List<InvoiceLine> Lines { get; } = [];

    /// <summary>Totals in pesos, those of the sealed document; before that, of the chosen services.</summary>
    public decimal SubTotal { get; private set; }

    public decimal IvaTrasladado { get; private set; }
    public decimal IsrRetenido { get; private set; }
    public decimal IvaRetenido { get; private set; }

    /// <summary>A state's taxes that the receiver withholds.</summary>
    public decimal LocalRetenido { get; private set; }

    /// <summary>A state's taxes that are charged.</summary>
    public decimal LocalTrasladado { get; private set; }
    public decimal Total { get; private set; }

    /// <summary>What its page last showed of a draft, a <see cref="Timbrado.Seen"/>: what is stamped says the same; "" of those before it.</summary>
    public string Seen { get; private set; } = "";

    public string? Serie { get; private set; }
    public int? Folio { get; private set; }
    public Uuid? Uuid { get; private set; }
    public DateTime? StampedAt { get; private set; }

    /// <summary>What its payments have settled of <see cref="Total"/>, in pesos; never more than it.</summary>
    public decimal Paid { get; private set; }

    /// <summary>What its live credit notes take off <see cref="Total"/>, in pesos.</summary>
    public decimal Credited { get; private set; }

    /// <summary>Discounts of its services and its own, before taxes.</summary>
    public decimal Discounted => SubTotal + IvaTrasladado + LocalTrasladado - IsrRetenido - IvaRetenido - LocalRetenido - Total;

    public decimal Balance => Total - Credited - Paid;

    /// <summary>Where it returns when its payments are undone or its cancelling is refused; null when neither is under way.</summary>
    public InvoiceStatus? Earlier { get; private set; }

    /// <summary>Why the last sealed document was refused, in words for the user; cleared by the next attempt.</summary>
    public string? Rejection { get; private set; }

    /// <summary>Why the insurer rejected the invoice; null while it does not.</summary>
    public string? InsurerReason { get; private set; }

    /// <summary>The day on which the insurer says that it will pay; null while it does not say.</summary>
    public DateOnly? PayOn { get; set; }

    public int Version { get; set; }

    /// <summary>A draft of the same number, day and terms, without services or totals.</summary>
    internal Invoice Anew()
    {
        var draft = new Invoice
        {
            Id = Id,
            PersonId = PersonId,
            EmisorId = EmisorId,
            InsurerId = InsurerId,
            ControlNumber = ControlNumber,
            Search = Search,
            IssueDate = IssueDate,
            BatchId = BatchId,
            Plan = Plan,
            CreatedAt = CreatedAt,
        };
        (draft.MetodoPago, draft.FormaPago, draft.ServiceKind, draft.TipoCambio, draft.PaymentChosen, draft.Discount) =
            (MetodoPago, FormaPago, ServiceKind, TipoCambio, PaymentChosen, Discount);
        return draft;
    }

    /// <summary>A draft for another insurer.</summary>
    public void ChangeInsurer(Insurer insurer) =>
        (InsurerId, Insurer, Search) = (insurer.Id, insurer, SearchText.Of(ControlNumber, insurer.Name));

    /// <returns>Whether its currency or rate is another now, so that its totals are to be computed anew.</returns>
    public bool ChoosePayment(string metodoPago, string formaPago, string serviceKind, decimal? tipoCambio = null)
    {
        var another = TipoCambio != tipoCambio;
        (MetodoPago, FormaPago, ServiceKind, TipoCambio, PaymentChosen) = (metodoPago, formaPago, serviceKind, tipoCambio, true);
        return another;
    }

    /// <summary>An amount in pesos as its document says it.</summary>
    public decimal InDocument(decimal pesos) => TipoCambio is { } rate ? Amount.Round(pesos / rate, 2) : pesos;

    public void SetTotals(Cfdi.Documents.Comprobante document)
    {
        decimal Pesos(decimal amount) => document.InPesos(amount);
        IvaTrasladado = Pesos(document.Impuestos?.TotalImpuestosTrasladados ?? 0);
        (IsrRetenido, IvaRetenido) = (Pesos(Withheld.Isr(document)), Pesos(Withheld.Iva(document)));
        LocalRetenido = Pesos(document.ImpuestosLocales?.TotaldeRetenciones ?? 0);
        LocalTrasladado = Pesos(document.ImpuestosLocales?.TotaldeTraslados ?? 0);
        Total = Pesos(document.Total);
        SubTotal = document.TipoCambio is > 0 and not 1
            ? Total - IvaTrasladado - LocalTrasladado + IsrRetenido + IvaRetenido + LocalRetenido + Pesos(document.Descuento ?? 0)
            : document.SubTotal;
        Seen = Timbrado.Seen.Of(document).Text;
        Keys = InvoiceText.Keys(Serie, Folio, Total, Uuid);
    }

    public void Sealed(string? serie, int? folio)
    {
        (Serie, Folio) = (serie, folio);
        Rejection = null;
        Keys = InvoiceText.Keys(Serie, Folio, Total, Uuid);
    }

    public void Stamped(Uuid uuid, DateTime at)
    {
        (Uuid, StampedAt) = (uuid, at);
        Keys = InvoiceText.Keys(Serie, Folio, Total, Uuid);
        Move(InvoiceStatus.Facturada);
    }

    /// <summary>A draft that has no services left.</summary>
    public void ClearTotals()
    {
        (SubTotal, IvaTrasladado, IsrRetenido, IvaRetenido, LocalRetenido, LocalTrasladado, Total, Seen) = (0, 0, 0, 0, 0, 0, 0, "");
        Keys = InvoiceText.Keys(Serie, Folio, Total, Uuid);
    }

    /// <exception cref="InvalidOperationException">It is not more than nothing, or more than the balance: the caller checks.</exception>
    public void Pay(decimal amount)
    {
        if (amount <= 0 || amount > Balance)
            throw new InvalidOperationException($"{amount} does not settle an invoice that owes {Balance}.");
        if (Paid == 0)
            Earlier = Status;
        Paid += amount;
        Become(Balance == 0 ? InvoiceStatus.Pagado : InvoiceStatus.PagoParcial);
    }

    /// <summary>Takes a payment back; the last one returns it to where it stood before the first.</summary>
    public void Unpay(decimal amount)
    {
        if (amount <= 0 || amount > Paid)
            throw new InvalidOperationException($"{amount} can't be taken back from {Paid} paid.");
        Paid -= amount;
        Become(Paid == 0 ? Earlier!.Value : InvoiceStatus.PagoParcial);
        if (Paid == 0)
            Earlier = null;
    }

    /// <summary>A credit note takes so much off what it owes, from its seal on.</summary>
    /// <exception cref="InvalidOperationException">It is not more than nothing, or more than the balance: the caller checks.</exception>
    public void Credit(decimal amount)
    {
        if (amount <= 0 || amount > Balance)
            throw new InvalidOperationException($"{amount} can't be credited to an invoice that owes {Balance}.");
        Credited += amount;
    }

    /// <summary>The credit note has its stamp: an invoice of which only that was still owed is paid.</summary>
    public void CreditStands()
    {
        if (Status == InvoiceStatus.PagoParcial && Balance == 0)
            Move(InvoiceStatus.Pagado);
    }

    /// <summary>The credit note counts no more.</summary>
    public void Uncredit(decimal amount)
    {
        if (amount <= 0 || amount > Credited)
            throw new InvalidOperationException($"{amount} can't be taken back from {Credited} credited.");
        Credited -= amount;
        if (Status is InvoiceStatus.Pagado or InvoiceStatus.ComplementoCargado)
            Move(InvoiceStatus.PagoParcial);
    }

    public void BeginCancelling()
    {
        Earlier = Status;
        Move(InvoiceStatus.EnProcesoDeCancelacion);
    }

    public void CancellingRefused()
    {
        Move(Earlier!.Value);
        Earlier = null;
    }

    /// <summary>Goes on to another status.</summary>
    /// <exception cref="InvalidOperationException">There is no such move: the caller asks <see cref="InvoiceStatuses.MayBecome"/> first.</exception>
    public void Move(InvoiceStatus to)
    {
        if (!Status.MayBecome(to))
            throw new InvalidOperationException($"An invoice does not go from {Status} to {to}.");
        Status = to;
    }

    /// <summary>The insurer said what it thinks of it.</summary>
    public void Reviewed(InvoiceStatus to, string? reason)
    {
        Move(to);
        InsurerReason = reason;
        if (to == InvoiceStatus.RechazadaAseguradora)
            PayOn = null;
    }

    public void Rejected(string why) => Rejection = why;

    private void Become(InvoiceStatus to)
    {
        if (Status != to)
            Move(to);
    }
}
