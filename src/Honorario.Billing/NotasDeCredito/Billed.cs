using Honorario.Billing.Facturacion;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>What an invoice's document bills of each service: less than its price where it is discounted or its price includes IVA.</summary>
internal sealed class Billed(Invoice invoice, Comprobante document)
{
    private readonly Dictionary<string, Concepto> _conceptos = document.Conceptos.Where(concepto => concepto.NoIdentificacion is not null)
        .GroupBy(concepto => concepto.NoIdentificacion!).ToDictionary(group => group.Key, group => group.First());

    /// <summary>In pesos before taxes; the service's price where the document does not name it, as one that was made elsewhere may not.</summary>
    public decimal Of(string folio, decimal price) =>
        _conceptos.GetValueOrDefault(folio) is not { } concepto || Net(concepto) == invoice.InDocument(price)
            ? price
            : Amount.Round(document.InPesos(Net(concepto)), 2);

    /// <summary>
    /// How much of a concept a note credits, in the document's currency: all that earlier notes left of it to the last decimal, when it is that
    /// but for the rounding of what a person types.
    /// </summary>
    public decimal Credit(MedicalService service, decimal amount, IEnumerable<Comprobante> earlier)
    {
        if (_conceptos.GetValueOrDefault(service.Folio) is not { } concepto)
            return amount;
        var left = Net(concepto) - earlier.SelectMany(note => note.Conceptos).Where(one => one.NoIdentificacion == service.Folio).Sum(one => one.Importe);
        return Amount.Round(left, 2) == amount ? left : amount;
    }

    private static decimal Net(Concepto concepto) => concepto.Importe - (concepto.Descuento ?? 0);
}
