using Honorario.Cfdi.Documents;
using Honorario.Printing.Drawing;

namespace Honorario.Printing.Forms;

/// <summary>The concepts with their keys and taxes; a column that no concept fills is left out.</summary>
internal sealed class ConceptTable(Sheets sheets, Comprobante cfdi)
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
        int? id = cfdi.Conceptos.Any(static concept => concept.NoIdentificacion is not null) ? Add("No. ident.", 70) : null;
        var quantity = Add("Cantidad", 42, toTheRight: true);
        var unit = Add("Unidad", 58);
        var description = Add("Descripción", 0);
        var price = Add("Valor unitario", 64, toTheRight: true);
        int? discount = cfdi.Conceptos.Any(static concept => concept.Descuento is not null) ? Add("Descuento", 58, toTheRight: true) : null;
        var amount = Add("Importe", 64, toTheRight: true);
        columns[description] = columns[description] with { Width = sheets.Right - Sheets.Left - columns.Sum(static column => column.Width) };

        var table = new Table(sheets, [.. columns]);
        foreach (var concept in cfdi.Conceptos)
        {
            table.Cell(key, concept.ClaveProdServ)
                .Cell(quantity, Figures.Quantity(concept.Cantidad))
                .Cell(unit, concept.ClaveUnidad)
                .Cell(unit, concept.Unidad ?? CodeNames.ClaveUnidad(concept.ClaveUnidad), Look.Small)
                .Cell(description, concept.Descripcion)
                .Cell(description, Details(concept), Look.Small)
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

    private static string Details(Concepto concept)
    {
        List<string> details = [CodeNames.ObjetoImp(concept.ObjetoImp).TrimEnd('.')];
        details.AddRange(concept.Traslados.Select(Taxes.Of));
        details.AddRange(concept.Retenciones.Select(Taxes.Of));
        if (concept.ACuentaTerceros is { } third)
            details.Add($"a cuenta de {third.RfcACuentaTerceros} {third.NombreACuentaTerceros}, régimen {third.RegimenFiscalACuentaTerceros}, C.P. {third.DomicilioFiscalACuentaTerceros}");
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
