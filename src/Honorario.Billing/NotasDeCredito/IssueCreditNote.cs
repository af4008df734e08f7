using Honorario.Billing.Auditoria;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>What to credit of an invoice.</summary>
/// <param name="InvoiceId">Which invoice.</param>
/// <param name="Amounts">Its rejected services and how much of each, in pesos before taxes.</param>
/// <param name="Reason">Why, for the history of the invoice.</param>
/// <param name="FormaPago">c_FormaPago: how the money goes back; 15 (condonación) for what was never paid.</param>
/// <param name="Owed">What the invoice owed when the note was previewed, in pesos: once it owes another amount the note is not stamped, so
/// that asking twice credits once.</param>
public sealed record CreditNoteForm(Guid InvoiceId, IReadOnlyDictionary<Guid, decimal> Amounts, string Reason, string FormaPago = "15", decimal? Owed = null)
{
    /// <summary>What was seen of the note in its preview; null of one that nobody looked at.</summary>
    public Seen? Seen { get; init; }
}

/// <summary>A credit note before it is sealed.</summary>
/// <param name="Document">What it will say.</param>
/// <param name="Owed">What the invoice owes now, in pesos.</param>
public sealed record CreditNotePreview(Comprobante Document, decimal Owed);

/// <summary>"Nota de crédito": composes, checks and seals the egreso of what the insurer rejected; the outbox gets it stamped.</summary>
public sealed class IssueCreditNote(
    HonorarioStorage storage, ComposeCreditNote compose, SealForStamping seal, OutboxSignal signal, Turns turns, TimeProvider clock)
{
    public const int ReasonLength = 300;

    /// <returns>The note's id.</returns>
    public async Task<Result<Guid>> RunAsync(CreditNoteForm form, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.Bill))
            emisorId = await db.Invoices().Where(row => row.Id == form.InvoiceId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        var result = await turns.TakeAsync(storage, Right.Bill, NumberLine.Folios(emisorId), turn => SealAsync(turn, form, ct), ct);
        if (result.Ok)
            signal.Raise();
        return result;
    }

    /// <summary>What the note would say, or what to mend; nothing is stored.</summary>
    public async Task<Result<CreditNotePreview>> PreviewAsync(CreditNoteForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeInvoices);
        var composed = await ComposeAsync(db, form, ct);
        return composed.Value is { } ready ? new CreditNotePreview(ready.Document, ready.Invoice.Balance) : composed.Problems.ToList();
    }

    private async Task<Result<Guid>> SealAsync(Turn turn, CreditNoteForm form, CancellationToken ct)
    {
        var db = turn.Db;
        var composed = await ComposeAsync(db, form, ct);
        if (composed.Value is not { } ready)
            return composed.Problems.ToList();

        var (invoice, now) = (ready.Invoice, clock.GetUtcNow().UtcDateTime);
        var note = new CreditNote
        {
            InvoiceId = invoice.Id,
            Reason = form.Reason.Trim(),
            FormaPago = form.FormaPago,
            CreatedAt = now,
            Serie = invoice.Emisor.Serie,
            Folio = invoice.Emisor.NextFolio,
        };
        var sealing = await seal.AddAsync(turn, invoice.Emisor, DocumentKind.NotaDeCredito, note.Id, ready.Document, form.Seen, ct);
        if (sealing.Value is not { } document)
            return sealing.Problems.ToList();
        note.SetTotals(document);
        note.Lines.AddRange(form.Amounts.Select(one => new CreditNoteLine { CreditNoteId = note.Id, ServiceId = one.Key, Amount = one.Value }));
        db.CreditNotes().Add(note);
        invoice.Credit(note.Total);
        db.FailIfChanged(invoice);
        db.Record(invoice.Id, now, "Nota de crédito sellada", $"{note.Serie}{note.Folio}, {Pesos.Text(note.Total)}: {note.Reason}");
        await db.SaveChangesAsync(ct);
        return note.Id;
    }

    private async Task<Result<Ready>> ComposeAsync(HonorarioDb db, CreditNoteForm form, CancellationToken ct)
    {
        var invoice = await db.Invoices().Include(row => row.Insurer.Successor).Include(row => row.Emisor).ThenInclude(emisor => emisor.Llaves)
            .SingleOrDefaultAsync(row => row.Id == form.InvoiceId, ct);
        if (invoice is null)
            return new Problem("", "La factura no existe en esta cuenta.");
        if (!MayCredit(invoice))
            return new Problem(
                "", $"La factura {invoice.ControlNumber} está {invoice.Status.Text()} y debe {Pesos.Text(invoice.Balance)}: no hay qué acreditar.");
        if (form.Owed is { } seen && seen != invoice.Balance)
            return new Problem("",
                $"La factura {invoice.ControlNumber} debía {Pesos.Text(seen)} cuando viste los totales y ahora debe {Pesos.Text(invoice.Balance)}: revisa "
                + "sus notas de crédito y pagos, y da clic otra vez en «Ver totales».");
        if (await db.Replacements().AsNoTracking().OfReplacedAsync(invoice.Id, ct) is { } replacement)
            return new Problem("", $"La factura {invoice.ControlNumber} se está sustituyendo: elimina primero el borrador que la sustituye.",
                Link: InvoicePage.Of(replacement.SubjectId));

        var ids = form.Amounts.Keys.ToList();
        var services = await db.InvoiceLines().AsNoTracking().Where(line => line.InvoiceId == invoice.Id && ids.Contains(line.ServiceId))
            .Select(line => line.Service).ToListAsync(ct);
        var earlier = await db.CreditNotes().Live().Where(row => row.InvoiceId == invoice.Id).SelectMany(row => row.Lines).GroupBy(line => line.ServiceId)
            .Select(group => new { group.Key, Amount = group.Sum(line => line.Amount) }).ToDictionaryAsync(row => row.Key, row => row.Amount, ct);
        var xml = await db.SealedCfdis().AsNoTracking().Where(row => row.SubjectId == invoice.Id && row.State == PacState.Stamped)
            .Select(row => row.StampedXml!).SingleAsync(ct);
        var stamped = CfdiReader.Read(xml).Document!;
        var problems = Check(form, services, earlier, new Billed(invoice, stamped));
        if (problems.Count > 0)
            return problems;
        var credited = services.OrderBy(service => service.Date).ThenBy(service => service.Folio, StringComparer.Ordinal)
            .Select(service => (service, invoice.InDocument(form.Amounts[service.Id])));
        var notes = await db.SealedCfdis().AsNoTracking()
            .Where(row => row.State != PacState.Rejected && db.CreditNotes().Live().Any(note => note.InvoiceId == invoice.Id && note.Id == row.SubjectId))
            .OrderBy(row => row.SealedAt).Select(row => row.StampedXml ?? row.SealedXml).ToListAsync(ct);
        var document = compose.Run(
            invoice, stamped, notes.ConvertAll(note => CfdiReader.Read(note).Document!), credited, form.FormaPago);
        var total = document.InPesos(document.Total);
        return total <= invoice.Balance
            ? new Ready(invoice, document)
            : new Problem(nameof(form.Amounts),
                $"La nota de crédito es de {Pesos.Text(total)} y la factura {invoice.ControlNumber} sólo debe {Pesos.Text(invoice.Balance)}: "
                + (invoice.Paid > 0 ? "acredita menos, o deshaz primero el pago." : "acredita menos."));
    }

    /// <summary>Whether something of the invoice can still be credited.</summary>
    public static bool MayCredit(Invoice invoice) => invoice.Balance > 0 && invoice.Status is InvoiceStatus.Facturada or InvoiceStatus.EnviadaAseguradora
        or InvoiceStatus.AceptadaAseguradoraAdministradora or InvoiceStatus.RechazadaAseguradora or InvoiceStatus.PagoParcial;

    private static string FieldOf(MedicalService service) => $"{nameof(CreditNoteForm.Amounts)}.{service.Id}";

    private static List<Problem> Check(CreditNoteForm form, List<MedicalService> services, Dictionary<Guid, decimal> earlier, Billed billed)
    {
        var problems = new List<Problem>();
        if (form.Amounts.Count == 0)
            problems.Add(new Problem(nameof(form.Amounts), "Elige al menos un servicio rechazado."));
        if (services.Count < form.Amounts.Count)
            problems.Add(new Problem(nameof(form.Amounts), "Uno de los servicios no está en esta factura."));
        foreach (var service in services)
        {
            var (amount, left) = (form.Amounts[service.Id], billed.Of(service.Folio, service.InsurerAmount) - earlier.GetValueOrDefault(service.Id));
            if (amount <= 0 || decimal.Round(amount, 2) != amount)
                problems.Add(new Problem(
                    FieldOf(service), $"Escribe cuánto se acredita del servicio {service.Folio}: mayor que cero y con dos decimales a lo más."));
            else if (amount > left)
                problems.Add(new Problem(
                    FieldOf(service), $"Del servicio {service.Folio} se pueden acreditar {Pesos.Text(left)} y escribiste {Pesos.Text(amount)}."));
        }

        if (form.Reason.Trim().Length is 0 or > ReasonLength)
            problems.Add(new Problem(nameof(form.Reason), $"Escribe el motivo, de hasta {ReasonLength} caracteres."));
        if (!SatCatalogs.FormaPago.ContainsKey(form.FormaPago) || form.FormaPago == "99")
            problems.Add(new Problem(nameof(form.FormaPago), "Elige cómo se devuelve: «Condonación» si aún no te lo pagan."));
        return problems;
    }

    private sealed record Ready(Invoice Invoice, Comprobante Document);
}
