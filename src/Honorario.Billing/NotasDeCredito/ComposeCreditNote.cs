using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>Writes the CFDI of a credit note: each rejected service as its invoice billed it, for the amount credited; not yet sealed.</summary>
public sealed class ComposeCreditNote(PlaceClock places)
{
    /// <param name="invoice">With its emisor.</param>
    /// <param name="stamped">The invoice's document.</param>
    /// <param name="credited">The services and how much of each, in pesos before taxes.</param>
    /// <param name="formaPago">How the money goes back.</param>
    public Comprobante Run(Invoice invoice, Comprobante stamped, IEnumerable<(MedicalService Service, decimal Amount)> credited, string formaPago)
    {
        var billed = stamped.Conceptos.Where(concepto => concepto.NoIdentificacion is not null).ToLookup(concepto => concepto.NoIdentificacion!);
        return NotaDeCredito.Compose(
            stamped,
            invoice.Uuid!.Value,
            NotaDeCredito.Descuento,
            credited.Select(
                one => Of(billed[one.Service.Folio].FirstOrDefault() ?? stamped.Conceptos[0] with { NoIdentificacion = one.Service.Folio }, one.Amount)),
            formaPago,
            places.NowAt(invoice.Emisor.CodigoPostal),
            serie: null,
            folio: null);
    }

    /// <summary>The concept with its keys and rates, for another amount.</summary>
    private static Concepto Of(Concepto billed, decimal amount) => billed with
    {
        Cantidad = 1,
        ValorUnitario = amount,
        Importe = amount,
        Descuento = null,
        Traslados = billed.Traslados.Select(
            tax => tax with { Base = amount, Importe = tax.TasaOCuota is { } rate ? Amount.Round(amount * rate, Amount.MostDecimals) : null }).ToValueList(),
        Retenciones = billed.Retenciones.Select(tax => tax with { Base = amount, Importe = Amount.Round(amount * tax.TasaOCuota, Amount.MostDecimals) })
            .ToValueList(),
    };
}
