using System.Collections.Frozen;
using System.Xml.Linq;

namespace Honorario.Cfdi.Anexo20;

/// <summary>
/// The CFDI 4.0, the complemento de pagos 2.0 and the timbre 1.1 as data. One table drives the cadena original and the check of
/// a document's structure; <see cref="CadenaTable"/> has the order of everything else that SAT seals.
/// </summary>
/// <remarks>Source: Anexo 20, <c>cfdv40.xsd</c>, <c>Pagos20.xsd</c>, <c>TimbreFiscalDigitalv11.xsd</c> and the order of their cadenas originales.</remarks>
internal static class Schema
{
    public static readonly XNamespace Cfdi = "http://www.sat.gob.mx/cfd/4";
    public static readonly XNamespace Pago20 = "http://www.sat.gob.mx/Pagos20";
    public static readonly XNamespace ImpLocal = "http://www.sat.gob.mx/implocal";
    public static readonly XNamespace Tfd = "http://www.sat.gob.mx/TimbreFiscalDigital";
    public static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XName SchemaLocation = Xsi + "schemaLocation";
    public static readonly XName Complemento = Cfdi + "Complemento";
    public static readonly XName ComplementoConcepto = Cfdi + "ComplementoConcepto";
    public static readonly XName Addenda = Cfdi + "Addenda";

    private static readonly Dictionary<XNamespace, string> Prefixes = new()
    {
        [Cfdi] = "cfdi", [Pago20] = "pago20", [ImpLocal] = "implocal", [Tfd] = "tfd", [Xsi] = "xsi", [XNamespace.Xmlns] = "xmlns",
    };

    private static readonly Lexical Positive = Lexical.Decimal(6, 0.000001m);
    private static readonly Lexical Rate = Lexical.Decimal(6, 0);

    public static readonly Node Timbre = new(
        Tfd + "TimbreFiscalDigital",
        Required("Version", Lexical.Exactly("1.1")),
        Required("UUID", Lexical.Uuid),
        Required("FechaTimbrado", Lexical.FechaHora),
        Required("RfcProvCertif", Lexical.RfcMoral),
        Optional("Leyenda", Lexical.Text(150, 12)),
        Required("SelloCFD", Lexical.Any),
        Required("NoCertificadoSAT", Lexical.Digits(20)),
        new AttributePart("SelloSAT", true, Lexical.Any, InCadena: false));

    public static readonly Node Pagos = PagosNode();

    /// <summary>The complement of local taxes, whose two kinds may come in any order.</summary>
    public static readonly Node ImpuestosLocales = new(
        ImpLocal + "ImpuestosLocales",
        Required("version", Lexical.Exactly("1.0")),
        Required("TotaldeRetenciones", Lexical.Centavos),
        Required("TotaldeTraslados", Lexical.Centavos),
        Many(LocalTax("RetencionesLocales", "ImpLocRetenido", "TasadeRetencion")),
        Many(LocalTax("TrasladosLocales", "ImpLocTrasladado", "TasadeTraslado")))
    {
        AnyOrder = true,
    };

    public static readonly Node Comprobante = ComprobanteNode();

    /// <summary>Every name above by the text that a document has for it: a look-up here is cheaper than one in all of XML's names.</summary>
    public static readonly FrozenDictionary<string, XName> Names = new[] { Comprobante, Timbre }
        .SelectMany(WithDescendants)
        .SelectMany(node => node.Attributes.Keys.Append(node.Name))
        .Concat([Complemento, ComplementoConcepto, Addenda, SchemaLocation])
        .Concat([XNamespace.Xmlns + "cfdi", XNamespace.Xmlns + "pago20", XNamespace.Xmlns + "implocal", XNamespace.Xmlns + "tfd", XNamespace.Xmlns + "xsi"])
        .Distinct()
        .ToFrozenDictionary(Written, StringComparer.Ordinal);

    private static string Written(XName name) => Prefixes.TryGetValue(name.Namespace, out var prefix) ? $"{prefix}:{name.LocalName}" : name.LocalName;

    private static IEnumerable<Node> WithDescendants(Node node) => node.Parts
        .SelectMany(part => part switch
        {
            ChildPart child => [child.Node],
            OpenPart open => open.Sealed,
            _ => Array.Empty<Node>(),
        })
        .SelectMany(WithDescendants)
        .Prepend(node);

    private static Node ComprobanteNode()
    {
        var pedimento = new Node(Cfdi + "InformacionAduanera", Required("NumeroPedimento", Lexical.Pedimento));
        var parte = new Node(
            Cfdi + "Parte",
            Required("ClaveProdServ", Lexical.Code),
            Optional("NoIdentificacion", Lexical.Text(100)),
            Required("Cantidad", Positive),
            Optional("Unidad", Lexical.Text(20)),
            Required("Descripcion", Lexical.Text(1000)),
            Optional("ValorUnitario", Lexical.Importe),
            Optional("Importe", Lexical.Importe),
            Many(pedimento));
        var concepto = new Node(
            Cfdi + "Concepto",
            Required("ClaveProdServ", Lexical.Code),
            Optional("NoIdentificacion", Lexical.Text(100)),
            Required("Cantidad", Positive),
            Required("ClaveUnidad", Lexical.Code),
            Optional("Unidad", Lexical.Text(20)),
            Required("Descripcion", Lexical.Text(1000)),
            Required("ValorUnitario", Lexical.Importe),
            Required("Importe", Lexical.Importe),
            Optional("Descuento", Lexical.Importe),
            Required("ObjetoImp", Lexical.Code),
            One(new Node(
                Cfdi + "Impuestos",
                One(ListOf(Cfdi + "Traslados", Tax(Cfdi + "Traslado", "", Positive, exempt: true))),
                One(ListOf(Cfdi + "Retenciones", Tax(Cfdi + "Retencion", "", Positive, exempt: false))))),
            One(new Node(
                Cfdi + "ACuentaTerceros",
                Required("RfcACuentaTerceros", Lexical.Rfc),
                Required("NombreACuentaTerceros", Lexical.Text(300)),
                Required("RegimenFiscalACuentaTerceros", Lexical.Code),
                Required("DomicilioFiscalACuentaTerceros", Lexical.Digits(5)))),
            Many(pedimento),
            Many(new Node(Cfdi + "CuentaPredial", Required("Numero", Lexical.Text(150)))),
            new OpenPart(ComplementoConcepto, [], []),
            Many(parte));
        var impuestos = new Node(
            Cfdi + "Impuestos",
            One(ListOf(Cfdi + "Retenciones", new Node(Cfdi + "Retencion", Required("Impuesto", Lexical.Code), Required("Importe", Lexical.Importe)))),
            Optional("TotalImpuestosRetenidos", Lexical.Importe),
            One(ListOf(Cfdi + "Traslados", Tax(Cfdi + "Traslado", "", Lexical.Importe, exempt: true))),
            Optional("TotalImpuestosTrasladados", Lexical.Importe));

        return new Node(
            Cfdi + "Comprobante",
            Required("Version", Lexical.Exactly("4.0")),
            Optional("Serie", Lexical.Text(25)),
            Optional("Folio", Lexical.Text(40)),
            Required("Fecha", Lexical.FechaHora),
            new AttributePart("Sello", false, Lexical.Any, InCadena: false),
            Optional("FormaPago", Lexical.Code),
            Optional("NoCertificado", Lexical.Digits(20)),
            new AttributePart("Certificado", false, Lexical.Any, InCadena: false),
            Optional("CondicionesDePago", Lexical.Text(1000)),
            Required("SubTotal", Lexical.Importe),
            Optional("Descuento", Lexical.Importe),
            Required("Moneda", Lexical.Code),
            Optional("TipoCambio", Positive),
            Required("Total", Lexical.Importe),
            Required("TipoDeComprobante", Lexical.Code),
            Required("Exportacion", Lexical.Code),
            Optional("MetodoPago", Lexical.Code),
            Required("LugarExpedicion", Lexical.Code),
            Optional("Confirmacion", Lexical.Letters(5)),
            One(new Node(
                Cfdi + "InformacionGlobal",
                Required("Periodicidad", Lexical.Code),
                Required("Meses", Lexical.Code),
                Required("Año", Lexical.Año))),
            Many(new Node(
                Cfdi + "CfdiRelacionados",
                Required("TipoRelacion", Lexical.Code),
                new ChildPart(new Node(Cfdi + "CfdiRelacionado", Required("UUID", Lexical.Uuid)), Required: true, Many: true))),
            Wanted(new Node(
                Cfdi + "Emisor",
                Required("Rfc", Lexical.Rfc),
                Required("Nombre", Lexical.Text(300)),
                Required("RegimenFiscal", Lexical.Code),
                Optional("FacAtrAdquirente", Lexical.Digits(10)))),
            Wanted(new Node(
                Cfdi + "Receptor",
                Required("Rfc", Lexical.Rfc),
                Required("Nombre", Lexical.Text(300)),
                Required("DomicilioFiscalReceptor", Lexical.Digits(5)),
                Optional("ResidenciaFiscal", Lexical.Code),
                Optional("NumRegIdTrib", Lexical.Text(40)),
                Required("RegimenFiscalReceptor", Lexical.Code),
                Required("UsoCFDI", Lexical.Code))),
            Wanted(ListOf(Cfdi + "Conceptos", concepto)),
            One(impuestos),
            new OpenPart(Complemento, [Pagos, ImpuestosLocales], [Timbre]),
            new OpenPart(Addenda, [], [], InCadena: false));
    }

    private static Node PagosNode()
    {
        Node Taxes(string suffix, Node retencion, Node traslado) => new(
            Pago20 + $"Impuestos{suffix}",
            One(ListOf(Pago20 + $"Retenciones{suffix}", retencion)),
            One(ListOf(Pago20 + $"Traslados{suffix}", traslado)));

        var docto = new Node(
            Pago20 + "DoctoRelacionado",
            Required("IdDocumento", Lexical.IdDocumento),
            Optional("Serie", Lexical.Text(25)),
            Optional("Folio", Lexical.Text(40)),
            Required("MonedaDR", Lexical.Code),
            Optional("EquivalenciaDR", Lexical.Decimal(10, 0.0000000001m)),
            Required("NumParcialidad", Lexical.Parcialidad),
            Required("ImpSaldoAnt", Lexical.Importe),
            Required("ImpPagado", Lexical.Importe),
            Required("ImpSaldoInsoluto", Lexical.Importe),
            Required("ObjetoImpDR", Lexical.Code),
            One(Taxes(
                "DR",
                Tax(Pago20 + "RetencionDR", "DR", Positive, exempt: false),
                Tax(Pago20 + "TrasladoDR", "DR", Positive, exempt: true))));
        var pago = new Node(
            Pago20 + "Pago",
            Required("FechaPago", Lexical.FechaHora),
            Required("FormaDePagoP", Lexical.Code),
            Required("MonedaP", Lexical.Code),
            Optional("TipoCambioP", Positive),
            Required("Monto", Lexical.Importe),
            Optional("NumOperacion", Lexical.Text(100)),
            Optional("RfcEmisorCtaOrd", Lexical.RfcBanco),
            Optional("NomBancoOrdExt", Lexical.Text(300)),
            Optional("CtaOrdenante", Lexical.Cuenta),
            Optional("RfcEmisorCtaBen", Lexical.RfcMoral),
            Optional("CtaBeneficiario", Lexical.Cuenta),
            Optional("TipoCadPago", Lexical.Code),
            Optional("CertPago", Lexical.Base64),
            Optional("CadPago", new Lexical(text => text.Length is >= 1 and <= 8192, "una cadena de 1 a 8192 caracteres")),
            Optional("SelloPago", Lexical.Base64),
            new ChildPart(docto, Required: true, Many: true),
            One(Taxes(
                "P",
                new Node(Pago20 + "RetencionP", Required("ImpuestoP", Lexical.Code), Required("ImporteP", Lexical.Importe)),
                Tax(Pago20 + "TrasladoP", "P", Lexical.Importe, exempt: true))));
        return new Node(
            Pago20 + "Pagos",
            Required("Version", Lexical.Exactly("2.0")),
            Wanted(new Node(
                Pago20 + "Totales",
                Optional("TotalRetencionesIVA", Lexical.ImporteMxn),
                Optional("TotalRetencionesISR", Lexical.ImporteMxn),
                Optional("TotalRetencionesIEPS", Lexical.ImporteMxn),
                Optional("TotalTrasladosBaseIVA16", Lexical.ImporteMxn),
                Optional("TotalTrasladosImpuestoIVA16", Lexical.ImporteMxn),
                Optional("TotalTrasladosBaseIVA8", Lexical.ImporteMxn),
                Optional("TotalTrasladosImpuestoIVA8", Lexical.ImporteMxn),
                Optional("TotalTrasladosBaseIVA0", Lexical.ImporteMxn),
                Optional("TotalTrasladosImpuestoIVA0", Lexical.ImporteMxn),
                Optional("TotalTrasladosBaseIVAExento", Lexical.ImporteMxn),
                Required("MontoTotalPagos", Lexical.ImporteMxn))),
            new ChildPart(pago, Required: true, Many: true));
    }

    private static Node LocalTax(string name, string tax, string rate) => new(
        ImpLocal + name, Required(tax, Lexical.Any), Required(rate, Lexical.Centavos), Required("Importe", Lexical.Centavos));

    /// <summary>A tax: base, which, how, rate, amount; the last two are absent when it can be exempt.</summary>
    private static Node Tax(XName name, string suffix, Lexical taxBase, bool exempt) => new(
        name,
        Required($"Base{suffix}", taxBase),
        Required($"Impuesto{suffix}", Lexical.Code),
        Required($"TipoFactor{suffix}", Lexical.Code),
        new AttributePart($"TasaOCuota{suffix}", !exempt, Rate),
        new AttributePart($"Importe{suffix}", !exempt, Lexical.Importe));

    private static Node ListOf(XName name, Node item) => new(name, new ChildPart(item, Required: true, Many: true));

    private static AttributePart Required(XName name, Lexical lexical) => new(name, true, lexical);

    private static AttributePart Optional(XName name, Lexical lexical) => new(name, false, lexical);

    private static ChildPart Wanted(Node node) => new(node, Required: true, Many: false);

    private static ChildPart One(Node node) => new(node, Required: false, Many: false);

    private static ChildPart Many(Node node) => new(node, Required: false, Many: true);
}
