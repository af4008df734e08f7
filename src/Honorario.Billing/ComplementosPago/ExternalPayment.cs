using Honorario.Cfdi;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// Holds a complement made elsewhere against the payment that it should document: parties, amounts, and each invoice's instalment and
/// balances.
/// </summary>
internal sealed class ExternalPayment(InsurerPayment payment, Comprobante document, List<Problem> problems, List<Problem> doubts)
{
    /// <param name="now">Local at the emisor's place of issue.</param>
    public void Check(DateTime now)
    {
        var emisor = payment.Applications[0].Invoice.Emisor;
        Must(document.Emisor.Rfc == emisor.Rfc.Value, $"Lo emitió {document.Emisor.Rfc} y las facturas son de {emisor.Rfc.Value}.");
        Must(document.Receptor.Rfc == payment.Insurer.Rfc.Value || document.Receptor.Rfc == payment.Insurer.Today.Rfc.Value,
            $"Su receptor es {document.Receptor.Rfc} y el de las facturas es {payment.Insurer.Rfc.Value}.");
        Must(document.Fecha <= now.AddMinutes(5), $"Su fecha ({document.Fecha:dd/MM/yyyy}) es futura.");
        if (document.TipoDeComprobante != "P" || document.Pagos is not { } pagos)
        {
            Must(false, "No es un complemento de pago: debe ser un CFDI de tipo P con el complemento Pagos 2.0.");
            return;
        }

        var total = pagos.Items.Sum(pago => pago.Monto);
        Must(pagos.Items.All(pago => pago.MonedaP == "MXN"), "El pago no está en pesos (MXN).");
        Must(total == payment.Amount, $"Documenta {Pesos.Text(total)} y el pago registrado es de {Pesos.Text(payment.Amount)}.");
        Must(pagos.Items.All(pago => DateOnly.FromDateTime(pago.FechaPago) == payment.PaidOn),
            $"Su fecha de pago no es la registrada, {payment.PaidOn:dd/MM/yyyy}.");
        Should(pagos.Items.All(pago => pago.FormaDePagoP == payment.FormaPago),
            $"Su forma de pago es {string.Join(", ", pagos.Items.Select(pago => pago.FormaDePagoP).Distinct())} y la registrada es {payment.FormaPago}.");
        Should(
            payment.OperationNumber.Length == 0 || pagos.Items.All(pago => pago.NumOperacion is null || pago.NumOperacion == payment.OperationNumber),
            $"Su número de operación no es el registrado, {payment.OperationNumber}.");
        CheckDocuments([.. pagos.Items.SelectMany(pago => pago.DoctosRelacionados)]);
    }

    private void CheckDocuments(List<DoctoRelacionado> doctos)
    {
        foreach (var docto in doctos.Where(docto => payment.Applications.TrueForAll(row => !Same(row, docto))))
            Must(false, $"Paga el documento {docto.IdDocumento}, al que este pago no se aplicó.");
        foreach (var application in payment.Applications)
        {
            var name = application.Invoice.ControlNumber;
            if (doctos.FindAll(docto => Same(application, docto)) is not [var docto])
            {
                Must(false, doctos.Exists(docto => Same(application, docto)) ? $"Tiene dos veces la factura {name}." : $"Le falta la factura {name}.");
                continue;
            }

            Must(docto.MonedaDR == "MXN", $"De la factura {name} dice que está en {docto.MonedaDR}: está en MXN.");
            Must(docto.NumParcialidad == application.Parcialidad,
                $"De la factura {name} documenta la parcialidad {docto.NumParcialidad} y la registrada es la {application.Parcialidad}.");
            Must(docto.ImpSaldoAnt == application.SaldoAnterior,
                $"De la factura {name} dice que el saldo anterior es {Pesos.Text(docto.ImpSaldoAnt)}; aquí es {Pesos.Text(application.SaldoAnterior)}.");
            Must(docto.ImpPagado == application.Pagado,
                $"De la factura {name} dice que se pagan {Pesos.Text(docto.ImpPagado)}; aquí se aplicaron {Pesos.Text(application.Pagado)}.");
            Must(docto.ImpSaldoInsoluto == application.SaldoInsoluto,
                $"De la factura {name} dice que el saldo insoluto es {Pesos.Text(docto.ImpSaldoInsoluto)}; aquí es {Pesos.Text(application.SaldoInsoluto)}.");
        }
    }

    private void Must(bool holds, string message)
    {
        if (!holds)
            problems.Add(new Problem(FieldNames.Xml, message));
    }

    private void Should(bool holds, string message)
    {
        if (!holds)
            doubts.Add(new Problem(FieldNames.Xml, message));
    }

    private static bool Same(PaymentApplication application, DoctoRelacionado docto) =>
        Uuid.TryParse(docto.IdDocumento, out var uuid) && uuid == application.Invoice.Uuid;
}
