using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Cartera;

/// <summary>What an insurer paid to an emisor in a month and withheld of it; pesos.</summary>
/// <param name="Month">1 to 12; 0 for the whole year.</param>
/// <param name="Income">Honorarios before taxes, in proportion to what was paid.</param>
/// <param name="Isr">ISR withheld of them.</param>
/// <param name="Received">What arrived.</param>
public sealed record WithheldRow(
    int Year, int Month, string EmisorRfc, string Emisor, string InsurerRfc, string Insurer, decimal Income, decimal Isr, decimal Received)
{
    /// <summary>IVA withheld (LIVA art. 1-A).</summary>
    public decimal Iva { get; init; }

    /// <summary>State taxes withheld.</summary>
    public decimal Local { get; init; }

    /// <summary>What was paid of services at 16 %, before IVA.</summary>
    public decimal Base16 { get; init; }

    /// <summary>At 8 %, in the border region.</summary>
    public decimal Base8 { get; init; }

    /// <summary>At 0 %.</summary>
    public decimal Base0 { get; init; }

    /// <summary>Exempt.</summary>
    public decimal Exempt { get; init; }

    /// <summary>IVA that was charged and is now paid (LIVA art. 1-B: when it is collected).</summary>
    public decimal IvaCharged { get; init; }

    /// <summary>Whether the emisor is a person, whose services are professional ones.</summary>
    public bool IsPerson { get; init; }

    /// <summary>Whether who paid files a DIOT: nobody does by the RFC of those abroad.</summary>
    public bool Declares => InsurerRfc != Rfc.Extranjero.Value;

    /// <summary>Whether its 8 % are those of the southern border region.</summary>
    public bool IsSouth { get; init; }
}

/// <summary>
/// "ISR retenido" by month and insurer for the annual return: what was paid counts when it was paid (LISR art. 102), and each instalment
/// has the share of the invoice's taxes that its complement says (<see cref="Installments"/>). No rate is assumed: the documents have it.
/// </summary>
public sealed class WithheldIsr(HonorarioStorage storage, IEnumerable<ICreditsOfInvoices> credits)
{
    private const string Isr = "001";
    private const string Iva = "002";

    /// <summary>How many invoices' documents are in memory at a time.</summary>
    private const int AtATime = 200;

    /// <param name="year">Of the payments.</param>
    /// <param name="emisorId">Of one emisor; null for all.</param>
    public async Task<IReadOnlyList<WithheldRow>> RunAsync(int year, Guid? emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeMoney);
        var (first, next) = (new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1));
        var paid = await (
            from application in db.Received(emisorId)
            join payment in db.Payments() on application.PaymentId equals payment.Id
            where payment.PaidOn >= first && payment.PaidOn < next
            let invoice = application.Invoice
            orderby invoice.Id
            select new Instalment(
                invoice.Id, payment.PaidOn.Month, invoice.Emisor.Rfc, invoice.Emisor.Nombre, invoice.Emisor.CodigoPostal, invoice.Insurer.Rfc,
                invoice.Insurer.Name, application.SaldoAnterior, application.Pagado,
                application.Parcialidad, payment.TipoCambio, payment.Received, payment.Amount)).ToListAsync(ct);
        var rows = new List<WithheldRow>();
        foreach (var some in paid.GroupBy(row => row.InvoiceId).Chunk(AtATime))
        {
            var ids = some.Select(group => group.Key).ToList();
            var documents = await db.SealedCfdis().Where(row => ids.Contains(row.SubjectId) && row.State == PacState.Stamped)
                .ToDictionaryAsync(row => row.SubjectId, row => row.StampedXml!, ct);
            var rest = await InvoiceRest.LoadAsync(db, credits, ids, ct);
            foreach (var invoice in some)
            {
                var document = CfdiReader.Read(documents[invoice.Key]).Document!;
                rows.AddRange(invoice.Select(one => RowOf(year, one, rest.Before(invoice.Key, document, one.SaldoAnterior, one.Parcialidad))));
            }
        }

        return [.. rows.GroupBy(row => (row.Month, row.EmisorRfc, row.InsurerRfc, row.Insurer)).Select(group => Sum(group, group.Key.Month))
            .OrderBy(row => row.Month).ThenBy(row => row.EmisorRfc, StringComparer.Ordinal).ThenBy(row => row.Insurer, StringComparer.CurrentCulture)];
    }

    /// <summary>The same of the whole year, a row for each emisor and insurer: to be compared with the insurer's constancia de retenciones.</summary>
    public async Task<IReadOnlyList<WithheldRow>> OfYearAsync(int year, Guid? emisorId, CancellationToken ct) =>
    [
        .. (await RunAsync(year, emisorId, ct)).GroupBy(row => (row.EmisorRfc, row.InsurerRfc, row.Insurer)).Select(group => Sum(group, 0))
            .OrderBy(row => row.EmisorRfc, StringComparer.Ordinal).ThenBy(row => row.Insurer, StringComparer.CurrentCulture),
    ];

    public StreamedFile Export(int year, Guid? emisorId, SheetFormat format)
    {
        storage.Demand(Right.Export);
        return SheetExport.Of($"isr-retenido-{year}", format, Columns, RowsAsync(RunAsync(year, emisorId, CancellationToken.None)));
    }

    public StreamedFile ExportYear(int year, Guid? emisorId, SheetFormat format)
    {
        storage.Demand(Right.Export);
        return SheetExport.Of(
            $"retenciones-por-aseguradora-{year}", format, [.. Columns.Where(column => column.Heading != Mes)],
            RowsAsync(OfYearAsync(year, emisorId, CancellationToken.None)));
    }

    /// <summary>The lines with which those who paid declare these payments in their DIOT; a row a month, emisor and payer.</summary>
    public StreamedFile ExportDiot(int year, Guid? emisorId, SheetFormat format)
    {
        storage.Demand(Right.Export);
        return SheetExport.Of($"diot-{year}", format, Diot.Columns, RowsAsync(DeclaredAsync(year, emisorId, CancellationToken.None)));
    }

    /// <summary>Who pays from abroad declares nothing here.</summary>
    private async Task<IReadOnlyList<WithheldRow>> DeclaredAsync(int year, Guid? emisorId, CancellationToken ct) =>
        [.. (await RunAsync(year, emisorId, ct)).Where(row => row.Declares)];

    /// <summary>One payer's lines of a month, as SAT's page for the DIOT loads them; null when it paid nothing in that month.</summary>
    public async Task<byte[]?> DiotTextAsync(int year, int month, Guid? emisorId, string insurerRfc, CancellationToken ct)
    {
        storage.Demand(Right.Export);
        var rows = (await DeclaredAsync(year, emisorId, ct)).Where(row => row.Month == month && row.InsurerRfc == insurerRfc).ToList();
        return rows.Count == 0 ? null : Diot.Text(rows);
    }

    private const int South = 2;
    private const string Mes = "Mes";

    internal static IReadOnlyList<SheetColumn<WithheldRow>> Columns { get; } =
    [
        new("Año", row => row.Year),
        new(Mes, row => row.Month),
        new("RFC del emisor", row => row.EmisorRfc),
        new("Emisor", row => row.Emisor),
        new("RFC de quien retuvo", row => row.InsurerRfc),
        new("Aseguradora", row => row.Insurer),
        new("Honorarios cobrados", row => row.Income),
        new("ISR retenido", row => row.Isr),
        new("IVA retenido", row => row.Iva),
        new("Impuesto local retenido", row => row.Local),
        new("Recibido", row => row.Received),
        new("Base IVA 16 %", row => row.Base16),
        new("Base IVA 8 %", row => row.Base8),
        new("Base IVA 0 %", row => row.Base0),
        new("Exento de IVA", row => row.Exempt),
        new("IVA cobrado", row => row.IvaCharged),
    ];

    private static async IAsyncEnumerable<WithheldRow> RowsAsync(Task<IReadOnlyList<WithheldRow>> all)
    {
        foreach (var row in await all)
            yield return row;
    }

    /// <summary>An instalment with its share of what the document says.</summary>
    private static WithheldRow RowOf(int year, Instalment one, Comprobante document)
    {
        var rate = document.TipoCambio ?? 1;
        var owed = document.FromPesos(one.SaldoAnterior);
        var paid = owed - document.FromPesos(one.SaldoAnterior - one.Pagado);
        var share = Installments.Next(document, "", one.Parcialidad, owed, paid);
        decimal Pesos(decimal amount) => Amount.Round(amount * (one.TipoCambio ?? rate * one.PerPeso), 2);
        decimal Withheld(string tax) => Pesos(share.RetencionesDR.Where(row => row.Impuesto == tax).Sum(row => row.Importe));
        decimal Base(decimal? tasa) => Pesos(share.TrasladosDR.Where(row => row.Impuesto == Iva && row.TasaOCuota == tasa).Sum(row => row.Base));
        decimal At(decimal amount) => Pesos(Share(document.Total, owed, paid, amount));
        return new WithheldRow(
            year, one.Month, one.EmisorRfc.Value, one.Emisor, one.InsurerRfc.Value, one.Insurer, At(document.SubTotal - (document.Descuento ?? 0)),
            Withheld(Isr),
            one.TipoCambio is null ? Amount.Round(one.Pagado * one.PerPeso, 2) : Pesos(paid))
        {
            Iva = Withheld(Iva),
            Local = At(document.ImpuestosLocales?.TotaldeRetenciones ?? 0),
            Base16 = Base(0.16m),
            Base8 = Base(0.08m),
            Base0 = Base(0),
            Exempt = Base(null),
            IvaCharged = Pesos(share.TrasladosDR.Where(row => row.Impuesto == Iva).Sum(row => row.Importe ?? 0)),
            IsPerson = one.EmisorRfc.IsPersonaFisica,
            IsSouth = SatCatalogs.PostalCode(one.Place.Value, new DateOnly(year, one.Month, 1)) is { Border: South },
        };
    }

    /// <summary>
    /// What an amount comes to once an instalment is paid, less what it came to before it, so that all instalments add up to the invoice's.
    /// </summary>
    private static decimal Share(decimal total, decimal before, decimal paid, decimal amount)
    {
        decimal At(decimal settled) => settled == total ? amount : Amount.Round(amount * settled / total, 2);
        return At(total - before + paid) - At(total - before);
    }

    private static WithheldRow Sum(IEnumerable<WithheldRow> rows, int month)
    {
        var all = rows.ToList();
        return all[0] with
        {
            Month = month,
            Income = all.Sum(row => row.Income),
            Isr = all.Sum(row => row.Isr),
            Received = all.Sum(row => row.Received),
            Iva = all.Sum(row => row.Iva),
            Local = all.Sum(row => row.Local),
            Base16 = all.Sum(row => row.Base16),
            Base8 = all.Sum(row => row.Base8),
            Base0 = all.Sum(row => row.Base0),
            Exempt = all.Sum(row => row.Exempt),
            IvaCharged = all.Sum(row => row.IvaCharged),
        };
    }

    private sealed record Instalment(
        Guid InvoiceId, int Month, Rfc EmisorRfc, string Emisor, PostalCode Place, Rfc InsurerRfc, string Insurer, decimal SaldoAnterior,
        decimal Pagado, int Parcialidad,
        decimal? TipoCambio, decimal? Arrived, decimal Amount)
    {
        /// <summary>Pesos that came for each peso that is settled, where invoices in dollars were paid at another rate than theirs.</summary>
        public decimal PerPeso => Arrived is { } pesos ? pesos / Amount : 1;
    }
}
