using System.Globalization;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Honorario.Pac;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What is held against a document made elsewhere.</summary>
/// <param name="Document">The document, when it could be read.</param>
/// <param name="Problems">What keeps it out, all at once.</param>
/// <param name="Doubts">What a person may accept with a reason.</param>
/// <param name="Sat">What SAT said of it; null when it was not asked or did not answer.</param>
public sealed record ExternalCheck(Comprobante? Document, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Doubts, SatStatus? Sat = null);

/// <summary>"Cargar XML Externo": a draft becomes Facturada with a document that was sealed and stamped elsewhere.</summary>
public sealed class LoadExternalInvoice(
    HonorarioStorage storage, ComposeInvoice compose, Replacing replacing, PlaceClock places, ConsultaCfdi sat, TimeProvider clock)
{
    public const int MostBytes = 10 * 1024 * 1024;
    private static readonly CultureInfo Mexico = CultureInfo.GetCultureInfo("es-MX");

    /// <summary>Everything that is wrong or doubtful, before anything is kept.</summary>
    public async Task<Result<ExternalCheck>> CheckAsync(Guid invoiceId, ExternalFiles files, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        return draft.Value is { } invoice ? await CheckAsync(db, invoice, files, ct) : draft.Problems.ToList();
    }

    /// <param name="invoiceId">The draft, with its services.</param>
    /// <param name="files">The document.</param>
    /// <param name="reason">Why what is doubtful is accepted; "" when nothing is.</param>
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, ExternalFiles files, string reason, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();
        var check = await CheckAsync(db, invoice, files, ct);
        if (ExternalProof.Refusals(check, files, reason) is { Count: > 0 } refusals)
            return refusals;

        var (document, now) = (check.Document!, clock.GetUtcNow().UtcDateTime);
        var uuid = Uuid.Parse(document.Timbre!.Uuid);
        var stored = SealedCfdi.MadeElsewhere(
            DocumentKind.Factura, invoice.Id, invoice.EmisorId, document, files.Xml, files.Printed, ExternalFiles.HasNoFiscalValue(document), now);
        db.SealedCfdis().Add(stored);
        if (check.Sat is { } status)
            db.SatChecks().Add(SatWord.Keep(stored, status, now));
        invoice.SetTotals(document);
        invoice.Sealed(document.Serie, int.TryParse(document.Folio, NumberStyles.None, CultureInfo.InvariantCulture, out var folio) ? folio : null);
        invoice.Stamped(uuid, ExternalFiles.StampedAt(document));
        db.Record(invoice.Id, now, "XML externo cargado", $"{uuid}");
        if (check.Doubts.Count > 0)
            db.Record(invoice.Id, now, "Dudas aceptadas", $"{reason.Trim()} — {string.Join(" ", check.Doubts.Select(doubt => doubt.Message))}");
        if (await db.Replacements().OfSubjectAsync(invoice.Id, ct) is { } replacement)
        {
            if (await replacing.BeginAsync(db, replacement, now, ct) is { } obstacle)
                return obstacle;
            await replacing.StampedAsync(db, stored, now, ct);
        }

        try
        {
            await db.SaveChangesAsync(ct);
            return invoice.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Draft.ChangedElsewhere;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.Xml, $"El folio fiscal {uuid} ya está registrado: la misma factura no se carga dos veces.");
        }
    }

    private async Task<ExternalCheck> CheckAsync(HonorarioDb db, Invoice invoice, ExternalFiles files, CancellationToken ct)
    {
        if (files.Xml.Length > MostBytes)
            return new ExternalCheck(null, [new Problem(FieldNames.Xml, "El XML pesa más de 10 MB.")], []);
        var loaded = SafeXml.Load(files.Xml);
        if (loaded.Root is not { } root)
            return new ExternalCheck(null, [ExternalProof.Told(loaded.Fault!)], []);
        var read = CfdiReader.Read(root);
        if (read.Document is not { } document)
            return new ExternalCheck(null, [.. read.Findings.Select(ExternalProof.Told)], []);

        var problems = new List<Problem>();
        var doubts = new List<Problem>();
        ExternalProof.CheckSeals(root, document, problems, doubts);
        ExternalProof.CheckPdf(files, doubts);
        CheckParties(invoice, document, problems, doubts);
        await CheckAmountsAsync(db, invoice, document, problems, ct);
        await CheckDatesAsync(db, invoice, document, problems, doubts, ct);
        if (await SeenAsync(db, document, ct) is { } seen)
            problems.Add(seen);
        if (await db.Replacements().AsNoTracking().OfSubjectAsync(invoice.Id, ct) is { } replaces && !Replacing.Says(document, replaces.ReplacedUuid))
            problems.Add(new Problem(FieldNames.Xml,
                $"No dice que sustituye al folio fiscal {replaces.ReplacedUuid} (relación 04): carga el que lo sustituye."));
        ExternalProof.CheckRules(root, clock.GetUtcNow(), problems, doubts);
        return await ExternalProof.AskSatAsync(sat, document, places.NowAt(invoice.Emisor.CodigoPostal), problems, doubts, ct);
    }

    /// <summary>How far its amounts may be from those of the services, in pesos: a centavo a concept.</summary>
    internal static decimal Tolerance(Comprobante document) => 0.01m * Math.Max(document.Conceptos.Count, 1);

    private static void CheckParties(Invoice invoice, Comprobante document, List<Problem> problems, List<Problem> doubts)
    {
        var (emisor, insurer) = (invoice.Emisor, invoice.Insurer);
        void Must(bool holds, string message, string? code = null)
        {
            if (!holds)
                problems.Add(new Problem(FieldNames.Xml, message, code));
        }

        void Should(bool holds, string message)
        {
            if (!holds)
                doubts.Add(new Problem(FieldNames.Xml, message));
        }

        Must(document.Emisor.Rfc == emisor.Rfc.Value, $"El emisor es {document.Emisor.Rfc} y la factura es de {emisor.Rfc.Value}.");
        Must(document.Receptor.Rfc == insurer.Rfc.Value, $"El receptor es {document.Receptor.Rfc} y la factura es para {insurer.Name} ({insurer.Rfc.Value}).");
        Must(document.TipoDeComprobante == "I", $"El comprobante es de tipo {document.TipoDeComprobante}: debe ser de ingreso (I).");
        Must(document.Moneda == "MXN", $"La moneda es {document.Moneda}: debe ser MXN.");
        Must(document.MetodoPago == "PPD", $"El método de pago es {document.MetodoPago ?? "ninguno"}: a una aseguradora se le factura con PPD.");
        Must(document.FormaPago == "99", $"La forma de pago es {document.FormaPago ?? "ninguna"}: con PPD es 99 Por definir.", "CFDI40105");
        Should(document.Receptor.UsoCfdi == insurer.UsoCfdi, $"El uso del CFDI es {document.Receptor.UsoCfdi} y el de {insurer.Name} es {insurer.UsoCfdi}.");
        Should(document.Receptor.Nombre == insurer.Nombre,
            $"El nombre del receptor es \"{document.Receptor.Nombre}\" y el registrado es \"{insurer.Nombre}\".");
        Should(document.Emisor.RegimenFiscal == emisor.RegimenFiscal,
            $"El régimen del emisor es {document.Emisor.RegimenFiscal} y el registrado es {emisor.RegimenFiscal}.");
    }

    /// <summary>SubTotal and Total are those of the selected services, to a centavo a concept.</summary>
    private async Task CheckAmountsAsync(HonorarioDb db, Invoice invoice, Comprobante document, List<Problem> problems, CancellationToken ct)
    {
        var services = await db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).Select(line => line.Service).AsNoTracking().ToListAsync(ct);
        if (services.Count == 0)
        {
            problems.Add(new Problem(FieldNames.Services, "La factura no tiene servicios: selecciona al menos uno."));
            return;
        }

        var composed = await compose.RunAsync(db, invoice, services, ct);
        if (composed.Value is not { } expected)
        {
            problems.AddRange(composed.Problems);
            return;
        }

        var tolerance = Tolerance(document);
        foreach (var (name, said, due) in new[]
        {
            ("El subtotal", document.SubTotal - (document.Descuento ?? 0), expected.SubTotal - (expected.Descuento ?? 0)),
            ("El IVA", document.Impuestos?.TotalImpuestosTrasladados ?? 0, expected.Impuestos?.TotalImpuestosTrasladados ?? 0),
            ("El ISR retenido", Withheld.Isr(document), Withheld.Isr(expected)),
            ("El IVA retenido", Withheld.Iva(document), Withheld.Iva(expected)),
            ("El impuesto local retenido", document.ImpuestosLocales?.TotaldeRetenciones ?? 0, expected.ImpuestosLocales?.TotaldeRetenciones ?? 0),
            ("El total", document.Total, expected.Total),
        })
        {
            if (Math.Abs(said - due) > tolerance)
                problems.Add(new Problem(FieldNames.Xml,
                    string.Create(Mexico, $"{name} del XML es {said:C2} y el de los servicios seleccionados {due:C2}: la diferencia es de {said - due:C2}.")));
        }
    }

    private async Task CheckDatesAsync(
        HonorarioDb db, Invoice invoice, Comprobante document, List<Problem> problems, List<Problem> doubts, CancellationToken ct)
    {
        var day = DateOnly.FromDateTime(document.Fecha);
        if (document.Fecha > places.NowAt(invoice.Emisor.CodigoPostal).AddMinutes(5))
            problems.Add(new Problem(FieldNames.Xml, $"La fecha del XML ({day:dd/MM/yyyy}) es futura."));
        var days = db.InvoiceLines().Where(line => line.InvoiceId == invoice.Id).Select(line => line.Service.Date);
        var (first, last) = (await days.MinAsync(date => (DateOnly?)date, ct), await days.MaxAsync(date => (DateOnly?)date, ct));
        if (first is { } from && day < from)
            problems.Add(new Problem(FieldNames.Xml, $"La fecha del XML ({day:dd/MM/yyyy}) es anterior al primer servicio ({from:dd/MM/yyyy})."));
        else if (last is { } to && day < to)
            doubts.Add(new Problem(FieldNames.Xml, $"La fecha del XML ({day:dd/MM/yyyy}) es anterior al último servicio ({to:dd/MM/yyyy})."));
        if (day != invoice.IssueDate)
            doubts.Add(new Problem(FieldNames.Xml,
                $"La fecha del XML ({day:dd/MM/yyyy}) no es la fecha de factura registrada ({invoice.IssueDate:dd/MM/yyyy})."));
    }

    /// <returns>Null for a folio fiscal that was never seen.</returns>
    internal static async Task<Problem?> SeenAsync(HonorarioDb db, Comprobante document, CancellationToken ct)
    {
        if (!Uuid.TryParse(document.Timbre?.Uuid, out var uuid))
            return null;
        if (await db.Invoices().AsNoTracking().SingleOrDefaultAsync(row => row.Uuid == uuid, ct) is { } holder)
            return new Problem(FieldNames.Xml, $"El folio fiscal {uuid} ya es el de la factura {holder.ControlNumber}: no se carga dos veces.",
                Link: $"/finanzas/facturacion/facturas/{holder.Id}");
        return await db.SealedCfdis().AnyAsync(row => row.Uuid == uuid && row.State == PacState.Stamped, ct)
            ? new Problem(FieldNames.Xml, $"El folio fiscal {uuid} ya está registrado: no se carga dos veces.")
            : null;
    }
}
