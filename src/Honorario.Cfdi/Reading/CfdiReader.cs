using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;

namespace Honorario.Cfdi.Reading;

/// <summary>A document that was read, or why it could not be.</summary>
/// <param name="Document">The document.</param>
/// <param name="Findings">Why there is none.</param>
public sealed record ReadResult(Comprobante? Document, IReadOnlyList<Finding> Findings);

/// <summary>
/// Reads a CFDI 4.0. What was written by <see cref="Writing.CfdiWriter"/> reads back equal; complements and addenda of other
/// namespaces are kept as XML.
/// </summary>
public static class CfdiReader
{
    /// <summary>Reads a document's bytes.</summary>
    public static ReadResult Read(ReadOnlyMemory<byte> xml)
    {
        var loaded = SafeXml.Load(xml);
        return loaded.Root is { } root ? Read(root) : new ReadResult(null, [loaded.Fault!]);
    }

    /// <summary>Reads a document's root element.</summary>
    public static ReadResult Read(XElement root)
    {
        var findings = Structure.Check(root);
        return findings.Count == 0 ? new ReadResult(Comprobante(root), []) : new ReadResult(null, findings);
    }

    internal static TimbreFiscalDigital Timbre(XElement timbre) => new(
        Text(timbre, "UUID"),
        Moment(timbre, "FechaTimbrado"),
        Text(timbre, "RfcProvCertif"),
        Maybe(timbre, "Leyenda"),
        Text(timbre, "SelloCFD"),
        Text(timbre, "NoCertificadoSAT"),
        Text(timbre, "SelloSAT"));

    private static Comprobante Comprobante(XElement root)
    {
        var complements = root.Elements(Schema.Complemento).Elements().ToList();
        var pagos = complements.Find(one => one.Name == Schema.Pagos.Name);
        var timbre = complements.Find(one => one.Name == Schema.Timbre.Name);
        var (locales, localTaxes) = Locales(complements);
        return new Comprobante
        {
            Serie = Maybe(root, "Serie"),
            Folio = Maybe(root, "Folio"),
            Fecha = Moment(root, "Fecha"),
            FormaPago = Maybe(root, "FormaPago"),
            CondicionesDePago = Maybe(root, "CondicionesDePago"),
            SubTotal = Number(root, "SubTotal"),
            Descuento = MaybeNumber(root, "Descuento"),
            Moneda = Text(root, "Moneda"),
            TipoCambio = MaybeNumber(root, "TipoCambio"),
            Total = Number(root, "Total"),
            TipoDeComprobante = Text(root, "TipoDeComprobante"),
            Exportacion = Text(root, "Exportacion"),
            MetodoPago = Maybe(root, "MetodoPago"),
            LugarExpedicion = Text(root, "LugarExpedicion"),
            Confirmacion = Maybe(root, "Confirmacion"),
            InformacionGlobal = root.Element(Schema.Cfdi + "InformacionGlobal") is { } global
                ? new InformacionGlobal(Text(global, "Periodicidad"), Text(global, "Meses"), (int)Number(global, "Año"))
                : null,
            CfdiRelacionados = All(root, Schema.Cfdi + "CfdiRelacionados", related => new CfdiRelacionados(
                Text(related, "TipoRelacion"),
                All(related, Schema.Cfdi + "CfdiRelacionado", one => Text(one, "UUID")))),
            Emisor = Emisor(root.Element(Schema.Cfdi + "Emisor")!),
            Receptor = Receptor(root.Element(Schema.Cfdi + "Receptor")!),
            Conceptos = All(root.Element(Schema.Cfdi + "Conceptos")!, Schema.Cfdi + "Concepto", Concepto),
            Impuestos = root.Element(Schema.Cfdi + "Impuestos") is { } taxes ? Impuestos(taxes) : null,
            NoCertificado = Maybe(root, "NoCertificado"),
            Certificado = Maybe(root, "Certificado"),
            Sello = Maybe(root, "Sello"),
            Pagos = pagos is null ? null : Pagos(pagos),
            ImpuestosLocales = localTaxes,
            OtherComplements = complements
                .Where(one => one != pagos && one != timbre && one != locales)
                .Select(Raw).ToValueList(),
            Addenda = root.Element(Schema.Addenda) is { } addenda ? Raw(addenda) : null,
            Timbre = timbre is null ? null : Timbre(timbre),
        };
    }

    /// <summary>The complement of local taxes, if there is one and it is written as this library would; else it stays XML.</summary>
    private static (XElement? Element, ImpuestosLocales? Taxes) Locales(List<XElement> complements)
    {
        var element = complements.Find(one => one.Name == Schema.ImpLocal + "ImpuestosLocales");
        if (element is null)
            return (null, null);
        var withheld = element.Elements(Schema.ImpLocal + "RetencionesLocales").ToList();
        var charged = element.Elements(Schema.ImpLocal + "TrasladosLocales").ToList();
        if (!element.Elements().SequenceEqual(withheld.Concat(charged)) || element.DescendantNodes().Any(node => node is not XElement))
            return (null, null);
        try
        {
            return (element, new ImpuestosLocales(
                withheld.Select(tax => LocalTax(tax, "ImpLocRetenido", "TasadeRetencion")).ToValueList(),
                charged.Select(tax => LocalTax(tax, "ImpLocTrasladado", "TasadeTraslado")).ToValueList(),
                Number(element, "TotaldeRetenciones"),
                Number(element, "TotaldeTraslados")));
        }
        catch (Exception unwritten) when (unwritten is FormatException or OverflowException or NullReferenceException)
        {
            return (null, null);
        }
    }

    private static ImpuestoLocal LocalTax(XElement tax, string name, string rate) => new(Text(tax, name), Number(tax, rate), Number(tax, "Importe"));

    private static ComprobanteEmisor Emisor(XElement emisor) => new(
        Text(emisor, "Rfc"), Text(emisor, "Nombre"), Text(emisor, "RegimenFiscal"), Maybe(emisor, "FacAtrAdquirente"));

    private static Receptor Receptor(XElement receptor) => new(
        Text(receptor, "Rfc"),
        Text(receptor, "Nombre"),
        Text(receptor, "DomicilioFiscalReceptor"),
        Text(receptor, "RegimenFiscalReceptor"),
        Text(receptor, "UsoCFDI"),
        Maybe(receptor, "ResidenciaFiscal"),
        Maybe(receptor, "NumRegIdTrib"));

    private static Concepto Concepto(XElement concepto)
    {
        var taxes = concepto.Element(Schema.Cfdi + "Impuestos");
        return new Concepto
        {
            ClaveProdServ = Text(concepto, "ClaveProdServ"),
            NoIdentificacion = Maybe(concepto, "NoIdentificacion"),
            Cantidad = Number(concepto, "Cantidad"),
            ClaveUnidad = Text(concepto, "ClaveUnidad"),
            Unidad = Maybe(concepto, "Unidad"),
            Descripcion = Text(concepto, "Descripcion"),
            ValorUnitario = Number(concepto, "ValorUnitario"),
            Importe = Number(concepto, "Importe"),
            Descuento = MaybeNumber(concepto, "Descuento"),
            ObjetoImp = Text(concepto, "ObjetoImp"),
            Traslados = All(taxes?.Element(Schema.Cfdi + "Traslados"), Schema.Cfdi + "Traslado", tax => Traslado(tax, "")),
            Retenciones = All(taxes?.Element(Schema.Cfdi + "Retenciones"), Schema.Cfdi + "Retencion", tax => Retencion(tax, "")),
            ACuentaTerceros = concepto.Element(Schema.Cfdi + "ACuentaTerceros") is { } third
                ? new ACuentaTerceros(
                    Text(third, "RfcACuentaTerceros"),
                    Text(third, "NombreACuentaTerceros"),
                    Text(third, "RegimenFiscalACuentaTerceros"),
                    Text(third, "DomicilioFiscalACuentaTerceros"))
                : null,
            InformacionAduanera = Pedimentos(concepto),
            CuentaPredial = All(concepto, Schema.Cfdi + "CuentaPredial", account => Text(account, "Numero")),
            Complements = concepto.Element(Schema.ComplementoConcepto)?.Elements().Select(Raw).ToValueList() ?? [],
            Partes = All(concepto, Schema.Cfdi + "Parte", Parte),
        };
    }

    private static Parte Parte(XElement parte) => new(
        Text(parte, "ClaveProdServ"),
        Maybe(parte, "NoIdentificacion"),
        Number(parte, "Cantidad"),
        Maybe(parte, "Unidad"),
        Text(parte, "Descripcion"),
        MaybeNumber(parte, "ValorUnitario"),
        MaybeNumber(parte, "Importe"),
        Pedimentos(parte));

    private static ValueList<string> Pedimentos(XElement element) =>
        All(element, Schema.Cfdi + "InformacionAduanera", pedimento => pedimento.Attribute("NumeroPedimento")!.Value);

    private static Impuestos Impuestos(XElement taxes) => new(
        All(taxes.Element(Schema.Cfdi + "Retenciones"), Schema.Cfdi + "Retencion", tax => RetencionTotal(tax, "")),
        MaybeNumber(taxes, "TotalImpuestosRetenidos"),
        All(taxes.Element(Schema.Cfdi + "Traslados"), Schema.Cfdi + "Traslado", tax => Traslado(tax, "")),
        MaybeNumber(taxes, "TotalImpuestosTrasladados"));

    private static Pagos Pagos(XElement pagos)
    {
        var totals = pagos.Element(Schema.Pago20 + "Totales")!;
        return new Pagos(
            new TotalesPagos
            {
                TotalRetencionesIva = MaybeNumber(totals, "TotalRetencionesIVA"),
                TotalRetencionesIsr = MaybeNumber(totals, "TotalRetencionesISR"),
                TotalRetencionesIeps = MaybeNumber(totals, "TotalRetencionesIEPS"),
                TotalTrasladosBaseIva16 = MaybeNumber(totals, "TotalTrasladosBaseIVA16"),
                TotalTrasladosImpuestoIva16 = MaybeNumber(totals, "TotalTrasladosImpuestoIVA16"),
                TotalTrasladosBaseIva8 = MaybeNumber(totals, "TotalTrasladosBaseIVA8"),
                TotalTrasladosImpuestoIva8 = MaybeNumber(totals, "TotalTrasladosImpuestoIVA8"),
                TotalTrasladosBaseIva0 = MaybeNumber(totals, "TotalTrasladosBaseIVA0"),
                TotalTrasladosImpuestoIva0 = MaybeNumber(totals, "TotalTrasladosImpuestoIVA0"),
                TotalTrasladosBaseIvaExento = MaybeNumber(totals, "TotalTrasladosBaseIVAExento"),
                MontoTotalPagos = Number(totals, "MontoTotalPagos"),
            },
            All(pagos, Schema.Pago20 + "Pago", Pago));
    }

    private static Pago Pago(XElement pago)
    {
        var taxes = pago.Element(Schema.Pago20 + "ImpuestosP");
        return new Pago
        {
            FechaPago = Moment(pago, "FechaPago"),
            FormaDePagoP = Text(pago, "FormaDePagoP"),
            MonedaP = Text(pago, "MonedaP"),
            TipoCambioP = MaybeNumber(pago, "TipoCambioP"),
            Monto = Number(pago, "Monto"),
            NumOperacion = Maybe(pago, "NumOperacion"),
            RfcEmisorCtaOrd = Maybe(pago, "RfcEmisorCtaOrd"),
            NomBancoOrdExt = Maybe(pago, "NomBancoOrdExt"),
            CtaOrdenante = Maybe(pago, "CtaOrdenante"),
            RfcEmisorCtaBen = Maybe(pago, "RfcEmisorCtaBen"),
            CtaBeneficiario = Maybe(pago, "CtaBeneficiario"),
            TipoCadPago = Maybe(pago, "TipoCadPago"),
            CertPago = Maybe(pago, "CertPago"),
            CadPago = Maybe(pago, "CadPago"),
            SelloPago = Maybe(pago, "SelloPago"),
            DoctosRelacionados = All(pago, Schema.Pago20 + "DoctoRelacionado", Docto),
            RetencionesP = All(taxes?.Element(Schema.Pago20 + "RetencionesP"), Schema.Pago20 + "RetencionP", tax => RetencionTotal(tax, "P")),
            TrasladosP = All(taxes?.Element(Schema.Pago20 + "TrasladosP"), Schema.Pago20 + "TrasladoP", tax => Traslado(tax, "P")),
        };
    }

    private static DoctoRelacionado Docto(XElement docto)
    {
        var taxes = docto.Element(Schema.Pago20 + "ImpuestosDR");
        return new DoctoRelacionado
        {
            IdDocumento = Text(docto, "IdDocumento"),
            Serie = Maybe(docto, "Serie"),
            Folio = Maybe(docto, "Folio"),
            MonedaDR = Text(docto, "MonedaDR"),
            EquivalenciaDR = MaybeNumber(docto, "EquivalenciaDR"),
            NumParcialidad = (int)Number(docto, "NumParcialidad"),
            ImpSaldoAnt = Number(docto, "ImpSaldoAnt"),
            ImpPagado = Number(docto, "ImpPagado"),
            ImpSaldoInsoluto = Number(docto, "ImpSaldoInsoluto"),
            ObjetoImpDR = Text(docto, "ObjetoImpDR"),
            RetencionesDR = All(taxes?.Element(Schema.Pago20 + "RetencionesDR"), Schema.Pago20 + "RetencionDR", tax => Retencion(tax, "DR")),
            TrasladosDR = All(taxes?.Element(Schema.Pago20 + "TrasladosDR"), Schema.Pago20 + "TrasladoDR", tax => Traslado(tax, "DR")),
        };
    }

    private static Traslado Traslado(XElement tax, string suffix) => new(
        Number(tax, $"Base{suffix}"),
        Text(tax, $"Impuesto{suffix}"),
        Text(tax, $"TipoFactor{suffix}"),
        MaybeNumber(tax, $"TasaOCuota{suffix}"),
        MaybeNumber(tax, $"Importe{suffix}"));

    private static Retencion Retencion(XElement tax, string suffix) => new(
        Number(tax, $"Base{suffix}"),
        Text(tax, $"Impuesto{suffix}"),
        Text(tax, $"TipoFactor{suffix}"),
        Number(tax, $"TasaOCuota{suffix}"),
        Number(tax, $"Importe{suffix}"));

    private static RetencionTotal RetencionTotal(XElement tax, string suffix) =>
        new(Text(tax, $"Impuesto{suffix}"), Number(tax, $"Importe{suffix}"));

    private static ValueList<T> All<T>(XElement? parent, XName name, Func<XElement, T> read) =>
        parent?.Elements(name).Select(read).ToValueList() ?? [];

    private static string Raw(XElement element) => element.ToString(SaveOptions.DisableFormatting);

    private static string Text(XElement element, string name) => element.Attribute(name)!.Value;

    private static string? Maybe(XElement element, string name) => element.Attribute(name)?.Value;

    private static decimal Number(XElement element, string name) => decimal.Parse(Text(element, name), CultureInfo.InvariantCulture);

    private static decimal? MaybeNumber(XElement element, string name) => element.Attribute(name) is null ? null : Number(element, name);

    private static DateTime Moment(XElement element, string name) =>
        DateTime.ParseExact(Text(element, name).Trim(), "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
}
