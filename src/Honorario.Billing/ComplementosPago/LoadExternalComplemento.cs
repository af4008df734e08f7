using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Microsoft.EntityFrameworkCore;
using StampState = Honorario.Cfdi.Sealing.StampState;

namespace Honorario.Billing.ComplementosPago;

/// <summary>"Cargar complemento externo": a complement of a payment that another platform issued, checked against what is registered.</summary>
public sealed class LoadExternalComplemento(HonorarioStorage storage, TimeProvider clock)
{
    /// <returns>The complement's id, or everything about the file that does not fit.</returns>
    public Task<Result<Guid>> RunAsync(Guid paymentId, byte[] xml, CancellationToken cancellation) =>
        Races.RetryAsync(() => LoadAsync(paymentId, xml, cancellation));

    private async Task<Result<Guid>> LoadAsync(Guid paymentId, byte[] xml, CancellationToken cancellation)
    {
        var loaded = SafeXml.Load(xml);
        if (loaded.Root is not { } root)
            return new Problem("Xml", $"{loaded.Fault!.Message} {loaded.Fault.WhatToChange}", loaded.Fault.Code);
        var read = CfdiReader.Read(root);
        if (read.Document is not { } document)
            return read.Findings.Select(finding => new Problem("Xml", $"{finding.Message} {finding.WhatToChange}", finding.Code)).ToList();

        await using var db = storage.Open();
        var payment = await db.Payments.Include(row => row.Insurer).Include(row => row.Applications).ThenInclude(row => row.Invoice).ThenInclude(row => row.Emisor)
            .SingleOrDefaultAsync(row => row.Id == paymentId && row.UndoneAt == null, cancellation);
        if (payment is null)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (await db.Complementos.Live().AnyAsync(row => row.PaymentId == paymentId, cancellation))
            return new Problem("", "El pago ya tiene su complemento: cancélalo antes de cargar otro.");
        var problems = Check(root, document, payment);
        if (problems.Count > 0)
            return problems;
        var uuid = Uuid.Parse(document.Timbre!.Uuid);
        if (await db.SealedCfdis.AnyAsync(row => row.Uuid == uuid, cancellation))
            return new Problem("Xml", $"El complemento {uuid} ya está cargado.", "307");

        var now = clock.GetUtcNow().UtcDateTime;
        var complemento = new ComplementoPago
        {
            PaymentId = paymentId,
            EmisorId = payment.EmisorId,
            CreatedAt = now,
            Serie = document.Serie ?? "",
            Folio = document.Folio ?? "",
            External = true,
        };
        complemento.Stamped(uuid, now);
        db.SealedCfdis.Add(SealedCfdi.MadeElsewhere(
            DocumentKind.ComplementoPago, complemento.Id, payment.EmisorId, document, xml, null, ExternalFiles.HasNoFiscalValue(document), now));
        db.Complementos.Add(complemento);
        db.Hold(payment);
        db.Record(complemento.Id, now, "Complemento externo cargado", uuid.Value);
        await complemento.LoadInvoicesAsync(db, now, cancellation);
        await db.SaveChangesAsync(cancellation);
        return complemento.Id;
    }

    private static List<Problem> Check(System.Xml.Linq.XElement root, Comprobante document, InsurerPayment payment)
    {
        var problems = new List<Problem>();
        void Unless(bool right, string message, string? code = null)
        {
            if (!right)
                problems.Add(new Problem("Xml", message, code));
        }

        var emisor = payment.Applications[0].Invoice.Emisor;
        Unless(SealVerifier.Seal(root) == SealState.Valid, "El sello no corresponde al contenido: pide el XML original, sin modificar.", "302");
        Unless(SealVerifier.Stamp(root, null) is StampState.Valid or StampState.UnknownCertificate, "El documento no tiene un timbre que corresponda a su sello.");
        Unless(document.TipoDeComprobante == "P" && document.Pagos is not null, "No es un complemento de pago: debe ser un CFDI de tipo P con el complemento Pagos 2.0.");
        Unless(document.Emisor.Rfc == emisor.Rfc.Value, $"Lo emitió {document.Emisor.Rfc} y las facturas son de {emisor.Rfc.Value}.");
        Unless(document.Receptor.Rfc == payment.Insurer.Rfc.Value, $"Su receptor es {document.Receptor.Rfc} y el de las facturas es {payment.Insurer.Rfc.Value}.");
        if (problems.Count > 0 || document.Pagos is not { } pagos)
            return problems;

        Unless(pagos.Items.Sum(pago => pago.Monto) == payment.Amount, $"Documenta {RegisterPayment.Pesos(pagos.Items.Sum(pago => pago.Monto))} y el pago registrado es de {RegisterPayment.Pesos(payment.Amount)}.");
        Unless(pagos.Items.All(pago => DateOnly.FromDateTime(pago.FechaPago) == payment.PaidOn), $"Su fecha de pago no es la registrada, {payment.PaidOn:dd/MM/yyyy}.");
        var doctos = pagos.Items.SelectMany(pago => pago.DoctosRelacionados).ToList();
        foreach (var docto in doctos.Where(docto => payment.Applications.TrueForAll(row => !Same(row, docto))))
            problems.Add(new Problem("Xml", $"Paga el documento {docto.IdDocumento}, al que este pago no se aplicó."));
        foreach (var application in payment.Applications)
        {
            var mine = doctos.FindAll(docto => Same(application, docto));
            var name = application.Invoice.ControlNumber;
            if (mine is not [var docto])
            {
                problems.Add(new Problem("Xml", mine.Count == 0 ? $"Le falta la factura {name}." : $"Tiene dos veces la factura {name}."));
                continue;
            }

            Unless(docto.NumParcialidad == application.Parcialidad, $"De la factura {name} documenta la parcialidad {docto.NumParcialidad} y la registrada es la {application.Parcialidad}.");
            Unless(
                (docto.ImpSaldoAnt, docto.ImpPagado, docto.ImpSaldoInsoluto) == (application.SaldoAnterior, application.Pagado, application.SaldoInsoluto),
                $"De la factura {name} documenta saldo anterior {RegisterPayment.Pesos(docto.ImpSaldoAnt)}, pagado {RegisterPayment.Pesos(docto.ImpPagado)}, insoluto {RegisterPayment.Pesos(docto.ImpSaldoInsoluto)}; aquí son {RegisterPayment.Pesos(application.SaldoAnterior)}, {RegisterPayment.Pesos(application.Pagado)} y {RegisterPayment.Pesos(application.SaldoInsoluto)}.");
        }

        return problems;
    }

    private static bool Same(PaymentApplication application, DoctoRelacionado docto) =>
        Uuid.TryParse(docto.IdDocumento, out var uuid) && uuid == application.Invoice.Uuid;
}
