using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Composing;

/// <summary>A sale that nobody asked to invoice.</summary>
/// <param name="Folio">Of its ticket.</param>
/// <param name="Importe">Before taxes.</param>
public sealed record Sale(string Folio, decimal Importe);

/// <summary>Writes the factura global of tickets, to the público en general.</summary>
/// <remarks>Source: guía de llenado del CFDI global versión 4.0; RMF 2.7.1.21.</remarks>
public static class FacturaGlobal
{
    /// <summary>The document with one concept a ticket and its totals; not sealed.</summary>
    /// <param name="emisor">Who sold.</param>
    /// <param name="lugarExpedicion">Postal code of the place of issue.</param>
    /// <param name="fecha">Local time there.</param>
    /// <param name="serie">The issuer's series.</param>
    /// <param name="folio">The issuer's folio.</param>
    /// <param name="formaPago">The form in which most was paid.</param>
    /// <param name="covers">The period.</param>
    /// <param name="tickets">What was sold.</param>
    /// <param name="taxes">How it is taxed.</param>
    public static Comprobante Compose(
        ComprobanteEmisor emisor,
        string lugarExpedicion,
        DateTime fecha,
        string? serie,
        string? folio,
        string formaPago,
        InformacionGlobal covers,
        IEnumerable<Sale> tickets,
        ServiceTaxes taxes) =>
        Totals.Complete(new Comprobante
        {
            Serie = serie,
            Folio = folio,
            Fecha = fecha,
            FormaPago = formaPago,
            SubTotal = 0,
            Total = 0,
            TipoDeComprobante = "I",
            MetodoPago = "PUE",
            LugarExpedicion = lugarExpedicion,
            InformacionGlobal = covers,
            Emisor = emisor,
            Receptor = Receptor.PublicoEnGeneral(lugarExpedicion),
            Conceptos = tickets.Select(ticket => taxes.Apply(new Concepto
            {
                ClaveProdServ = "01010101",
                NoIdentificacion = ticket.Folio,
                Cantidad = 1,
                ClaveUnidad = "ACT",
                Descripcion = "Venta",
                ValorUnitario = ticket.Importe,
                Importe = ticket.Importe,
                ObjetoImp = "02",
            })).ToValueList(),
        });
}
