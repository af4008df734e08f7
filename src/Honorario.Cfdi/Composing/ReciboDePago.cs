using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Composing;

/// <summary>Writes a whole document of type P around payments.</summary>
/// <remarks>Source: guía de llenado del complemento de pagos 2.0; matriz de validaciones, CRP20101–CRP20123.</remarks>
public static class ReciboDePago
{
    private const string Sustitucion = "04";

    /// <summary>The document, its taxes and totals computed; not sealed.</summary>
    /// <param name="emisor">Who was paid.</param>
    /// <param name="receptor">Who paid; its use becomes CP01.</param>
    /// <param name="lugarExpedicion">Postal code of the place of issue.</param>
    /// <param name="fecha">Local time there.</param>
    /// <param name="serie">The issuer's series.</param>
    /// <param name="folio">The issuer's folio.</param>
    /// <param name="pagos">The payments, each with its invoices (<see cref="Installments.Next"/>) and without taxes of its own.</param>
    /// <param name="replaces">Folio fiscal of the complement that this one replaces (relation 04), if any.</param>
    public static Comprobante Compose(
        ComprobanteEmisor emisor,
        Receptor receptor,
        string lugarExpedicion,
        DateTime fecha,
        string? serie,
        string? folio,
        IEnumerable<Pago> pagos,
        string? replaces = null) =>
            new()
    {
        Serie = serie,
        Folio = folio,
        Fecha = fecha,
        SubTotal = 0,
        Moneda = "XXX",
        Total = 0,
        TipoDeComprobante = "P",
        LugarExpedicion = lugarExpedicion,
        CfdiRelacionados = replaces is null ? [] : [new CfdiRelacionados(Sustitucion, [replaces])],
        Emisor = emisor,
        Receptor = receptor with { UsoCfdi = "CP01" },
        Conceptos =
        [
            new Concepto
            {
                ClaveProdServ = "84111506",
                Cantidad = 1,
                ClaveUnidad = "ACT",
                Descripcion = "Pago",
                ValorUnitario = 0,
                Importe = 0,
                ObjetoImp = "01",
            },
        ],
        Pagos = PaymentTaxes.Total(pagos.Select(PaymentTaxes.Complete)),
    };
}
