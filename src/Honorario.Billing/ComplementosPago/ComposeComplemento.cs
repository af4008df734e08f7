using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>Writes the type P document of a payment, for all the invoices it settles; not yet sealed.</summary>
/// <remarks>Source: Anexo 20, guía de llenado del complemento para recepción de pagos 2.0.</remarks>
public sealed class ComposeComplemento(PlaceClock places, IEnumerable<ICreditsOfInvoices> credits)
{
    /// <param name="db">The caller's context.</param>
    /// <param name="payment">With its applications and their invoices, and its insurer.</param>
    /// <param name="emisor">Who received it.</param>
    public async Task<Result<Comprobante>> RunAsync(HonorarioDb db, InsurerPayment payment, Emisor emisor, CancellationToken ct)
    {
        var applications = payment.Applications.OrderBy(row => row.Invoice.StampedAt).ToList();
        if (applications.Find(row => row.Invoice.MetodoPago != "PPD") is { } pue)
            return new Problem("", $"La factura {pue.Invoice.ControlNumber} es PUE (pago en una sola exhibición): no lleva complemento de pago.");
        var ids = applications.Select(row => row.InvoiceId).ToList();
        var documents = await db.SealedCfdis().AsNoTracking()
            .Where(row => ids.Contains(row.SubjectId) && row.State == PacState.Stamped)
            .ToDictionaryAsync(row => row.SubjectId, row => row.StampedXml!, ct);
        if (applications.Find(row => !documents.ContainsKey(row.InvoiceId)) is { } missing)
            return new Problem("", $"Falta el XML timbrado de la factura {missing.Invoice.ControlNumber}.");

        var insurer = payment.Insurer.Today;
        var rest = await InvoiceRest.LoadAsync(db, credits, ids, ct);
        var arrived = payment.Received is { } received ? Arrived(received, applications) : applications.ConvertAll(row => row.Pagado);
        var settled = applications.Select((row, at) => Settle(row, payment, arrived[at], rest, documents[row.InvoiceId])).ToList();
        return new Comprobante
        {
            Fecha = places.NowAt(emisor.CodigoPostal),
            SubTotal = 0,
            Moneda = "XXX",
            Total = 0,
            TipoDeComprobante = "P",
            LugarExpedicion = emisor.CodigoPostal.Value,
            Emisor = new(emisor.Rfc.Value, emisor.Nombre, emisor.RegimenFiscal),
            Receptor = insurer.AsReceptor(emisor.CodigoPostal, "CP01"),
            Conceptos = [new Concepto { ClaveProdServ = "84111506", Cantidad = 1, ClaveUnidad = "ACT", Descripcion = "Pago", ValorUnitario = 0, Importe = 0,
                ObjetoImp = "01" }],
            Pagos = PaymentTaxes.Total([PaymentTaxes.Complete(new Pago
            {
                FechaPago = payment.FechaPago,
                FormaDePagoP = payment.FormaPago,
                MonedaP = payment.TipoCambio is null ? "MXN" : "USD",
                TipoCambioP = payment.TipoCambio ?? 1,
                Monto = payment.TipoCambio is null ? Amount.Round(payment.Received ?? payment.Amount, 2) : settled.Sum(one => one.ImpPagado),
                NumOperacion = OrNone(payment.OperationNumber),
                RfcEmisorCtaOrd = OrNone(payment.PayerBankRfc),
                CtaOrdenante = OrNone(payment.PayerAccount),
                RfcEmisorCtaBen = OrNone(payment.ReceiverBankRfc),
                CtaBeneficiario = OrNone(payment.ReceiverAccount),
                DoctosRelacionados = settled.ToValueList(),
            })]),
        };
    }

    /// <summary>The pesos that came for each invoice, in proportion to what is settled of it; together they are all that came.</summary>
    private static List<decimal> Arrived(decimal received, List<PaymentApplication> applications)
    {
        var (whole, settled, given, each) = (applications.Sum(row => row.Pagado), 0m, 0m, new List<decimal>());
        foreach (var row in applications)
        {
            settled += row.Pagado;
            each.Add(Amount.Round(received * settled / whole, 2) - given);
            given += each[^1];
        }

        return each;
    }

    /// <summary>
    /// What a payment settles of an invoice, in the invoice's currency. Of an invoice in dollars that was paid in pesos, EquivalenciaDR says how
    /// many dollars a peso settled; of one that was paid in dollars it is 1.
    /// </summary>
    private static DoctoRelacionado Settle(PaymentApplication row, InsurerPayment payment, decimal arrived, InvoiceRest rest, byte[] stamped)
    {
        var invoice = row.Invoice;
        var owed = invoice.InDocument(row.SaldoAnterior);
        var paid = owed - invoice.InDocument(row.SaldoInsoluto);
        var equivalencia = invoice.TipoCambio is null || payment.TipoCambio is not null ? 1 : PaymentTaxes.Equivalencia(paid, arrived);
        var before = rest.Before(invoice.Id, CfdiReader.Read(stamped).Document!, row.SaldoAnterior, row.Parcialidad);
        return Installments.Next(before, invoice.Uuid!.Value, row.Parcialidad, owed, paid, equivalencia);
    }

    private static string? OrNone(string text) => text.Length == 0 ? null : text;
}
