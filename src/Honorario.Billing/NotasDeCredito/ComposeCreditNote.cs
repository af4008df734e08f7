using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Cfdi.Composing;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>
/// Writes the CFDI of a credit note: each rejected service as its invoice billed it, for the amount credited; not yet sealed. Emisor,
/// receptor and place are those of today, with which SAT compares it (CFDI40139, CFDI40145, CFDI40147, CFDI40158).
/// </summary>
public sealed class ComposeCreditNote(PlaceClock places)
{
    /// <param name="invoice">With its emisor and its insurer.</param>
    /// <param name="stamped">The invoice's document.</param>
    /// <param name="earlier">The invoice's notes that stand.</param>
    /// <param name="credited">The services and how much of each, in pesos before taxes.</param>
    /// <param name="formaPago">How the money goes back.</param>
    public Comprobante Run(
        Invoice invoice, Comprobante stamped, IReadOnlyCollection<Comprobante> earlier, IEnumerable<(MedicalService Service, decimal Amount)> credited,
        string formaPago)
    {
        var emisor = invoice.Emisor;
        var today = stamped with
        {
            LugarExpedicion = emisor.CodigoPostal.Value,
            Emisor = new(emisor.Rfc.Value, emisor.Nombre, emisor.RegimenFiscal),
            Receptor = invoice.Insurer.Today.AsReceptor(emisor.CodigoPostal),
        };
        var amounts = new Billed(invoice, stamped);
        var billed = stamped.Conceptos.Where(concepto => concepto.NoIdentificacion is not null).ToLookup(concepto => concepto.NoIdentificacion!);
        return NotaDeCredito.Compose(
            today,
            invoice.Uuid!.Value,
            NotaDeCredito.Descuento,
            credited.Select(
                one => NotaDeCredito.Part(
                    billed[one.Service.Folio].FirstOrDefault() ?? stamped.Conceptos[0] with { NoIdentificacion = one.Service.Folio },
                    amounts.Credit(one.Service, one.Amount, earlier))),
            formaPago,
            places.NowAt(emisor.CodigoPostal),
            serie: null,
            folio: null,
            earlier);
    }
}
