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
    private const string LocalesLocation = "http://www.sat.gob.mx/implocal http://www.sat.gob.mx/sitio_internet/cfd/implocal/implocal.xsd";
    private const string TimbreLocation = "http://www.sat.gob.mx/TimbreFiscalDigital "
        + "http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd";

    public void Comprobante(Comprobante document)
    {
        target.Start("cfdi:Comprobante"u8);
        target.Text("xmlns:cfdi"u8, Schema.Cfdi.NamespaceName, covered: false);
        target.Text("xmlns:xsi"u8, Schema.Xsi.NamespaceName, covered: false);
        if (document.Pagos is not null)
            target.Text("xmlns:pago20"u8, Schema.Pago20.NamespaceName, covered: false);
        if (document.ImpuestosLocales is not null)
            target.Text("xmlns:implocal"u8, Schema.ImpLocal.NamespaceName, covered: false);
        target.Text("xsi:schemaLocation"u8, Locations(document), covered: false);
        target.Text("Version"u8, "4.0");
        target.Text("Serie"u8, document.Serie);
        target.Text("Folio"u8, document.Folio);
        target.Moment("Fecha"u8, document.Fecha);
        target.Text("Sello"u8, document.Sello, covered: false);
        target.Text("FormaPago"u8, document.FormaPago);
        target.Text("NoCertificado"u8, document.NoCertificado);
        target.Text("Certificado"u8, document.Certificado, covered: false);
        target.Text("CondicionesDePago"u8, document.CondicionesDePago);
        target.Number("SubTotal"u8, document.SubTotal);
        target.Number("Descuento"u8, document.Descuento);
        target.Text("Moneda"u8, document.Moneda);
        target.Number("TipoCambio"u8, document.TipoCambio);
        target.Number("Total"u8, document.Total);
        target.Text("TipoDeComprobante"u8, document.TipoDeComprobante);
        target.Text("Exportacion"u8, document.Exportacion);
        target.Text("MetodoPago"u8, document.MetodoPago);
        target.Text("LugarExpedicion"u8, document.LugarExpedicion);
        target.Text("Confirmacion"u8, document.Confirmacion);
        InformacionGlobal(document.InformacionGlobal);
        foreach (var related in document.CfdiRelacionados.AsSpan())
            Related(related);
        Emisor(document.Emisor);
        Receptor(document.Receptor);
        target.Start("cfdi:Conceptos"u8);
        foreach (var concepto in document.Conceptos.AsSpan())
            Concepto(concepto);
        target.End("cfdi:Conceptos"u8);
        Impuestos(document.Impuestos);
        Complemento(document);
        if (document.Addenda is { } addenda)
            target.Raw(addenda);
        target.End("cfdi:Comprobante"u8);
    }

    /// <summary>A stamp, which no seal of the document's covers.</summary>
    public void Timbre(TimbreFiscalDigital timbre)
    {
        target.Start("tfd:TimbreFiscalDigital"u8);
        target.Text("xmlns:tfd"u8, Schema.Tfd.NamespaceName, covered: false);
        target.Text("xmlns:xsi"u8, Schema.Xsi.NamespaceName, covered: false);
        target.Text("xsi:schemaLocation"u8, TimbreLocation, covered: false);
        target.Text("Version"u8, "1.1", covered: false);
        target.Text("UUID"u8, timbre.Uuid, covered: false);
        target.Moment("FechaTimbrado"u8, timbre.FechaTimbrado, covered: false);
        target.Text("RfcProvCertif"u8, timbre.RfcProvCertif, covered: false);
        target.Text("Leyenda"u8, timbre.Leyenda, covered: false);
        target.Text("SelloCFD"u8, timbre.SelloCfd, covered: false);
        target.Text("NoCertificadoSAT"u8, timbre.NoCertificadoSat, covered: false);
        target.Text("SelloSAT"u8, timbre.SelloSat, covered: false);
        target.End("tfd:TimbreFiscalDigital"u8);
    }

    private static string Locations(Comprobante document) => (document.Pagos, document.ImpuestosLocales) switch
    {
        (null, null) => CfdiLocation,
        (null, _) => $"{CfdiLocation} {LocalesLocation}",
        (_, null) => $"{CfdiLocation} {PagosLocation}",
        _ => $"{CfdiLocation} {PagosLocation} {LocalesLocation}",
    };

    private void ImpuestosLocales(ImpuestosLocales locales)
    {
        target.Start("implocal:ImpuestosLocales"u8);
        target.Text("version"u8, "1.0");
        target.Number("TotaldeRetenciones"u8, locales.TotaldeRetenciones);
        target.Number("TotaldeTraslados"u8, locales.TotaldeTraslados);
        foreach (var tax in locales.Retenciones.AsSpan())
        {
            target.Start("implocal:RetencionesLocales"u8);
            target.Text("ImpLocRetenido"u8, tax.Nombre);
            target.Number("TasadeRetencion"u8, tax.Tasa);
            target.Number("Importe"u8, tax.Importe);
            target.End("implocal:RetencionesLocales"u8);
        }

        foreach (var tax in locales.Traslados.AsSpan())
        {
            target.Start("implocal:TrasladosLocales"u8);
            target.Text("ImpLocTrasladado"u8, tax.Nombre);
            target.Number("TasadeTraslado"u8, tax.Tasa);
            target.Number("Importe"u8, tax.Importe);
            target.End("implocal:TrasladosLocales"u8);
        }

        target.End("implocal:ImpuestosLocales"u8);
    }

    private void InformacionGlobal(InformacionGlobal? global)
    {
        if (global is null)
            return;
        target.Start("cfdi:InformacionGlobal"u8);
        target.Text("Periodicidad"u8, global.Periodicidad);
        target.Text("Meses"u8, global.Meses);
        target.Number("Año"u8, global.Año);
        target.End("cfdi:InformacionGlobal"u8);
    }

    private void Related(CfdiRelacionados related)
    {
        target.Start("cfdi:CfdiRelacionados"u8);
        target.Text("TipoRelacion"u8, related.TipoRelacion);
        Each("cfdi:CfdiRelacionado"u8, "UUID"u8, related.Uuids);
        target.End("cfdi:CfdiRelacionados"u8);
    }

    private void Emisor(ComprobanteEmisor emisor)
    {
        target.Start("cfdi:Emisor"u8);
        target.Text("Rfc"u8, emisor.Rfc);
        target.Text("Nombre"u8, emisor.Nombre);
        target.Text("RegimenFiscal"u8, emisor.RegimenFiscal);
        target.Text("FacAtrAdquirente"u8, emisor.FacAtrAdquirente);
        target.End("cfdi:Emisor"u8);
    }

    private void Receptor(Receptor receptor)
    {
        target.Start("cfdi:Receptor"u8);
        target.Text("Rfc"u8, receptor.Rfc);
        target.Text("Nombre"u8, receptor.Nombre);
        target.Text("DomicilioFiscalReceptor"u8, receptor.DomicilioFiscalReceptor);
        target.Text("ResidenciaFiscal"u8, receptor.ResidenciaFiscal);
        target.Text("NumRegIdTrib"u8, receptor.NumRegIdTrib);
        target.Text("RegimenFiscalReceptor"u8, receptor.RegimenFiscalReceptor);
        target.Text("UsoCFDI"u8, receptor.UsoCfdi);
        target.End("cfdi:Receptor"u8);
    }

    private void Impuestos(Impuestos? taxes)
    {
        if (taxes is null)
            return;
        target.Start("cfdi:Impuestos"u8);
        target.Number("TotalImpuestosRetenidos"u8, taxes.TotalImpuestosRetenidos, covered: false);
        target.Number("TotalImpuestosTrasladados"u8, taxes.TotalImpuestosTrasladados, covered: false);
        Totals("cfdi:Retenciones"u8, "cfdi:Retencion"u8, TaxNames.Plain, taxes.Retenciones);
        target.Cover(taxes.TotalImpuestosRetenidos);
        Taxes("cfdi:Traslados"u8, "cfdi:Traslado"u8, TaxNames.Plain, taxes.Traslados);
        target.Cover(taxes.TotalImpuestosTrasladados);
        target.End("cfdi:Impuestos"u8);
    }

    private void Complemento(Comprobante document)
    {
        if (document.Pagos is null && document.ImpuestosLocales is null && document.Timbre is null && document.OtherComplements.Count == 0)
            return;
        target.Start("cfdi:Complemento"u8);
        if (document.Pagos is { } pagos)
            Pagos(pagos);
        if (document.ImpuestosLocales is { } locales)
            ImpuestosLocales(locales);
        foreach (var complement in document.OtherComplements.AsSpan())
            target.Raw(complement, covered: true);
        if (document.Timbre is { } timbre)
            Timbre(timbre);
        target.End("cfdi:Complemento"u8);
    }

    /// <summary>An element of one attribute for each value.</summary>
    private void Each(ReadOnlySpan<byte> element, ReadOnlySpan<byte> attribute, ValueList<string> values)
    {
        foreach (var value in values.AsSpan())
        {
            target.Start(element);
            target.Text(attribute, value);
            target.End(element);
        }
    }
}
