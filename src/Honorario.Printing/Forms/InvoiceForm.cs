using System.Globalization;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;
using Honorario.Printing.Content;
using Honorario.Printing.Drawing;
using PdfSharp.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>Lays out one CFDI from top to bottom.</summary>
internal sealed class InvoiceForm : IDisposable
{
    private const double Gap = 8;

    private static readonly TextStyle Watermark = new(Typeface.Bold, 64, Look.FaintWarning);
    private static readonly TextStyle LongWatermark = new(Typeface.Bold, 42, Look.FaintWarning);

    private readonly Comprobante _cfdi;
    private readonly PrintOptions _options;
    private readonly string _kind;
    private readonly string? _number;
    private readonly string? _notice;
    private readonly Sheets _sheets;

    public InvoiceForm(Comprobante cfdi, PrintOptions options)
    {
        (_cfdi, _options) = (cfdi, options);
        _kind = cfdi.TipoDeComprobante switch
        {
            "I" when cfdi.InformacionGlobal is not null => "FACTURA GLOBAL",
            "I" => "FACTURA",
            "E" => "NOTA DE CRÉDITO",
            "P" => "COMPLEMENTO DE PAGO",
            _ => "COMPROBANTE FISCAL",
        };
        var number = string.Join('-', new[] { cfdi.Serie, cfdi.Folio }.Where(static part => !string.IsNullOrEmpty(part)));
        _number = number.Length > 0 ? number : null;
        _notice = (cfdi.Timbre, options.SinValidezFiscal) switch
        {
            (null, true) => "BORRADOR – SIN VALIDEZ FISCAL",
            (null, false) => "BORRADOR",
            (_, true) => "SIN VALIDEZ FISCAL",
            _ => null,
        };
        _sheets = new Sheets($"{_kind} {_number ?? cfdi.Timbre?.Uuid}".TrimEnd(), cfdi.Emisor.Nombre) { Begin = BeginPage };
    }

    public byte[] Draw()
    {
        _sheets.Add();
        DrawParties();
        DrawRelated();
        new ConceptTable(_sheets, _cfdi, _options.Notes).Draw();
        if (_cfdi.Pagos is { } pagos)
            new PaymentTables(_sheets, pagos).Draw();
        else
            TotalsBlock.Draw(_sheets, [.. TotalLines()], "TOTAL", _cfdi.Total, _cfdi.Moneda, width: 226);
        if (_cfdi.Timbre is { } timbre)
            DrawStamp(timbre);
        return _sheets.Finish(DrawFoot);
    }

    public void Dispose() => _sheets.Dispose();

    private double Width => _sheets.Right - Sheets.Left;

    private void BeginPage(int number)
    {
        if (_notice is not null)
            DrawNotice(_notice);
        if (number == 1)
            DrawHead();
        else
            DrawShortHead();
    }

    private void DrawNotice(string notice)
    {
        var page = _sheets.Page;
        var face = notice.Length > 20 ? LongWatermark : Watermark;
        var state = page.Save();
        page.TranslateTransform(_sheets.Width / 2, _sheets.Height / 2);
        page.RotateTransform(-52);
        face.DrawCentered(page, notice, 0, -face.LineHeight / 2);
        page.Restore(state);

        page.DrawRectangle(Look.Warning, Sheets.Left, _sheets.Y, Width, 20);
        Look.Notice.DrawCentered(page, notice, _sheets.Width / 2, _sheets.Y + 1.5);
        _sheets.Y += 20 + Gap;
    }

    private void DrawHead()
    {
        const double titleWidth = 200;
        var page = _sheets.Page;
        var top = _sheets.Y;
        var x = Sheets.Left;
        var logoHeight = 0.0;
        if (_options.Logo is { } png && Logo.Of(png) is { } logo)
        {
            var scale = Math.Min(110.0 / logo.PixelWidth, 58.0 / logo.PixelHeight);
            logoHeight = logo.PixelHeight * scale;
            page.DrawImage(logo, x, top, logo.PixelWidth * scale, logoHeight);
            x += (logo.PixelWidth * scale) + 12;
        }

        var emisor = _cfdi.Emisor;
        var width = _sheets.Right - titleWidth - Gap - x;
        var y = top;
        y += Look.Subtitle.DrawWrapped(page, emisor.Nombre, x, y, width);
        y += Look.Strong.DrawWrapped(page, $"RFC: {emisor.Rfc}", x, y, width);
        y += Look.Body.DrawWrapped(page, $"Régimen fiscal: {CodeNames.RegimenFiscal(emisor.RegimenFiscal)}", x, y, width);
        y += Look.Body.DrawWrapped(page, $"Lugar de expedición (C.P.): {_cfdi.LugarExpedicion}", x, y, width);
        if (emisor.FacAtrAdquirente is not null)
            y += Look.Body.DrawWrapped(page, $"Facturación a través del adquirente: {emisor.FacAtrAdquirente}", x, y, width);

        var right = top;
        Look.Title.DrawRight(page, _kind, _sheets.Right, right);
        right += Look.Title.LineHeight;
        if (_number is not null)
            foreach (var line in Look.Subtitle.Wrap(_number, titleWidth))
            {
                Look.Subtitle.DrawRight(page, line, _sheets.Right, right);
                right += Look.Subtitle.LineHeight;
            }

        if (_options.InternalNumber is { Length: > 0 } internalNumber)
        {
            right += 2;
            foreach (var line in Look.Strong.Wrap($"No de Control Interno: {internalNumber}", titleWidth))
            {
                Look.Strong.DrawRight(page, line, _sheets.Right, right);
                right += Look.Strong.LineHeight;
            }
        }

        _sheets.Y = Math.Max(Math.Max(y, right), top + logoHeight) + Gap;
        page.DrawLine(Look.AccentLine, Sheets.Left, _sheets.Y, _sheets.Right, _sheets.Y);
        _sheets.Y += 5;

        var timbre = _cfdi.Timbre;
        _sheets.Fields(
            ("Folio fiscal (UUID)", timbre?.Uuid ?? "Sin timbrar", 0.44),
            ("Fecha y hora de emisión", Figures.Moment(_cfdi.Fecha), 0.28),
            ("Fecha y hora de certificación", timbre is null ? null : Figures.Moment(timbre.FechaTimbrado), 0.28));
        if (timbre is not null || _cfdi.NoCertificado is { Length: > 0 })
            _sheets.Fields(
                ("No. de serie del certificado del emisor", _cfdi.NoCertificado, 0.44),
                ("No. de serie del certificado del SAT", timbre?.NoCertificadoSat, 0.28),
                ("RFC del proveedor de certificación", timbre?.RfcProvCertif, 0.28));
        _sheets.Y += Gap;
    }

    private void DrawShortHead()
    {
        var page = _sheets.Page;
        var y = _sheets.Y;
        var name = Look.Strong.Wrap($"{_cfdi.Emisor.Nombre} · RFC: {_cfdi.Emisor.Rfc}", Width * 0.62)[0];
        Look.Strong.Draw(page, name, Sheets.Left, y);
        Look.Strong.DrawRight(page, _number is null ? _kind : $"{_kind} {_number}", _sheets.Right, y);
        y += Look.Strong.LineHeight + 2;
        page.DrawLine(Look.AccentLine, Sheets.Left, y, _sheets.Right, y);
        _sheets.Y = y + Gap;
    }

    private void DrawParties()
    {
        var receptor = _cfdi.Receptor;
        var isPayment = _cfdi.TipoDeComprobante == "P";
        var left = new FieldList("RECEPTOR")
            .Lead(receptor.Nombre)
            .Add("RFC", receptor.Rfc)
            .Add("Régimen fiscal", CodeNames.RegimenFiscal(receptor.RegimenFiscalReceptor))
            .Add("Domicilio fiscal (C.P.)", receptor.DomicilioFiscalReceptor)
            .Add("Uso del CFDI", CodeNames.UsoCfdi(receptor.UsoCfdi))
            .Add("Residencia fiscal", receptor.ResidenciaFiscal is { } pais ? CodeNames.Pais(pais) : null)
            .Add("Núm. de reg. tributario", receptor.NumRegIdTrib);
        var right = new FieldList("COMPROBANTE")
            .Add("Tipo", CodeNames.TipoDeComprobante(_cfdi.TipoDeComprobante))
            .Add("Método de pago", _cfdi.MetodoPago is { } metodo ? CodeNames.MetodoPago(metodo) : null)
            .Add("Forma de pago", _cfdi.FormaPago is { } forma ? CodeNames.FormaPago(forma) : null)
            .Add("Moneda", CodeNames.Moneda(_cfdi.Moneda))
            .Add("Tipo de cambio", _cfdi.TipoCambio is { } rate && _cfdi.Moneda != "MXN" ? Figures.Quantity(rate) : null)
            .Add("Exportación", CodeNames.Exportacion(_cfdi.Exportacion))
            .Add("Condiciones de pago", isPayment ? null : _cfdi.CondicionesDePago)
            .Add("Confirmación", _cfdi.Confirmacion);
        if (_cfdi.InformacionGlobal is { } global)
            right.Add("Periodicidad", CodeNames.Periodicidad(global.Periodicidad))
                .Add("Meses", CodeNames.Meses(global.Meses))
                .Add("Año", global.Año.ToString(CultureInfo.InvariantCulture));

        var half = (Width - 14) / 2;
        var height = Math.Max(left.HeightIn(half), right.HeightIn(half));
        _sheets.Need(height);
        left.Draw(_sheets.Page, Sheets.Left, _sheets.Y, half);
        right.Draw(_sheets.Page, Sheets.Left + half + 14, _sheets.Y, half);
        _sheets.Y += height + Gap;
    }

    private void DrawRelated()
    {
        if (_cfdi.CfdiRelacionados.Count == 0)
            return;
        var table = new DrawnTable(_sheets, new Column("CFDI relacionados: tipo de relación", 190), new Column("Folio fiscal (UUID)", Width - 190));
        foreach (var group in _cfdi.CfdiRelacionados)
        {
            table.Cell(0, CodeNames.TipoRelacion(group.TipoRelacion));
            foreach (var uuid in group.Uuids)
                table.Cell(1, uuid);
            table.EndRow();
        }

        table.End();
        _sheets.Y += Gap;
    }

    private IEnumerable<(string Label, string Amount)> TotalLines()
    {
        yield return ("Subtotal", Figures.Money(_cfdi.SubTotal, _cfdi.Moneda));
        if (_cfdi.Descuento is { } discount)
            yield return ("Descuento", "-" + Figures.Money(discount, _cfdi.Moneda));
        foreach (var tax in _cfdi.Impuestos?.Traslados ?? [])
        {
            var name = CodeNames.Impuesto(tax.Impuesto);
            yield return tax.Importe is { } amount
                ? ($"{name} {Taxes.Rate(tax.TipoFactor, tax.TasaOCuota)}", Figures.Money(amount, _cfdi.Moneda))
                : ($"{name} exento (base {Figures.Money(tax.Base, _cfdi.Moneda)})", "Exento");
        }

        foreach (var tax in _cfdi.ImpuestosLocales?.Traslados ?? [])
            yield return ($"{tax.Nombre} (local) {Figures.Percent(tax.Tasa / 100)}", Figures.Money(tax.Importe, _cfdi.Moneda));
        foreach (var tax in _cfdi.Impuestos?.Retenciones ?? [])
        {
            var rates = _cfdi.Conceptos
                .SelectMany(static concept => concept.Retenciones)
                .Where(withheld => withheld.Impuesto == tax.Impuesto)
                .Select(static withheld => Taxes.Rate(withheld.TipoFactor, withheld.TasaOCuota))
                .Distinct();
            yield return ($"{CodeNames.Impuesto(tax.Impuesto)} retenido {string.Join(", ", rates)}", "-" + Figures.Money(tax.Importe, _cfdi.Moneda));
        }

        foreach (var tax in _cfdi.ImpuestosLocales?.Retenciones ?? [])
            yield return ($"{tax.Nombre} (local) retenido {Figures.Percent(tax.Tasa / 100)}", "-" + Figures.Money(tax.Importe, _cfdi.Moneda));
    }

    private void DrawStamp(TimbreFiscalDigital timbre)
    {
        const double side = 104;
        var x = Sheets.Left + side + 10;
        var width = _sheets.Right - x;
        List<(string Label, string Text)> seals =
        [
            ("Sello digital del CFDI", timbre.SelloCfd),
            ("Sello digital del SAT", timbre.SelloSat),
            ("Cadena original del complemento de certificación digital del SAT", CadenaOriginal.Of(timbre)),
        ];
        if (timbre.Leyenda is { } leyenda)
            seals.Add(("Leyenda", leyenda));
        var height = Math.Max(side, seals.Sum(seal => Look.Heading.LineHeight + Look.Seals.HeightOf(seal.Text, width) + 3));
        _sheets.Need(height + 6);

        var page = _sheets.Page;
        page.DrawLine(Look.Hairline, Sheets.Left, _sheets.Y, _sheets.Right, _sheets.Y);
        _sheets.Y += 6;
        QrMark.Draw(_sheets, VerificationUrl.Of(_cfdi), Sheets.Left, _sheets.Y, side);
        var y = _sheets.Y;
        foreach (var (label, text) in seals)
        {
            Look.Heading.Draw(page, label, x, y);
            y += Look.Heading.LineHeight;
            y += Look.Seals.DrawWrapped(page, text, x, y, width) + 3;
        }

        _sheets.Y += height;
    }

    private void DrawFoot(XGraphics page, int number, int count)
    {
        var y = _sheets.Height - _sheets.Margin - 14;
        page.DrawLine(Look.Hairline, Sheets.Left, y - 4, _sheets.Right, y - 4);
        var legend = _cfdi.Timbre is { } timbre
            ? $"Este documento es una representación impresa de un CFDI 4.0 · {timbre.Uuid}"
            : "Borrador de un CFDI 4.0, aún sin timbrar";
        Look.Small.Draw(page, legend, Sheets.Left, y);
        Look.Small.DrawRight(page, $"Página {number} de {count}", _sheets.Right, y);
    }
}
