using Honorario.Archivos;
using Honorario.Archivos.Tablas;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Cfdi;

namespace Honorario.Billing.Aseguradora;

/// <summary>A row of a bank layout: its line, the invoice that it names, what it says, and what is wrong with it.</summary>
/// <param name="Line">As the spreadsheet counts.</param>
/// <param name="Named">The folio fiscal or No de Control Interno as written.</param>
/// <param name="Found">The invoice; null when there is none.</param>
/// <param name="Payment">What it says.</param>
/// <param name="Already">It was written down before: nothing is left to do.</param>
/// <param name="Problems">Why it is left out.</param>
public sealed record LayoutRow(int Line, string Named, PortalInvoice? Found, PortalPayment Payment, bool Already, IReadOnlyList<Problem> Problems)
{
    public bool Good => !Already && Problems.Count == 0;
}

/// <summary>
/// "Marcar pagado" with a bank layout in CSV or XLSX: UUID or No de Control Interno (with RFC del emisor where it is needed to
/// tell), Monto, Fecha, Número de operación. Rows of one operation and day to one emisor are one payment. The same file again pays nothing more.
/// </summary>
public sealed class PayByLayout(PortalInvoices room, PayInvoice pay, PlaceClock places, IArchivos archivos)
{
    public const int MostRows = 5_000;

    public static string[] Columns { get; } = ["UUID", "No de Control Interno", "RFC del emisor", "Monto", "Fecha", "Número de operación"];

    /// <summary>What a file would pay, row by row; nothing is kept.</summary>
    public async Task<Result<IReadOnlyList<LayoutRow>>> PreviewAsync(string fileName, byte[] content, CancellationToken ct)
    {
        if (await room.CompanyAsync(ct) is not { } company)
            return new Problem(FieldNames.File, "No hay una empresa por la que actúes.");
        if (PaymentCheck.OfCompany(company) is { } obstacle)
            return obstacle with { Field = FieldNames.File };
        var read = await archivos.TableAsync(fileName, content, MostRows, ["Monto", "Fecha", "Número de operación"], Columns, ct);
        if (read.Value is not { } sheet)
            return read.Problems.ToList();
        var lines = sheet.Lines.ToList();
        var found = await room.NamedAsync(
            [.. lines.Select(line => Uuid.TryParse(Folio(sheet, line), out var uuid) ? uuid : null).OfType<Uuid>()],
            [.. lines.Where(line => Folio(sheet, line).Length == 0).Select(line => sheet.Text(line, "No de Control Interno"))
                .Where(number => number.Length > 0)],
            ct);
        var paid = await room.PaidAsync([.. found.Select(one => one.Invoice.Id)], ct);
        var owed = found.DistinctBy(one => one.Invoice.Id).ToDictionary(one => one.Invoice.Id, one => one.Invoice.Balance);
        var seen = new Dictionary<(Guid Invoice, string Operation, DateOnly? Day), int>();
        var written = new WrittenPayments(sheet);
        return lines.Select(line => Judge(written, line, found, paid, owed, seen)).ToList();
    }

    /// <summary>Pays the good rows of a file, bad ones left out.</summary>
    /// <returns>The rows as they stand now: what was paid is <see cref="LayoutRow.Already"/>.</returns>
    public async Task<Result<IReadOnlyList<LayoutRow>>> ApplyAsync(string fileName, byte[] content, CancellationToken ct)
    {
        var preview = await PreviewAsync(fileName, content, ct);
        if (preview.Value is not { } rows)
            return preview;
        var done = new Dictionary<int, IReadOnlyList<Problem>>();
        foreach (var operation in rows.Where(row => row.Good)
            .GroupBy(row =>
            (row.Found!.Invoice.EmisorId, row.Found.Invoice.InsurerId, row.Found.Invoice.MetodoPago, row.Payment.OperationNumber, row.Payment.PaidOn)))
        {
            var shares = operation.Select(row => new PaymentShare(row.Found!.Invoice.Id, row.Payment.Amount!.Value)).ToList();
            var registered = await pay.RegisterAsync(operation.First().Found!, operation.Key.PaidOn!.Value, operation.Key.OperationNumber, shares, ct);
            foreach (var row in operation)
                done[row.Line] = [.. registered.Problems.Select(PayInvoice.Told)];
        }

        return rows.Select(row => done.TryGetValue(row.Line, out var problems) ? row with { Already = problems.Count == 0, Problems = problems } : row)
            .ToList();
    }

    private LayoutRow Judge(
        WrittenPayments written,
        int line,
        IReadOnlyList<PortalInvoice> found,
        IReadOnlySet<(Guid Invoice, decimal Amount, DateOnly Day, string Operation)> paid,
        Dictionary<Guid, decimal> owed,
        Dictionary<(Guid Invoice, string Operation, DateOnly? Day), int> seen)
    {
        var sheet = written.Table;
        var named = Folio(sheet, line) is { Length: > 0 } folio ? folio : sheet.Text(line, "No de Control Interno");
        var (payment, unread) = written.At(line);
        LayoutRow Row(PortalInvoice? invoice, bool already, params IReadOnlyList<Problem> problems) => new(line, named, invoice, payment, already, problems);

        var (matches, rfc) = (found.Where(one => Names(one.Invoice, named)).ToList(), sheet.Text(line, "RFC del emisor"));
        if (rfc.Length > 0)
            matches.RemoveAll(one => !string.Equals(one.Invoice.Emisor.Rfc.Value, rfc, StringComparison.OrdinalIgnoreCase));
        if (named.Length == 0)
            return Row(null, false, new Problem(FieldNames.Column.Uuid, "Escribe el UUID o el No de Control Interno."));
        if (matches.Count != 1)
        {
            return Row(null, false, new Problem(FieldNames.Column.Uuid, matches.Count == 0
                ? $"No hay una factura {named} dirigida a la aseguradora."
                : $"Hay {matches.Count} facturas {named}, de distintos emisores: escribe el UUID o el RFC del emisor."));
        }

        var match = matches[0];
        if (payment is { Amount: { } amount, PaidOn: { } day } && paid.Contains((match.Invoice.Id, amount, day, payment.OperationNumber)))
            return Row(match, true);
        if (!seen.TryAdd((match.Invoice.Id, payment.OperationNumber, payment.PaidOn), line))
            return Row(match, false, new Problem(
                FieldNames.Column.Uuid,
                $"Repite la factura y la operación de la fila {seen[(match.Invoice.Id, payment.OperationNumber, payment.PaidOn)]}: "
                    + "suma los montos en una sola."));
        List<Problem> problems =
            [.. unread, .. PaymentCheck.Of(match.Invoice, payment, owed[match.Invoice.Id], places.TodayAt(match.Invoice.Emisor.CodigoPostal))];
        if (problems.Count == 0)
            owed[match.Invoice.Id] -= payment.Amount!.Value;
        return Row(match, false, problems);
    }

    private static string Folio(Table sheet, int line) =>
        sheet.Text(line, "UUID") is { Length: > 0 } uuid ? uuid : sheet.Text(line, PortalInvoices.FolioFiscal);

    private static bool Names(Invoice invoice, string named) => Uuid.TryParse(named, out var uuid) ? invoice.Uuid == uuid : invoice.ControlNumber == named;
}
