using Honorario.Cfdi.Documents;
using Honorario.Printing.Content;
using Honorario.Printing.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>The concepts with their keys and taxes; a column that no concept fills is left out.</summary>
internal sealed class ConceptTable(Sheets sheets, Comprobante cfdi, IReadOnlyDictionary<string, string> notes)
{
    public void Draw()
    {
        var columns = new List<Column>();
        int Add(string heading, double width, bool toTheRight = false)
        {
            columns.Add(new(heading, width, toTheRight));
            return columns.Count - 1;
        }

        var key = Add("Clave", 46);
        int? id = cfdi.Conceptos.Any(static concept => concept.NoIdentificacion is not null) ? Add(
            "No. ident.", Fit(48, static concept => concept.NoIdentificacion)) : null;
        var quantity = Add("Cantidad", 42, toTheRight: true);
        var unit = Add("Unidad", 76);
        var description = Add("Descripción", 0);
        var price = Add("Valor unitario", Fit(61, static concept => Figures.Amount(concept.ValorUnitario)), toTheRight: true);
        int? discount = cfdi.Conceptos.Any(static concept => concept.Descuento is not null) ? Add(
            "Descuento", Fit(54, static concept => concept.Descuento is { } less ? Figures.Amount(less) : null), toTheRight: true) : null;
        var amount = Add("Importe", Fit(50, static concept => Figures.Amount(concept.Importe)), toTheRight: true);
        columns[description] = columns[description] with { Width = sheets.Right - Sheets.Left - columns.Sum(static column => column.Width) };

        var table = new DrawnTable(sheets, [.. columns]);
        foreach (var concept in cfdi.Conceptos)
        {
            table.Cell(key, concept.ClaveProdServ)
                .Cell(quantity, Figures.Quantity(concept.Cantidad))
                .Cell(unit, concept.ClaveUnidad)
                .Cell(unit, concept.Unidad ?? CodeNames.ClaveUnidad(concept.ClaveUnidad), Look.Small)
                .Cell(description, concept.Descripcion)
                .Cell(description, Details(concept), Look.Small)
                .Cell(description, concept.NoIdentificacion is { } own ? notes.GetValueOrDefault(own) : null, Look.Small)
                .Cell(price, Figures.Amount(concept.ValorUnitario))
                .Cell(amount, Figures.Amount(concept.Importe));
            if (id is { } idColumn)
                table.Cell(idColumn, concept.NoIdentificacion);
            if (discount is { } discountColumn && concept.Descuento is { } less)
                table.Cell(discountColumn, Figures.Amount(less));
            foreach (var part in concept.Partes)
                table.Cell(description, PartDetails(part), Look.Small);
            table.EndRow();
        }

        table.End();
    }

    private double Fit(double least, Func<Concepto, string?> text) =>
        Math.Clamp(cfdi.Conceptos.Max(concept => Look.Body.Measure(text(concept))) + 7, least, 92);

    private static string Details(Concepto concept)
    {
        List<string> details = [CodeNames.ObjetoImp(concept.ObjetoImp)];
        var net = concept.Importe - (concept.Descuento ?? 0);
        details.AddRange(concept.Traslados.Select(tax => Taxes.Of(tax, net)));
        details.AddRange(concept.Retenciones.Select(tax => Taxes.Of(tax, net)));
        if (concept.ACuentaTerceros is { } third)
            details.Add(
                $"a cuenta de {third.RfcACuentaTerceros} {third.NombreACuentaTerceros}, "
                + $"régimen {third.RegimenFiscalACuentaTerceros}, C.P. {third.DomicilioFiscalACuentaTerceros}");
        details.AddRange(concept.InformacionAduanera.Select(static customs => $"pedimento {customs}"));
        details.AddRange(concept.CuentaPredial.Select(static account => $"cuenta predial {account}"));
        return string.Join(" · ", details);
    }

    private static string PartDetails(Parte part)
    {
        List<string> details = [$"{Figures.Quantity(part.Cantidad)} {part.Unidad} {part.ClaveProdServ} {part.NoIdentificacion} {part.Descripcion}"];
        if (part.Importe is { } amount)
            details.Add(Figures.Amount(amount));
        details.AddRange(part.InformacionAduanera.Select(static customs => $"pedimento {customs}"));
        return string.Join(" · ", details);
    }
}
