using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>"Cargar complemento externo": a complement of a payment that another platform issued, checked against what is registered.</summary>
public sealed class LoadExternalComplemento(
    HonorarioStorage storage, RecountInstalments recount, PlaceClock places, ConsultaCfdi sat, TimeProvider clock)
{
    /// <summary>Everything that is wrong or doubtful, before anything is kept.</summary>
    public async Task<Result<ExternalCheck>> CheckAsync(Guid paymentId, ExternalFiles files, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        var found = await FindAsync(db, paymentId, ct);
        return found.Value is { } payment ? await CheckAsync(db, payment, files, ct) : found.Problems.ToList();
    }

    /// <param name="paymentId">The payment that it documents.</param>
    /// <param name="files">The document.</param>
    /// <param name="reason">Why what is doubtful is accepted; "" when nothing is.</param>
    /// <returns>The complement's id.</returns>
    public Task<Result<Guid>> RunAsync(Guid paymentId, ExternalFiles files, string reason, CancellationToken ct) =>
        Races.RetryAsync(() => LoadAsync(paymentId, files, reason, ct));

    private async Task<Result<Guid>> LoadAsync(Guid paymentId, ExternalFiles files, string reason, CancellationToken ct)
    {
        await using var db = storage.Open(Right.RegisterPayments);
        var found = await FindAsync(db, paymentId, ct);
        if (found.Value is not { } payment)
            return found.Problems.ToList();
        var check = await CheckAsync(db, payment, files, ct);
        if (ExternalProof.Refusals(check, files, reason) is { Count: > 0 } refusals)
            return refusals;

        var (document, now) = (check.Document!, clock.GetUtcNow().UtcDateTime);
        var complemento = new ComplementoPago
        {
            PaymentId = paymentId,
            EmisorId = payment.EmisorId,
            CreatedAt = now,
            Serie = document.Serie ?? "",
            Folio = document.Folio ?? "",
            External = true,
        };
        complemento.Stamped(Uuid.Parse(document.Timbre!.Uuid), ExternalFiles.StampedAt(document));
        var stored = SealedCfdi.MadeElsewhere(
            DocumentKind.ComplementoPago, complemento.Id, payment.EmisorId, document, files.Xml, files.Printed, ExternalFiles.HasNoFiscalValue(document), now);
        db.SealedCfdis().Add(stored);
        if (check.Sat is { } status)
            db.SatChecks().Add(SatWord.Keep(stored, status, now));
        db.Complementos().Add(complemento);
        db.FailIfChanged(payment);
        db.Record(complemento.Id, now, "Complemento externo cargado", complemento.Uuid!.Value);
        if (check.Doubts.Count > 0)
            db.Record(complemento.Id, now, "Dudas aceptadas", $"{reason.Trim()} — {string.Join(" ", check.Doubts.Select(doubt => doubt.Message))}");
        await complemento.LoadInvoicesAsync(db, now, ct);
        await db.SaveChangesAsync(ct);
        return complemento.Id;
    }

    private async Task<Result<InsurerPayment>> FindAsync(HonorarioDb db, Guid paymentId, CancellationToken ct)
    {
        var payment = await db.Payments().Include(row => row.Insurer.Successor).Include(row => row.Applications).ThenInclude(row => row.Invoice)
            .ThenInclude(row => row.Emisor)
            .SingleOrDefaultAsync(row => row.Id == paymentId && row.UndoneAt == null, ct);
        if (payment is null)
            return new Problem("", "El pago no existe en esta cuenta.");
        if (await db.Complementos().Live().AnyAsync(row => row.PaymentId == paymentId, ct))
            return new Problem("", "El pago ya tiene su complemento: cancélalo antes de cargar otro.");
        await recount.RunAsync(db, [.. payment.Applications.Select(row => row.InvoiceId)], except: null, ct);
        return payment;
    }

    private async Task<ExternalCheck> CheckAsync(HonorarioDb db, InsurerPayment payment, ExternalFiles files, CancellationToken ct)
    {
        if (files.Xml.Length > LoadExternalInvoice.MostBytes)
            return new ExternalCheck(null, [new Problem(FieldNames.Xml, "El XML pesa más de 10 MB.")], []);
        var loaded = SafeXml.Load(files.Xml);
        if (loaded.Root is not { } root)
            return new ExternalCheck(null, [ExternalProof.Told(loaded.Fault!)], []);
        var read = CfdiReader.Read(root);
        if (read.Document is not { } document)
            return new ExternalCheck(null, [.. read.Findings.Select(ExternalProof.Told)], []);

        var (problems, doubts) = (new List<Problem>(), new List<Problem>());
        var now = places.NowAt(payment.Applications[0].Invoice.Emisor.CodigoPostal);
        ExternalProof.CheckSeals(root, document, problems, doubts);
        ExternalProof.CheckPdf(files, doubts);
        new ExternalPayment(payment, document, problems, doubts).Check(now);
        if (Uuid.TryParse(document.Timbre?.Uuid, out var uuid) && await db.SealedCfdis().AnyAsync(row => row.Uuid == uuid, ct))
            problems.Add(new Problem(FieldNames.Xml, $"El folio fiscal {uuid} ya está registrado: no se carga dos veces.", "307"));
        ExternalProof.CheckRules(root, clock.GetUtcNow(), problems, doubts);
        return await ExternalProof.AskSatAsync(sat, document, now, problems, doubts, ct);
    }
}
