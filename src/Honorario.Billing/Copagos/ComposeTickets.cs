using Honorario.Billing.Cancelacion;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>
/// Writes the CFDI of tickets, not yet sealed: of one to its patient, or of many to the public. What was paid is the Total:
/// where IVA is charged it is within the price.
/// </summary>
/// <remarks>Source: SAT, Guía de llenado del CFDI global 4.0; LIVA art. 15-XIV.</remarks>
public sealed class ComposeTickets(PlaceClock places)
{
    /// <summary>The patient's invoice: one Concepto a line, or which CPT-4 codes still lack a link to a SAT key.</summary>
    /// <param name="db">Where the links are.</param>
    /// <param name="ticket">With its emisor, its lines and their services.</param>
    /// <param name="receptor">The patient.</param>
    /// <param name="replaces">The folio fiscal of the invoice that it takes the place of.</param>
    /// <param name="atDesk">A person of the practice asks for it, and can mend what is in the way.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<Comprobante>> ForPatientAsync(
        HonorarioDb db, Ticket ticket, Receptor receptor, Uuid? replaces, bool atDesk, CancellationToken ct)
    {
        var links = await db.CptLinks().AsNoTracking().ToDictionaryAsync(link => link.Cpt, ct);
        var unlinked = ticket.Lines.Select(line => line.Service.Cpt).Where(cpt => !links.ContainsKey(cpt)).Distinct().Order().ToList();
        if (unlinked.Count > 0)
        {
            var codes = string.Join(", ", unlinked.Select(Cpt4.Describe));
            return atDesk ? new Problem("", $"Falta vincular con una clave SAT: {codes}.", Link: "/configuracion/vinculacion")
                : new Problem("", $"El consultorio aún no vincula con una clave SAT: {codes}. Avísale; tu ticket sigue valiendo.");
        }

        var emisor = ticket.Emisor;
        if (BorderIva.Refuses(emisor, ticket.Lines.Select(line => links[line.Service.Cpt])) is { } border)
        {
            return atDesk ? border
                : new Problem("", "El consultorio cobra IVA al 8 % sin haber dicho que dio aviso al SAT. Avísale; tu ticket sigue valiendo.");
        }

        var conceptos = ticket.Lines.OrderBy(line => line.Service.Date).ThenBy(line => line.Service.Folio, StringComparer.Ordinal).Select(line =>
        {
            var link = links[line.Service.Cpt];
            var taxes = ServiceTaxes.For(emisor.Rfc, emisor.RegimenFiscal, link.Iva ?? emisor.Iva, Rfc.Parse(receptor.Rfc));
            var price = ServiceTaxes.BeforeIva(line.Amount, taxes.Iva);
            return taxes.Apply(new Concepto
            {
                ClaveProdServ = link.ClaveProdServ,
                NoIdentificacion = line.Service.Folio,
                Cantidad = 1,
                ClaveUnidad = link.ClaveUnidad,
                Descripcion = $"Copago: {link.Descripcion}, {line.Service.Date:dd/MM/yyyy}",
                ValorUnitario = price,
                Importe = price,
                ObjetoImp = "02",
            });
        });
        var document = Complete(emisor, ticket.FormaPago, receptor, conceptos.ToValueList());
        return replaces is null ? document : document with { CfdiRelacionados = Replacing.Relation(replaces) };
    }

    /// <summary>The factura global: one Concepto a ticket.</summary>
    /// <param name="db">Where the links are.</param>
    /// <param name="emisor">Who issues.</param>
    /// <param name="proposal">Which period and form of payment.</param>
    /// <param name="tickets">With their lines and their services.</param>
    public async Task<Result<Comprobante>> ForPublicAsync(
        HonorarioDb db, Emisor emisor, GlobalProposal proposal, IReadOnlyCollection<Ticket> tickets, CancellationToken ct)
    {
        var links = await db.CptLinks().AsNoTracking().Where(link => link.Iva != null).ToDictionaryAsync(link => link.Cpt, ct);
        var billed = tickets.SelectMany(ticket => ticket.Lines).Select(line => links.GetValueOrDefault(line.Service.Cpt)).OfType<CptLink>();
        if (BorderIva.Refuses(emisor, billed) is { } refused)
            return refused;
        var conceptos = tickets.Select(ticket =>
        {
            var parts = ticket.Lines.GroupBy(line => links.GetValueOrDefault(line.Service.Cpt)?.Iva ?? emisor.Iva)
                .Select(part => (Iva: part.Key, Net: ServiceTaxes.BeforeIva(part.Sum(line => line.Amount), part.Key)))
                .ToList();
            var sale = new Concepto
            {
                ClaveProdServ = "01010101",
                NoIdentificacion = ticket.Folio,
                Cantidad = 1,
                ClaveUnidad = "ACT",
                Descripcion = "Venta",
                ValorUnitario = parts.Sum(part => part.Net),
                Importe = parts.Sum(part => part.Net),
                ObjetoImp = "02",
            };
            return sale with
            {
                ObjetoImp = parts.TrueForAll(part => part.Iva == IvaTreatment.NoObjeto) ? "01" : "02",
                Traslados = parts.SelectMany(part => new ServiceTaxes(part.Iva, null)
                    .Apply(sale with { ValorUnitario = part.Net, Importe = part.Net }).Traslados).ToValueList(),
            };
        });
        var document = Complete(
            emisor, proposal.FormaPago, new Receptor(Rfc.PublicoEnGeneral.Value, "PUBLICO EN GENERAL", emisor.CodigoPostal.Value, "616", "S01"),
                conceptos.ToValueList());
        return document with { InformacionGlobal = new InformacionGlobal(proposal.Periodicidad, $"{proposal.From.Month:00}", proposal.From.Year) };
    }

    private Comprobante Complete(Emisor emisor, string formaPago, Receptor receptor, ValueList<Concepto> conceptos) => Totals.Complete(new Comprobante
    {
        Fecha = places.NowAt(emisor.CodigoPostal),
        FormaPago = formaPago,
        MetodoPago = "PUE",
        TipoDeComprobante = "I",
        LugarExpedicion = emisor.CodigoPostal.Value,
        Emisor = new(emisor.Rfc.Value, emisor.Nombre, emisor.RegimenFiscal),
        Receptor = receptor,
        Conceptos = conceptos,
        SubTotal = 0,
        Total = 0,
    });
}
