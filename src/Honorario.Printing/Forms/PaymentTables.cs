using System.Globalization;
using Honorario.Cfdi.Documents;
using Honorario.Printing.Content;
using Honorario.Printing.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>The payments of a complemento de pago, each with the invoices that it settles, and their sums.</summary>
internal sealed class PaymentTables(Sheets sheets, Pagos pagos)
{
    private const double Gap = 8;

    public void Draw()
    {
        sheets.Y += Gap;
        for (var i = 0; i < pagos.Items.Count; i++)
        {
            DrawPayment(pagos.Items[i], i + 1);
            DrawInvoices(pagos.Items[i]);
        }

        DrawSums(pagos.Totales);
    }

    private void DrawPayment(Pago pago, int number)
    {
        sheets.Need(90);
        Look.Heading.Draw(sheets.Page, pagos.Items.Count == 1 ? "PAGO" : $"PAGO {number} DE {pagos.Items.Count}", Sheets.Left, sheets.Y);
        sheets.Y += Look.Heading.LineHeight + 2;
        sheets.Fields(
            ("Fecha de pago", Figures.Moment(pago.FechaPago), 0.22),
            ("Forma de pago", CodeNames.FormaPago(pago.FormaDePagoP), 0.34),
            ("Moneda", CodeNames.Moneda(pago.MonedaP), 0.24),
            ("Monto", Figures.Money(pago.Monto, pago.MonedaP), 0.2));
        if (pago.NumOperacion is not null || pago.MonedaP != "MXN")
            sheets.Fields(
                ("Número de operación", pago.NumOperacion, 0.56),
                ("Tipo de cambio", pago.MonedaP == "MXN" ? null : Rate(pago.TipoCambioP), 0.44));
        if (pago.RfcEmisorCtaOrd is not null || pago.CtaOrdenante is not null || pago.NomBancoOrdExt is not null)
            sheets.Fields(
                ("RFC del banco ordenante", pago.RfcEmisorCtaOrd, 0.22),
                ("Cuenta ordenante", pago.CtaOrdenante, 0.34),
                ("Banco ordenante extranjero", pago.NomBancoOrdExt, 0.44));
        if (pago.RfcEmisorCtaBen is not null || pago.CtaBeneficiario is not null)
            sheets.Fields(
                ("RFC del banco beneficiario", pago.RfcEmisorCtaBen, 0.22),
                ("Cuenta beneficiaria", pago.CtaBeneficiario, 0.78));
        if (pago.TipoCadPago is not null)
            sheets.Fields(
                ("Tipo de cadena de pago", pago.TipoCadPago, 0.22),
                ("Cadena del pago", pago.CadPago, 0.78));
        sheets.Y += 3;
    }

    private void DrawInvoices(Pago pago)
    {
        var table = new DrawnTable(
            sheets,
            new Column("Documento relacionado (UUID)", sheets.Right - Sheets.Left - 320),
            new Column("Serie-Folio", 60),
            new Column("Parc.", 30, ToTheRight: true),
            new Column("Saldo anterior", 77, ToTheRight: true),
            new Column("Importe pagado", 76, ToTheRight: true),
            new Column("Saldo insoluto", 77, ToTheRight: true));
        foreach (var docto in pago.DoctosRelacionados)
        {
            var sameCurrency = docto.MonedaDR == pago.MonedaP;
            table.Cell(0, docto.IdDocumento)
                .Cell(0, Details(docto, sameCurrency), Look.Small)
                .Cell(1, string.Join('-', new[] { docto.Serie, docto.Folio }.Where(static part => part is not null)))
                .Cell(2, docto.NumParcialidad.ToString(CultureInfo.InvariantCulture))
                .Cell(3, Figures.Amount(docto.ImpSaldoAnt))
                .Cell(4, Figures.Amount(docto.ImpPagado))
                .Cell(5, Figures.Amount(docto.ImpSaldoInsoluto))
                .EndRow();
        }

        table.End();
        sheets.Y += 4;
        foreach (var line in TaxesOf(pago))
        {
            sheets.Need(Look.Body.LineHeight);
            Look.Body.DrawRight(sheets.Page, line, sheets.Right - 3, sheets.Y);
            sheets.Y += Look.Body.LineHeight;
        }

        sheets.Y += Gap;
    }

    private static string Details(DoctoRelacionado docto, bool sameCurrency)
    {
        List<string> details = [];
        if (!sameCurrency)
            details.Add($"{docto.MonedaDR}, equivalencia {Rate(docto.EquivalenciaDR)}");
        details.Add(CodeNames.ObjetoImp(docto.ObjetoImpDR));
        details.AddRange(docto.TrasladosDR.Select(static tax => Taxes.Of(tax)));
        details.AddRange(docto.RetencionesDR.Select(static tax => Taxes.Of(tax)));
        return string.Join(" · ", details);
    }

    private static IEnumerable<string> TaxesOf(Pago pago) =>
    [
        .. pago.TrasladosP.Select(tax => $"Impuesto del pago: {Taxes.Of(tax)}"),
        .. pago.RetencionesP.Select(tax => $"Impuesto del pago: {CodeNames.Impuesto(tax.Impuesto)} retenido: {Figures.Amount(tax.Importe)}"),
    ];

    private void DrawSums(TotalesPagos sums)
    {
        const double width = 250;
        List<(string Label, decimal? Amount)> lines =
        [
            ("Base de IVA 16 %", sums.TotalTrasladosBaseIva16),
            ("IVA 16 %", sums.TotalTrasladosImpuestoIva16),
            ("Base de IVA 8 %", sums.TotalTrasladosBaseIva8),
            ("IVA 8 %", sums.TotalTrasladosImpuestoIva8),
            ("Base de IVA 0 %", sums.TotalTrasladosBaseIva0),
            ("IVA 0 %", sums.TotalTrasladosImpuestoIva0),
            ("Base de IVA exento", sums.TotalTrasladosBaseIvaExento),
            ("IVA retenido", sums.TotalRetencionesIva),
            ("ISR retenido", sums.TotalRetencionesIsr),
            ("IEPS retenido", sums.TotalRetencionesIeps),
        ];
        var shown = lines
            .Where(static line => line.Amount is not null)
            .Select(static line => (line.Label, Figures.Money(line.Amount!.Value, "MXN")))
            .ToList();
        TotalsBlock.Draw(sheets, shown, "TOTAL DE PAGOS", sums.MontoTotalPagos, "MXN", width);
    }

    private static string? Rate(decimal? rate) => rate?.ToString("0.##########", CultureInfo.InvariantCulture);
}
