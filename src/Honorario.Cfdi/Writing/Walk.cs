using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>
/// Goes through a document in the order of its XML, which is the cadena original's too but for the totals of the taxes: there
/// they follow what they sum.
/// </summary>
internal sealed partial class Walk(ITarget target)
{
    private const string CfdiLocation = "http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd";
    private const string PagosLocation = "http://www.sat.gob.mx/Pagos20 http://www.sat.gob.mx/sitio_internet/cfd/Pagos/Pagos20.xsd";
    private const string TimbreLocation = "http://www.sat.gob.mx/TimbreFiscalDigital http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd";

    public void Comprobante(Comprobante document)
    {
        target.Start("cfdi:Comprobante");
        target.Text("xmlns:cfdi", Schema.Cfdi.NamespaceName, covered: false);
        target.Text("xmlns:xsi", Schema.Xsi.NamespaceName, covered: false);
        if (document.Pagos is not null)
            target.Text("xmlns:pago20", Schema.Pago20.NamespaceName, covered: false);
        target.Text("xsi:schemaLocation", document.Pagos is null ? CfdiLocation : $"{CfdiLocation} {PagosLocation}", covered: false);
        target.Text("Version", "4.0");
        target.Text("Serie", document.Serie);
        target.Text("Folio", document.Folio);
        target.Moment("Fecha", document.Fecha);
        target.Text("Sello", document.Sello, covered: false);
        target.Text("FormaPago", document.FormaPago);
        target.Text("NoCertificado", document.NoCertificado);
        target.Text("Certificado", document.Certificado, covered: false);
        target.Text("CondicionesDePago", document.CondicionesDePago);
        target.Number("SubTotal", document.SubTotal);
        target.Number("Descuento", document.Descuento);
        target.Text("Moneda", document.Moneda);
        target.Number("TipoCambio", document.TipoCambio);
        target.Number("Total", document.Total);
        target.Text("TipoDeComprobante", document.TipoDeComprobante);
        target.Text("Exportacion", document.Exportacion);
        target.Text("MetodoPago", document.MetodoPago);
        target.Text("LugarExpedicion", document.LugarExpedicion);
        target.Text("Confirmacion", document.Confirmacion);
        InformacionGlobal(document.InformacionGlobal);
        foreach (var related in document.CfdiRelacionados.AsSpan())
            Related(related);
        Emisor(document.Emisor);
        Receptor(document.Receptor);
        target.Start("cfdi:Conceptos");
        foreach (var concepto in document.Conceptos.AsSpan())
            Concepto(concepto);
        target.End("cfdi:Conceptos");
        Impuestos(document.Impuestos);
        Complemento(document);
        if (document.Addenda is { } addenda)
            target.Raw(addenda);
        target.End("cfdi:Comprobante");
    }

    /// <summary>A stamp, which no seal of the document's covers.</summary>
    public void Timbre(TimbreFiscalDigital timbre)
    {
        target.Start("tfd:TimbreFiscalDigital");
        target.Text("xmlns:tfd", Schema.Tfd.NamespaceName, covered: false);
        target.Text("xmlns:xsi", Schema.Xsi.NamespaceName, covered: false);
        target.Text("xsi:schemaLocation", TimbreLocation, covered: false);
        target.Text("Version", "1.1", covered: false);
        target.Text("UUID", timbre.Uuid, covered: false);
        target.Moment("FechaTimbrado", timbre.FechaTimbrado, covered: false);
        target.Text("RfcProvCertif", timbre.RfcProvCertif, covered: false);
        target.Text("Leyenda", timbre.Leyenda, covered: false);
        target.Text("SelloCFD", timbre.SelloCfd, covered: false);
        target.Text("NoCertificadoSAT", timbre.NoCertificadoSat, covered: false);
        target.Text("SelloSAT", timbre.SelloSat, covered: false);
        target.End("tfd:TimbreFiscalDigital");
    }

    private void InformacionGlobal(InformacionGlobal? global)
    {
        if (global is null)
            return;
        target.Start("cfdi:InformacionGlobal");
        target.Text("Periodicidad", global.Periodicidad);
        target.Text("Meses", global.Meses);
        target.Number("Año", global.Año);
        target.End("cfdi:InformacionGlobal");
    }

    private void Related(CfdiRelacionados related)
    {
        target.Start("cfdi:CfdiRelacionados");
        target.Text("TipoRelacion", related.TipoRelacion);
        Each("cfdi:CfdiRelacionado", "UUID", related.Uuids);
        target.End("cfdi:CfdiRelacionados");
    }

    private void Emisor(Emisor emisor)
    {
        target.Start("cfdi:Emisor");
        target.Text("Rfc", emisor.Rfc);
        target.Text("Nombre", emisor.Nombre);
        target.Text("RegimenFiscal", emisor.RegimenFiscal);
        target.Text("FacAtrAdquirente", emisor.FacAtrAdquirente);
        target.End("cfdi:Emisor");
    }

    private void Receptor(Receptor receptor)
    {
        target.Start("cfdi:Receptor");
        target.Text("Rfc", receptor.Rfc);
        target.Text("Nombre", receptor.Nombre);
        target.Text("DomicilioFiscalReceptor", receptor.DomicilioFiscalReceptor);
        target.Text("ResidenciaFiscal", receptor.ResidenciaFiscal);
        target.Text("NumRegIdTrib", receptor.NumRegIdTrib);
        target.Text("RegimenFiscalReceptor", receptor.RegimenFiscalReceptor);
        target.Text("UsoCFDI", receptor.UsoCfdi);
        target.End("cfdi:Receptor");
    }

    private void Impuestos(Impuestos? taxes)
    {
        if (taxes is null)
            return;
        target.Start("cfdi:Impuestos");
        target.Number("TotalImpuestosRetenidos", taxes.TotalImpuestosRetenidos, covered: false);
        target.Number("TotalImpuestosTrasladados", taxes.TotalImpuestosTrasladados, covered: false);
        Totals("cfdi:Retenciones", "cfdi:Retencion", TaxNames.Plain, taxes.Retenciones);
        target.Cover(taxes.TotalImpuestosRetenidos);
        Taxes("cfdi:Traslados", "cfdi:Traslado", TaxNames.Plain, taxes.Traslados);
        target.Cover(taxes.TotalImpuestosTrasladados);
        target.End("cfdi:Impuestos");
    }

    private void Complemento(Comprobante document)
    {
        if (document.Pagos is null && document.Timbre is null && document.OtherComplements.Count == 0)
            return;
        target.Start("cfdi:Complemento");
        if (document.Pagos is { } pagos)
            Pagos(pagos);
        foreach (var complement in document.OtherComplements.AsSpan())
            target.Raw(complement, covered: true);
        if (document.Timbre is { } timbre)
            Timbre(timbre);
        target.End("cfdi:Complemento");
    }

    /// <summary>An element of one attribute for each value.</summary>
    private void Each(string element, string attribute, ValueList<string> values)
    {
        foreach (var value in values.AsSpan())
        {
            target.Start(element);
            target.Text(attribute, value);
            target.End(element);
        }
    }
}
