using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Composing;

/// <summary>Writes a credit note (type E) of an invoice.</summary>
/// <remarks>Source: Anexo 20, guía de llenado del CFDI 4.0, apéndice de egresos.</remarks>
public static class NotaDeCredito
{
    /// <summary>Relation of a discount or allowance.</summary>
    public const string Descuento = "01";

    /// <summary>Relation of something given back.</summary>
    public const string Devolucion = "03";

    private const string Devoluciones = "G02";
    private const string SinEfectos = "S01";

    /// <summary>The document with its share of the invoice's taxes and its totals; not sealed.
    /// The use is G02 where the receptor's regime allows it, else S01.</summary>
    /// <param name="invoice">The invoice that is credited, with today's parties and place; its currency is kept.</param>
    /// <param name="uuid">Its folio fiscal.</param>
    /// <param name="tipoRelacion"><see cref="Descuento"/> or <see cref="Devolucion"/>.</param>
    /// <param name="conceptos">What is credited, with taxes as in the invoice; the invoice's own concepts credit it whole.</param>
    /// <param name="formaPago">How the money goes back.</param>
    /// <param name="fecha">Local time at the place of issue.</param>
    /// <param name="serie">The issuer's series.</param>
    /// <param name="folio">The issuer's folio.</param>
    /// <param name="earlier">The notes of the invoice that stand already: with them, this one closes what they left.</param>
    public static Comprobante Compose(
        Comprobante invoice, string uuid, string tipoRelacion, IEnumerable<Concepto> conceptos, string formaPago, DateTime fecha, string? serie, string? folio,
        IReadOnlyCollection<Comprobante>? earlier = null)
    {
        var receptor = invoice.Receptor;
        var use = SatCatalogs.UsoCfdi[Devoluciones].Regimenes.Contains(receptor.RegimenFiscalReceptor)
            && receptor.Rfc != Rfc.Extranjero.Value ? Devoluciones : SinEfectos;
        return Totals.Complete(SharedTaxes.Apply(new Comprobante
        {
            Serie = serie,
            Folio = folio,
            Fecha = fecha,
            FormaPago = formaPago,
            SubTotal = 0,
            Moneda = invoice.Moneda,
            TipoCambio = invoice.TipoCambio,
            Total = 0,
            TipoDeComprobante = "E",
            MetodoPago = "PUE",
            LugarExpedicion = invoice.LugarExpedicion,
            CfdiRelacionados = [new CfdiRelacionados(tipoRelacion, [uuid])],
            Emisor = invoice.Emisor,
            Receptor = receptor with { UsoCfdi = use },
            Conceptos = conceptos.ToValueList(),
        }, invoice, earlier ?? []));
    }

    /// <summary>So much of a billed concept, with its keys and rates; what its taxes amount to is <see cref="Compose"/>'s.</summary>
    /// <param name="billed">As the invoice has it.</param>
    /// <param name="amount">How much of it, before taxes.</param>
    public static Concepto Part(Concepto billed, decimal amount) => billed with
    {
        Cantidad = 1,
        ValorUnitario = amount,
        Importe = amount,
        Descuento = null,
        Traslados = billed.Traslados.Select(tax => tax with { Base = amount }).ToValueList(),
        Retenciones = billed.Retenciones.Select(tax => tax with { Base = amount }).ToValueList(),
    };
}
