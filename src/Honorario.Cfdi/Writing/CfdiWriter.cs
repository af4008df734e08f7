using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>Writes a document as XML: prefixes and schema locations as SAT wants them, amounts with the decimals they carry.</summary>
/// <remarks>Source: Anexo 20, <c>cfdv40.xsd</c>, <c>Pagos20.xsd</c>, <c>TimbreFiscalDigitalv11.xsd</c>.</remarks>
public static class CfdiWriter
{
    private const string CfdiLocation = "http://www.sat.gob.mx/cfd/4 http://www.sat.gob.mx/sitio_internet/cfd/4/cfdv40.xsd";
    private const string PagosLocation = "http://www.sat.gob.mx/Pagos20 http://www.sat.gob.mx/sitio_internet/cfd/Pagos/Pagos20.xsd";
    private const string TimbreLocation = "http://www.sat.gob.mx/TimbreFiscalDigital http://www.sat.gob.mx/sitio_internet/cfd/TimbreFiscalDigital/TimbreFiscalDigitalv11.xsd";

    /// <summary>The document's bytes, UTF-8 without a byte order mark and without indentation.</summary>
    public static byte[] Write(Comprobante comprobante) => Write(ToXml(comprobante));

    /// <summary>An element's bytes, UTF-8 with an XML declaration.</summary>
    public static byte[] Write(XElement root) => Utf8Xml.Write(root);

    /// <summary>The document's root element.</summary>
    public static XElement ToXml(Comprobante document)
    {
        var root = Element(
            Schema.Cfdi + "Comprobante",
            new XAttribute(XNamespace.Xmlns + "cfdi", Schema.Cfdi.NamespaceName),
            new XAttribute(XNamespace.Xmlns + "xsi", Schema.Xsi.NamespaceName),
            document.Pagos is null ? null : new XAttribute(XNamespace.Xmlns + "pago20", Schema.Pago20.NamespaceName),
            new XAttribute(Schema.SchemaLocation, document.Pagos is null ? CfdiLocation : $"{CfdiLocation} {PagosLocation}"),
            Text("Version", "4.0"),
            Text("Serie", document.Serie),
            Text("Folio", document.Folio),
            Moment("Fecha", document.Fecha),
            Text("Sello", document.Sello),
            Text("FormaPago", document.FormaPago),
            Text("NoCertificado", document.NoCertificado),
            Text("Certificado", document.Certificado),
            Text("CondicionesDePago", document.CondicionesDePago),
            Number("SubTotal", document.SubTotal),
            Number("Descuento", document.Descuento),
            Text("Moneda", document.Moneda),
            Number("TipoCambio", document.TipoCambio),
            Number("Total", document.Total),
            Text("TipoDeComprobante", document.TipoDeComprobante),
            Text("Exportacion", document.Exportacion),
            Text("MetodoPago", document.MetodoPago),
            Text("LugarExpedicion", document.LugarExpedicion),
            Text("Confirmacion", document.Confirmacion),
            document.InformacionGlobal is { } global
                ? Element(Schema.Cfdi + "InformacionGlobal", Text("Periodicidad", global.Periodicidad), Text("Meses", global.Meses), Number("Año", global.Año))
                : null);
        foreach (var related in document.CfdiRelacionados)
            root.Add(Related(related));
        root.Add(ToXml(document.Emisor), ToXml(document.Receptor));
        root.Add(Element(Schema.Cfdi + "Conceptos", [.. document.Conceptos.Select(ToXml)]));
        root.Add(document.Impuestos is { } taxes ? ToXml(taxes) : null, Complemento(document));
        if (document.Addenda is { } addenda)
            root.Add(XElement.Parse(addenda, LoadOptions.PreserveWhitespace));
        return root;
    }

    /// <summary>The stamp's element, ready to go into a document's Complemento.</summary>
    public static XElement ToXml(TimbreFiscalDigital timbre) => Element(
        Schema.Tfd + "TimbreFiscalDigital",
        new XAttribute(XNamespace.Xmlns + "tfd", Schema.Tfd.NamespaceName),
        new XAttribute(XNamespace.Xmlns + "xsi", Schema.Xsi.NamespaceName),
        new XAttribute(Schema.SchemaLocation, TimbreLocation),
        Text("Version", "1.1"),
        Text("UUID", timbre.Uuid),
        Moment("FechaTimbrado", timbre.FechaTimbrado),
        Text("RfcProvCertif", timbre.RfcProvCertif),
        Text("Leyenda", timbre.Leyenda),
        Text("SelloCFD", timbre.SelloCfd),
        Text("NoCertificadoSAT", timbre.NoCertificadoSat),
        Text("SelloSAT", timbre.SelloSat));

    private static XElement Related(CfdiRelacionados related) => Element(
        Schema.Cfdi + "CfdiRelacionados",
        [Text("TipoRelacion", related.TipoRelacion), .. related.Uuids.Select(uuid => Element(Schema.Cfdi + "CfdiRelacionado", Text("UUID", uuid)))]);

    private static XElement ToXml(Emisor emisor) => Element(
        Schema.Cfdi + "Emisor",
        Text("Rfc", emisor.Rfc),
        Text("Nombre", emisor.Nombre),
        Text("RegimenFiscal", emisor.RegimenFiscal),
        Text("FacAtrAdquirente", emisor.FacAtrAdquirente));

    private static XElement ToXml(Receptor receptor) => Element(
        Schema.Cfdi + "Receptor",
        Text("Rfc", receptor.Rfc),
        Text("Nombre", receptor.Nombre),
        Text("DomicilioFiscalReceptor", receptor.DomicilioFiscalReceptor),
        Text("ResidenciaFiscal", receptor.ResidenciaFiscal),
        Text("NumRegIdTrib", receptor.NumRegIdTrib),
        Text("RegimenFiscalReceptor", receptor.RegimenFiscalReceptor),
        Text("UsoCFDI", receptor.UsoCfdi));

    private static XElement ToXml(Concepto concepto)
    {
        var element = Element(
            Schema.Cfdi + "Concepto",
            Text("ClaveProdServ", concepto.ClaveProdServ),
            Text("NoIdentificacion", concepto.NoIdentificacion),
            Number("Cantidad", concepto.Cantidad),
            Text("ClaveUnidad", concepto.ClaveUnidad),
            Text("Unidad", concepto.Unidad),
            Text("Descripcion", concepto.Descripcion),
            Number("ValorUnitario", concepto.ValorUnitario),
            Number("Importe", concepto.Importe),
            Number("Descuento", concepto.Descuento),
            Text("ObjetoImp", concepto.ObjetoImp));
        if (concepto.Traslados.Count + concepto.Retenciones.Count > 0)
        {
            element.Add(Element(
                Schema.Cfdi + "Impuestos",
                ListOf(Schema.Cfdi + "Traslados", concepto.Traslados, tax => ToXml(Schema.Cfdi + "Traslado", tax, "")),
                ListOf(Schema.Cfdi + "Retenciones", concepto.Retenciones, tax => ToXml(Schema.Cfdi + "Retencion", tax, ""))));
        }

        if (concepto.ACuentaTerceros is { } third)
        {
            element.Add(Element(
                Schema.Cfdi + "ACuentaTerceros",
                Text("RfcACuentaTerceros", third.RfcACuentaTerceros),
                Text("NombreACuentaTerceros", third.NombreACuentaTerceros),
                Text("RegimenFiscalACuentaTerceros", third.RegimenFiscalACuentaTerceros),
                Text("DomicilioFiscalACuentaTerceros", third.DomicilioFiscalACuentaTerceros)));
        }

        element.Add(concepto.InformacionAduanera.Select(Pedimento));
        element.Add(concepto.CuentaPredial.Select(account => Element(Schema.Cfdi + "CuentaPredial", Text("Numero", account))));
        if (concepto.Complements.Count > 0)
            element.Add(Element(Schema.ComplementoConcepto, [.. concepto.Complements.Select(Raw)]));
        element.Add(concepto.Partes.Select(ToXml));
        return element;
    }

    private static XElement ToXml(Parte parte) => Element(
        Schema.Cfdi + "Parte",
        [
            Text("ClaveProdServ", parte.ClaveProdServ),
            Text("NoIdentificacion", parte.NoIdentificacion),
            Number("Cantidad", parte.Cantidad),
            Text("Unidad", parte.Unidad),
            Text("Descripcion", parte.Descripcion),
            Number("ValorUnitario", parte.ValorUnitario),
            Number("Importe", parte.Importe),
            .. parte.InformacionAduanera.Select(Pedimento),
        ]);

    private static XElement ToXml(Impuestos taxes) => Element(
        Schema.Cfdi + "Impuestos",
        Number("TotalImpuestosRetenidos", taxes.TotalImpuestosRetenidos),
        Number("TotalImpuestosTrasladados", taxes.TotalImpuestosTrasladados),
        ListOf(Schema.Cfdi + "Retenciones", taxes.Retenciones, tax => ToXml(Schema.Cfdi + "Retencion", tax, "")),
        ListOf(Schema.Cfdi + "Traslados", taxes.Traslados, tax => ToXml(Schema.Cfdi + "Traslado", tax, "")));

    private static XElement? Complemento(Comprobante document)
    {
        var complements = new List<XElement>();
        if (document.Pagos is { } pagos)
            complements.Add(ToXml(pagos));
        complements.AddRange(document.OtherComplements.Select(Raw));
        if (document.Timbre is { } timbre)
            complements.Add(ToXml(timbre));
        return complements.Count == 0 ? null : Element(Schema.Complemento, [.. complements]);
    }

    private static XElement ToXml(Pagos pagos) => Element(
        Schema.Pago20 + "Pagos",
        [Text("Version", "2.0"), ToXml(pagos.Totales), .. pagos.Items.Select(ToXml)]);

    private static XElement ToXml(TotalesPagos totals) => Element(
        Schema.Pago20 + "Totales",
        Number("TotalRetencionesIVA", totals.TotalRetencionesIva),
        Number("TotalRetencionesISR", totals.TotalRetencionesIsr),
        Number("TotalRetencionesIEPS", totals.TotalRetencionesIeps),
        Number("TotalTrasladosBaseIVA16", totals.TotalTrasladosBaseIva16),
        Number("TotalTrasladosImpuestoIVA16", totals.TotalTrasladosImpuestoIva16),
        Number("TotalTrasladosBaseIVA8", totals.TotalTrasladosBaseIva8),
        Number("TotalTrasladosImpuestoIVA8", totals.TotalTrasladosImpuestoIva8),
        Number("TotalTrasladosBaseIVA0", totals.TotalTrasladosBaseIva0),
        Number("TotalTrasladosImpuestoIVA0", totals.TotalTrasladosImpuestoIva0),
        Number("TotalTrasladosBaseIVAExento", totals.TotalTrasladosBaseIvaExento),
        Number("MontoTotalPagos", totals.MontoTotalPagos));

    private static XElement ToXml(Pago pago)
    {
        var element = Element(
            Schema.Pago20 + "Pago",
            [
                Moment("FechaPago", pago.FechaPago),
                Text("FormaDePagoP", pago.FormaDePagoP),
                Text("MonedaP", pago.MonedaP),
                Number("TipoCambioP", pago.TipoCambioP),
                Number("Monto", pago.Monto),
                Text("NumOperacion", pago.NumOperacion),
                Text("RfcEmisorCtaOrd", pago.RfcEmisorCtaOrd),
                Text("NomBancoOrdExt", pago.NomBancoOrdExt),
                Text("CtaOrdenante", pago.CtaOrdenante),
                Text("RfcEmisorCtaBen", pago.RfcEmisorCtaBen),
                Text("CtaBeneficiario", pago.CtaBeneficiario),
                Text("TipoCadPago", pago.TipoCadPago),
                Text("CertPago", pago.CertPago),
                Text("CadPago", pago.CadPago),
                Text("SelloPago", pago.SelloPago),
                .. pago.DoctosRelacionados.Select(ToXml),
            ]);
        if (pago.RetencionesP.Count + pago.TrasladosP.Count > 0)
        {
            element.Add(Element(
                Schema.Pago20 + "ImpuestosP",
                ListOf(Schema.Pago20 + "RetencionesP", pago.RetencionesP, tax => ToXml(Schema.Pago20 + "RetencionP", tax, "P")),
                ListOf(Schema.Pago20 + "TrasladosP", pago.TrasladosP, tax => ToXml(Schema.Pago20 + "TrasladoP", tax, "P"))));
        }

        return element;
    }

    private static XElement ToXml(DoctoRelacionado docto)
    {
        var element = Element(
            Schema.Pago20 + "DoctoRelacionado",
            Text("IdDocumento", docto.IdDocumento),
            Text("Serie", docto.Serie),
            Text("Folio", docto.Folio),
            Text("MonedaDR", docto.MonedaDR),
            Number("EquivalenciaDR", docto.EquivalenciaDR),
            Number("NumParcialidad", docto.NumParcialidad),
            Number("ImpSaldoAnt", docto.ImpSaldoAnt),
            Number("ImpPagado", docto.ImpPagado),
            Number("ImpSaldoInsoluto", docto.ImpSaldoInsoluto),
            Text("ObjetoImpDR", docto.ObjetoImpDR));
        if (docto.RetencionesDR.Count + docto.TrasladosDR.Count > 0)
        {
            element.Add(Element(
                Schema.Pago20 + "ImpuestosDR",
                ListOf(Schema.Pago20 + "RetencionesDR", docto.RetencionesDR, tax => ToXml(Schema.Pago20 + "RetencionDR", tax, "DR")),
                ListOf(Schema.Pago20 + "TrasladosDR", docto.TrasladosDR, tax => ToXml(Schema.Pago20 + "TrasladoDR", tax, "DR"))));
        }

        return element;
    }

    private static XElement ToXml(XName name, Traslado tax, string suffix) => Element(
        name,
        Number("Base" + suffix, tax.Base),
        Text("Impuesto" + suffix, tax.Impuesto),
        Text("TipoFactor" + suffix, tax.TipoFactor),
        Number("TasaOCuota" + suffix, tax.TasaOCuota),
        Number("Importe" + suffix, tax.Importe));

    private static XElement ToXml(XName name, Retencion tax, string suffix) => Element(
        name,
        Number("Base" + suffix, tax.Base),
        Text("Impuesto" + suffix, tax.Impuesto),
        Text("TipoFactor" + suffix, tax.TipoFactor),
        Number("TasaOCuota" + suffix, tax.TasaOCuota),
        Number("Importe" + suffix, tax.Importe));

    private static XElement ToXml(XName name, RetencionTotal tax, string suffix) => Element(
        name, Text("Impuesto" + suffix, tax.Impuesto), Number("Importe" + suffix, tax.Importe));

    private static XElement Pedimento(string number) => Element(Schema.Cfdi + "InformacionAduanera", Text("NumeroPedimento", number));

    private static XElement? ListOf<T>(XName name, ValueList<T> items, Func<T, XElement> item) =>
        items.Count == 0 ? null : Element(name, [.. items.Select(item)]);

    private static XElement Element(XName name, params ReadOnlySpan<XObject?> content)
    {
        var element = new XElement(name);
        foreach (var part in content)
            element.Add(part);
        return element;
    }

    private static XElement Raw(string xml) => XElement.Parse(xml, LoadOptions.PreserveWhitespace);

    private static XAttribute? Text(string name, string? value) => value is null ? null : new XAttribute(Schema.AttributeNames[name], value);

    private static XAttribute? Number(string name, decimal? value) =>
        value is { } number ? new XAttribute(Schema.AttributeNames[name], number.ToString(CultureInfo.InvariantCulture)) : null;

    private static XAttribute Moment(string name, DateTime value) =>
        new(Schema.AttributeNames[name], value.ToString("s", CultureInfo.InvariantCulture));
}
