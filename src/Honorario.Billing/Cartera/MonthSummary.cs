using Honorario.Billing.Storage;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Honorario.Billing.Cartera;

/// <summary>The accountant's summary of a month: every document, what each kind adds up to, and the ISR withheld.</summary>
internal static class MonthSummary
{
    private static readonly SheetColumn<SummaryRow>[] Documents =
    [
        new("Tipo", row => row.Kind.Name),
        new("Estatus", row => row.Cancelled ? "Cancelado" : "Vigente"),
        new("Serie y folio", row => row.SerieFolio),
        new("No de Control Interno", row => row.ControlNumber),
        new("Folio fiscal", row => row.Uuid),
        new("Fecha", row => row.Date),
        new("RFC del emisor", row => row.EmisorRfc),
        new("RFC del receptor", row => row.ReceptorRfc),
        new("Receptor", row => row.Receptor),
        new("Método de pago", row => row.MetodoPago),
        new("Forma de pago", row => row.FormaPago),
        new("Subtotal", row => row.SubTotal),
        new("IVA trasladado", row => row.Iva),
        new("ISR retenido", row => row.Isr),
        new("Total", row => row.Total),
        new("Origen", row => row.MadeElsewhere ? "Otra plataforma" : "Honorario"),
    ];

    private static readonly SheetColumn<KindTotal>[] Totals =
    [
        new("Tipo", row => row.Kind),
        new("Estatus", row => row.Cancelled ? "Cancelado" : "Vigente"),
        new("Comprobantes", row => row.Count),
        new("Subtotal", row => row.SubTotal),
        new("IVA trasladado", row => row.Iva),
        new("ISR retenido", row => row.Isr),
        new("Total", row => row.Total),
    ];

    public static async Task<byte[]> WriteAsync(IReadOnlyList<SummaryRow> documents, IReadOnlyList<WithheldRow> isr, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await using (var book = await SpreadCheetah.Spreadsheet.CreateNewAsync(bytes, cancellationToken: ct))
        {
            var styles = new Styles(
                book.AddStyle(new Style { Font = { Bold = true } }),
                book.AddStyle(new Style { Format = NumberFormat.Custom("#,##0.00") }),
                book.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd") }));
            var totals = documents.GroupBy(row => (row.Kind, row.Cancelled)).OrderBy(group => group.Key.Kind.Kind).ThenBy(group => group.Key.Cancelled)
                .Select(group => new KindTotal(
                group.Key.Kind.Name, group.Key.Cancelled, group.Count(), group.Sum(row => row.SubTotal), group.Sum(row => row.Iva), group.Sum(row => row.Isr),
                    group.Sum(row => row.Total)));
            await AddAsync(book, styles, "Totales", Totals, totals, ct);
            await AddAsync(book, styles, "Comprobantes", Documents, documents, ct);
            await AddAsync(book, styles, "ISR retenido", WithheldIsr.Columns, isr, ct);
            await book.FinishAsync(ct);
        }

        return bytes.ToArray();
    }

    private static async Task AddAsync<T>(
        SpreadCheetah.Spreadsheet book, Styles styles, string name, IReadOnlyList<SheetColumn<T>> columns, IEnumerable<T> rows, CancellationToken ct)
    {
        await book.StartWorksheetAsync(name, new WorksheetOptions { FrozenRows = 1 }, ct);
        await book.AddRowAsync([.. columns.Select(column => new Cell(column.Heading, styles.Heading))], ct);
        foreach (var row in rows)
        {
            await book.AddRowAsync([.. columns.Select(column => column.Cell(row) switch
            {
                decimal amount => new Cell(amount, styles.Pesos),
                int count => new Cell(count),
                DateOnly date => new Cell(date.ToDateTime(TimeOnly.MinValue), styles.Day),
                var other => new Cell(other as string),
            })], ct);
        }
    }

    private sealed record Styles(StyleId Heading, StyleId Pesos, StyleId Day);

    private sealed record KindTotal(string Kind, bool Cancelled, int Count, decimal SubTotal, decimal Iva, decimal Isr, decimal Total);
}
