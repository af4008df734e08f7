using Honorario.Billing.Cancelacion;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Writes the CFDI of an insurer invoice: one Concepto a service, its taxes and the totals; not yet sealed.</summary>
public sealed class ComposeInvoice(PlaceClock places)
{
    private const string ObjetoDeImpuesto = "02";

    /// <summary>The document of these services, or which of their CPT-4 codes still lack a link to a SAT key.</summary>
    public async Task<Result<Comprobante>> RunAsync(
        HonorarioDb db, Invoice invoice, IEnumerable<MedicalService> services, CancellationToken ct)
    {
        var links = await db.CptLinks().AsNoTracking().ToDictionaryAsync(link => link.Cpt, ct);
        var ordered = services.OrderBy(service => service.Date).ThenBy(service => service.Folio, StringComparer.Ordinal).ToList();
        var unlinked = ordered.Select(service => service.Cpt).Where(cpt => !links.ContainsKey(cpt)).Distinct().Order().ToList();
        if (unlinked.Count > 0)
            return new Problem(FieldNames.Services, $"Falta vincular con una clave SAT: {string.Join(", ", unlinked.Select(Cpt4.Describe))}.",
                Link: $"/configuracion/vinculacion?volver={invoice.Id}");

        var (emisor, insurer) = (invoice.Emisor, invoice.Insurer.Today);
        if (BorderIva.Refuses(emisor, ordered.Select(service => links[service.Cpt])) is { } refused)
            return refused;
        var replaces = await db.Replacements().AsNoTracking().OfSubjectAsync(invoice.Id, ct);
        var discounts = await DiscountsAsync(db, invoice, ct);
        ServiceTaxes Taxes(CptLink link) => ServiceTaxes.For(emisor.Rfc, emisor.RegimenFiscal, link.Iva ?? emisor.Iva, insurer.Rfc);
        var conceptos = ordered.ConvertAll(service =>
        {
            var link = links[service.Cpt];
            decimal Price(decimal pesos) => link.IvaIncluido ?? emisor.IvaIncluido
                ? ServiceTaxes.BeforeIva(invoice.InDocument(pesos), link.Iva ?? emisor.Iva)
                : invoice.InDocument(pesos);
            var discount = discounts.GetValueOrDefault(service.Id);
            return Concepto(service, link, Price(service.InsurerAmount)) with { Descuento = discount == 0 ? null : Price(discount) };
        });
        if (Discounting.Check(conceptos, invoice) is { } tooMuch)
            return tooMuch;
        var document = new Comprobante
        {
            Fecha = Fecha(invoice),
            FormaPago = invoice.FormaPago,
            MetodoPago = invoice.MetodoPago,
            Moneda = invoice.TipoCambio is null ? "MXN" : "USD",
            TipoCambio = invoice.TipoCambio,
            TipoDeComprobante = "I",
            LugarExpedicion = emisor.CodigoPostal.Value,
            CfdiRelacionados = replaces is null ? [] : Replacing.Relation(replaces.ReplacedUuid),
            Emisor = new(emisor.Rfc.Value, emisor.Nombre, emisor.RegimenFiscal),
            Receptor = insurer.AsReceptor(emisor.CodigoPostal),
            Conceptos = Discounts.Spread(conceptos, invoice.InDocument(invoice.Discount))
                .Zip(ordered, (concepto, service) => Taxes(links[service.Cpt]).Apply(concepto))
                .ToValueList(),
            SubTotal = 0,
            Total = 0,
        };
        return Totals.Complete(LocalTaxes.Apply(document, emisor.LocalTaxesFor(insurer.Rfc)));
    }

    /// <summary>What each service is discounted, as stored and as about to be.</summary>
    private static async Task<Dictionary<Guid, decimal>> DiscountsAsync(HonorarioDb db, Invoice invoice, CancellationToken ct)
    {
        var discounts = await db.InvoiceLines().AsNoTracking().Where(line => line.InvoiceId == invoice.Id && line.Discount != 0)
            .ToDictionaryAsync(line => line.ServiceId, line => line.Discount, ct);
        foreach (var line in db.InvoiceLines().Local.Where(line => line.InvoiceId == invoice.Id))
            discounts[line.ServiceId] = line.Discount;
        return discounts;
    }

    /// <summary>Now, when issued today; else the last second of the chosen day, which keeps most of SAT's 72 hours.</summary>
    private DateTime Fecha(Invoice invoice)
    {
        var now = places.NowAt(invoice.Emisor.CodigoPostal);
        return invoice.IssueDate >= DateOnly.FromDateTime(now) ? now : invoice.IssueDate.ToDateTime(new TimeOnly(23, 59, 59));
    }

    /// <summary>The service without the patient: its folio identifies it (LFPDPPP).</summary>
    private static Concepto Concepto(MedicalService service, CptLink link, decimal amount) => new()
    {
        ClaveProdServ = link.ClaveProdServ,
        NoIdentificacion = service.Folio,
        Cantidad = service.Units,
        ClaveUnidad = link.ClaveUnidad,
        Descripcion = $"{link.Descripcion}, {service.Date:dd/MM/yyyy}",
        ValorUnitario = Amount.OfOne(amount, service.Units),
        Importe = amount,
        ObjetoImp = ObjetoDeImpuesto,
    };
}
