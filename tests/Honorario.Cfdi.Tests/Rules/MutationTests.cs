using System.Globalization;
using System.Reflection;
using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Rules.Matrix;
using Honorario.Tests;

namespace Honorario.Cfdi.Tests.Rules;

/// <summary>Each code of SAT's matrices by the document that earns it: a valid one, spoilt in one place.</summary>
public class MutationTests
{
    private static readonly XNamespace Cfdi = "http://www.sat.gob.mx/cfd/4";

    private static readonly Spoilt[] All =
    [
        // Sealing and dates; the seal's own codes are in SealRuleTests.
        new("401", "honorarios", Set("/", "Fecha", "2026-03-13T11:00:00")),
        new("401", "honorarios", Set("/", "Fecha", "2026-03-17T13:00:00")),

        // Comprobante.
        new("CFDI40101", "honorarios", Set("/", "Fecha", "2026-03-17 11:00:00")),
        new("CFDI40101", "honorarios", Drop("/", "Fecha")),
        new("CFDI40101", "honorarios", Set("/", "Fecha", "2026-02-30T11:00:00")),
        new("CFDI40103", "pago", Set("/", "FormaPago", "03")),
        new("CFDI40103", "traslado", Set("/", "FormaPago", "03")),
        new("CFDI40104", "honorarios", Set("/", "FormaPago", "07")),
        new("CFDI40104", "honorarios", Drop("/", "FormaPago")),
        new("CFDI40105", "honorarios", Set("/", "FormaPago", "03")),
        new("CFDI40105", "honorarios", Drop("/", "FormaPago")),
        new("CFDI40105", "honorarios", Set("/", "MetodoPago", "PUE"), Severity.Warning),
        new("CFDI40107", "honorarios", Set("/", "SubTotal", "2050.500")),
        new("CFDI40108", "honorarios", Set("/", "SubTotal", "2050.49")),
        new("CFDI40108", "egreso", Set("/", "SubTotal", "0")),
        new("CFDI40109", "pago", Set("/", "SubTotal", "1")),
        new("CFDI40109", "traslado", Set("/", "SubTotal", "100.00")),
        new("CFDI40110", "honorarios", Set("/", "Descuento", "2050.51")),
        new("CFDI40111", "honorarios", Set("/", "Descuento", "100.49")),
        new("CFDI40111", "honorarios", Drop("/", "Descuento")),
        new("CFDI40111", "traslado", Set("Concepto", "Descuento", "0")),
        new("CFDI40112", "honorarios", Set("/", "Descuento", "100.500")),
        new("CFDI40113", "honorarios", Set("/", "Moneda", "PES")),
        new("CFDI40114", "honorarios", Set("/", "TipoCambio", "1.01")),
        new("CFDI40115", "dolares", Drop("/", "TipoCambio")),
        new("CFDI40116", "traslado", Set("/", "TipoCambio", "1")),
        new("CFDI40117", "dolares", Set("/", "TipoCambio", "17.5000001")),
        new("CFDI40117", "dolares", Set("/", "TipoCambio", "-17.5")),
        new("CFDI40117", "dolares", Set("/", "TipoCambio", "diecisiete")),
        new("CFDI40119", "honorarios", Set("/", "Total", "1755.01")),
        new("CFDI40119", "iva", Drop("/", "Total")),
        new("CFDI40120", "honorarios", Set("/", "Total", "9999999999999999999.00")),
        new("CFDI40120", "honorarios", Set("/", "Total", new string('9', 40))),
        new("CFDI40121", "honorarios", Set("/", "TipoDeComprobante", "F")),
        new("CFDI40122", "extranjero", Set("/", "Exportacion", "02")),
        new("CFDI40123", "honorarios", Set("/", "Exportacion", "05")),
        new("CFDI40123", "honorarios", Drop("/", "Exportacion")),
        new("CFDI40124", "honorarios", Set("/", "MetodoPago", "PIP")),
        new("CFDI40125", "pago", Set("/", "MetodoPago", "PUE")),
        new("CFDI40126", "honorarios", Set("/", "LugarExpedicion", "00000")),
        new("CFDI40126", "honorarios", Set("/", "LugarExpedicion", "6600")),
        new("CFDI40127", "honorarios", Set("/", "Confirmacion", "AB12C")),
        new("CFDI40222", "extranjero", ForeignTrade),

        // InformacionGlobal y CfdiRelacionados.
        new("CFDI40130", "global", Set("Receptor", "Nombre", "JUAN PEREZ")),
        new("CFDI40130", "global", Set("Receptor", "Rfc", "XEXX010101000")),
        new("CFDI40130", "global", root => Find(root, "InformacionGlobal").Remove()),
        new("CFDI40131", "global", Set("InformacionGlobal", "Periodicidad", "06")),
        new("CFDI40132", "global", Set("InformacionGlobal", "Periodicidad", "05")),
        new("CFDI40133", "global", Set("InformacionGlobal", "Meses", "Febrero")),
        new("CFDI40134", "global", Set("InformacionGlobal", "Meses", "13")),
        new("CFDI40135", "global", Set("InformacionGlobal", "Periodicidad", "05")),
        new("CFDI40136", "global", Set("InformacionGlobal", "Año", "2024")),
        new("CFDI40136", "global", Set("InformacionGlobal", "Año", "2027")),
        new("CFDI40137", "egreso", Set("CfdiRelacionados", "TipoRelacion", "10")),

        // Emisor y receptor.
        new("CFDI40140", "honorarios", Set("Emisor", "RegimenFiscal", "602")),
        new("CFDI40141", "honorarios", Set("Emisor", "RegimenFiscal", "601")),
        new("CFDI40141", "iva", Set("Emisor", "RegimenFiscal", "612")),
        new("CFDI40142", "honorarios", Set("Emisor", "FacAtrAdquirente", "123")),
        new("CFDI40143", "honorarios", Set("Receptor", "Rfc", "XIA191328J61")),
        new("CFDI40143", "honorarios", Set("Receptor", "Rfc", "XIA")),
        new("CFDI40146", "honorarios", Set("Receptor", "Nombre", "PUBLICO EN GENERAL")),
        new("CFDI40146", "honorarios", Set("Receptor", "Nombre", "Público en general")),
        new("CFDI40147", "honorarios", Set("Receptor", "DomicilioFiscalReceptor", "17000")),
        new("CFDI40149", "global", Set("Receptor", "DomicilioFiscalReceptor", "64000")),
        new("CFDI40149", "extranjero", Set("Receptor", "DomicilioFiscalReceptor", "64000")),
        new("CFDI40150", "extranjero", Set("Receptor", "ResidenciaFiscal", "EUA")),
        new("CFDI40151", "honorarios", Set("Receptor", "ResidenciaFiscal", "USA")),
        new("CFDI40151", "global", Set("Receptor", "ResidenciaFiscal", "USA")),
        new("CFDI40152", "extranjero", Set("Receptor", "ResidenciaFiscal", "MEX")),
        new("CFDI40153", "extranjero", Drop("Receptor", "ResidenciaFiscal")),
        new("CFDI40153", "honorarios", Set("Receptor", "NumRegIdTrib", "123456789")),
        new("CFDI40154", "honorarios", Set("Receptor", "NumRegIdTrib", "123456789")),
        new("CFDI40155", "extranjero", root =>
        {
            ForeignTrade(root);
            Drop("Receptor", "NumRegIdTrib")(root);
        }),
        new("CFDI40156", "extranjero", Set("Receptor", "NumRegIdTrib", "12-3456789")),
        new("CFDI40157", "honorarios", Set("Receptor", "RegimenFiscalReceptor", "600")),
        new("CFDI40157", "honorarios", Drop("Receptor", "RegimenFiscalReceptor")),
        new("CFDI40158", "honorarios", Set("Receptor", "RegimenFiscalReceptor", "612")),
        new("CFDI40159", "global", Set("Receptor", "RegimenFiscalReceptor", "612")),
        new("CFDI40159", "extranjero", Set("Receptor", "RegimenFiscalReceptor", "610")),
        new("CFDI40160", "honorarios", Set("Receptor", "UsoCFDI", "P01")),
        new("CFDI40161", "honorarios", Set("Receptor", "UsoCFDI", "D01")),
        new("CFDI40161", "pago", Set("Receptor", "UsoCFDI", "G03")),
        new("CFDI40161", "global", Set("Receptor", "UsoCFDI", "G03")),

        // Conceptos.
        new("CFDI40162", "honorarios", Set("Concepto", "ClaveProdServ", "99999999")),
        new("CFDI40162", "honorarios", Set("Concepto", "ClaveProdServ", "8512160")),
        new("CFDI40163", "pago", root => Find(root, "Complemento").Remove()),
        new("CFDI40165", "honorarios", Set("Concepto", "ClaveUnidad", "ZZZZ")),
        new("CFDI40166", "honorarios", Set("Concepto", "ValorUnitario", "0")),
        new("CFDI40166", "egreso", Drop("Concepto", "ValorUnitario")),
        new("CFDI40167", "honorarios", Set("Concepto", "Importe", "1300.50")),
        new("CFDI40167", "honorarios", Set("Concepto", "Cantidad", "1.02")),
        new("CFDI40167", "honorarios", Set("Concepto", "Cantidad", new string('9', 28))),
        new("CFDI40168", "honorarios", Set("Concepto", "Descuento", "100.500")),
        new("CFDI40169", "honorarios", Set("Concepto", "Descuento", "1200.51")),
        new("CFDI40170", "honorarios", Set("Concepto", "ObjetoImp", "09")),
        new("CFDI40170", "honorarios", Drop("Concepto", "ObjetoImp")),
        new("CFDI40171", "honorarios", root => Find(root, "Concepto").Element(Cfdi + "Impuestos")!.Remove()),
        new("CFDI40172", "honorarios", Set("Concepto", "ObjetoImp", "01")),
        new("CFDI40172", "honorarios", Set("Concepto", "ObjetoImp", "03")),
        new("CFDI40172", "honorarios", Set("Concepto", "ObjetoImp", "04")),
        new("CFDI40172", "honorarios", Set("Concepto", "ObjetoImp", "05")),
        new("CFDI40226", "iva", Set("Concepto", "ObjetoImp", "06")),
        new("CFDI40226", "honorarios", Set("Concepto", "ObjetoImp", "08")),
        new("CFDI40227", "iva", Set("Concepto", "ObjetoImp", "07")),
        new("CFDI40227", "traslado", Set("Concepto", "ObjetoImp", "07")),
        new("CFDI40173", "honorarios", root => Find(root, "Concepto").Element(Cfdi + "Impuestos")!.RemoveNodes()),

        // Impuestos del concepto.
        new("CFDI40174", "iva", Set("Concepto/Traslado", "Base", "0")),
        new("CFDI40174", "iva", Drop("Concepto/Traslado", "Base")),
        new("CFDI40175", "iva", Set("Concepto/Traslado", "Impuesto", "004")),
        new("CFDI40175", "iva", Set("Concepto/Traslado", "Impuesto", "001")),
        new("CFDI40176", "iva", Set("Concepto/Traslado", "TipoFactor", "Porcentaje")),
        new("CFDI40177", "honorarios", Set("Concepto/Traslado", "TasaOCuota", "0.000000")),
        new("CFDI40177", "honorarios", Set("Concepto/Traslado", "Importe", "0")),
        new("CFDI40178", "iva", Drop("Concepto/Traslado", "TasaOCuota")),
        new("CFDI40178", "iva", Drop("Concepto/Traslado", "Importe")),
        new("CFDI40179", "iva", Set("Concepto/Traslado", "TasaOCuota", "0.150000")),
        new("CFDI40179", "iva", Set("Concepto/Traslado", "TipoFactor", "Cuota")),
        new("CFDI40180", "iva", Set("Concepto/Traslado", "Importe", "176.02")),
        new("CFDI40180", "iva", Set("Concepto/Traslado", "Importe", "175.98")),
        new("CFDI40181", "honorarios", Set("Concepto/Retencion", "Base", "0.00")),
        new("CFDI40182", "honorarios", Set("Concepto/Retencion", "Impuesto", "ISR")),
        new("CFDI40183", "honorarios", Set("Concepto/Retencion", "TipoFactor", "tasa")),
        new("CFDI40184", "honorarios", Set("Concepto/Retencion", "TipoFactor", "Exento")),
        new("CFDI40185", "honorarios", Set("Concepto/Retencion", "TasaOCuota", "0.400000")),
        new("CFDI40185", "honorarios", Drop("Concepto/Retencion", "TasaOCuota")),
        new("CFDI40186", "honorarios", Set("Concepto/Retencion", "Importe", "110.02")),
        new("CFDI40186", "honorarios", Drop("Concepto/Retencion", "Importe")),

        // A cuenta de terceros, pedimentos y partes.
        new("CFDI40188", "terceros", Set("ACuentaTerceros", "RfcACuentaTerceros", "EKU9003173C9")),
        new("CFDI40188", "terceros", Set("ACuentaTerceros", "RfcACuentaTerceros", "XIA190128J61")),
        new("CFDI40189", "terceros", Set("ACuentaTerceros", "RfcACuentaTerceros", "EXT990101NI1")),
        new("CFDI40193", "terceros", Set("ACuentaTerceros", "RfcACuentaTerceros", "EXT990101NI1")),
        new("CFDI40191", "terceros", Set("ACuentaTerceros", "RegimenFiscalACuentaTerceros", "600")),
        new("CFDI40192", "terceros", Set("ACuentaTerceros", "DomicilioFiscalACuentaTerceros", "00100")),
        new("CFDI40194", "terceros", Set("InformacionAduanera", "NumeroPedimento", "24 47 3807 8003832")),
        new("CFDI40194", "terceros", Set("InformacionAduanera", "NumeroPedimento", "12  47  3807  8003832")),
        new("CFDI40194", "terceros", Set("InformacionAduanera", "NumeroPedimento", "27  47  3807  8003832")),
        new("CFDI40195", "terceros", ForeignTrade),
        new("CFDI40196", "terceros", Set("Parte", "ClaveProdServ", "00000000")),
        new("CFDI40197", "terceros", Set("Parte", "ValorUnitario", "0.00")),
        new("CFDI40198", "terceros", Set("Parte", "Importe", "30.00")),
        new("CFDI40199", "terceros", Set("Parte/InformacionAduanera", "NumeroPedimento", "24-47-3807-8003832")),
        new("CFDI40200", "terceros", ForeignTrade),

        // Impuestos de la raíz.
        new("CFDI40201", "traslado", root => Find(root, "Conceptos").AddAfterSelf(new XElement(Cfdi + "Impuestos"))),
        new("CFDI40202", "honorarios", Set("Impuestos", "TotalImpuestosRetenidos", "195.000")),
        new("CFDI40203", "honorarios", Set("Impuestos", "TotalImpuestosRetenidos", "195.01")),
        new("CFDI40204", "iva", Set("Impuestos", "TotalImpuestosTrasladados", "312.000")),
        new("CFDI40205", "iva", Set("Impuestos", "TotalImpuestosTrasladados", "312.01")),
        new("CFDI40206", "honorarios", Drop("Impuestos", "TotalImpuestosRetenidos")),
        new("CFDI40207", "honorarios", Set("Impuestos/Retencion", "Impuesto", "005")),
        new("CFDI40208", "honorarios", Repeat("Impuestos/Retencion")),
        new("CFDI40209", "honorarios", Drop("Impuestos", "TotalImpuestosRetenidos")),
        new("CFDI40210", "honorarios", Set("Impuestos/Retencion", "Importe", "195.0000")),
        new("CFDI40211", "honorarios", Set("Impuestos/Retencion", "Importe", "194.99")),
        new("CFDI40211", "honorarios", root => Find(root, "Impuestos/Retenciones").Remove()),
        new("CFDI40212", "iva", Drop("Impuestos", "TotalImpuestosTrasladados")),
        new("CFDI40212", "iva", root => Find(root, "Impuestos").ReplaceAll()),
        new("CFDI40213", "iva", Drop("Impuestos/Traslado", "Base")),
        new("CFDI40213", "honorarios", Set("Impuestos/Traslado", "Importe", "0.00")),
        new("CFDI40213", "honorarios", root => Find(root, "Impuestos/Traslados").Remove()),
        new("CFDI40214", "iva", Set("Impuestos/Traslado", "Base", "1950.000")),
        new("CFDI40215", "iva", Set("Impuestos/Traslado", "Base", "1950.01")),
        new("CFDI40216", "honorarios", Set("Impuestos/Traslado", "Base", "1949.99")),
        new("CFDI40217", "iva", Set("Impuestos/Traslado", "Impuesto", "IVA")),
        new("CFDI40218", "iva", Repeat("Impuestos/Traslado")),
        new("CFDI40219", "iva", Set("Impuestos/Traslado", "TasaOCuota", "0.110000")),
        new("CFDI40220", "iva", Set("Impuestos/Traslado", "Importe", "312.0000")),
        new("CFDI40221", "iva", Set("Impuestos/Traslado", "Importe", "311.99")),
        new("CFDI40221", "iva", root => Find(root, "Impuestos/Traslados").Remove()),

        // El comprobante de un pago.
        new("CRP20101", "pago", Set("/", "TipoDeComprobante", "I")),
        new("CRP20102", "pago", Set("/", "Exportacion", "04")),
        new("CRP20103", "pago", Set("/", "SubTotal", "1")),
        new("CRP20104", "pago", Set("/", "Moneda", "MXN")),
        new("CRP20105", "pago", Set("/", "FormaPago", "03")),
        new("CRP20106", "pago", Set("/", "MetodoPago", "PUE")),
        new("CRP20107", "pago", Set("/", "CondicionesDePago", "30 días")),
        new("CRP20108", "pago", Set("/", "Descuento", "0")),
        new("CRP20109", "pago", Set("/", "TipoCambio", "1")),
        new("CRP20110", "pago", Set("/", "Total", "10")),
        new("CRP20111", "pago", Repeat("Concepto")),
        new("CRP20112", "pago", root => Find(root, "Concepto").Add(new XElement(Cfdi + "CuentaPredial", new XAttribute("Numero", "1")))),
        new("CRP20113", "pago", Set("Concepto", "ClaveProdServ", "85121600")),
        new("CRP20114", "pago", Set("Concepto", "NoIdentificacion", "1")),
        new("CRP20115", "pago", Set("Concepto", "Cantidad", "2")),
        new("CRP20116", "pago", Set("Concepto", "ClaveUnidad", "E48")),
        new("CRP20117", "pago", Set("Concepto", "Unidad", "Pago")),
        new("CRP20118", "pago", Set("Concepto", "Descripcion", "PAGO")),
        new("CRP20119", "pago", Set("Concepto", "ValorUnitario", "1")),
        new("CRP20120", "pago", Set("Concepto", "Importe", "1")),
        new("CRP20121", "pago", Set("Concepto", "Descuento", "0")),
        new("CRP20122", "pago", Set("Concepto", "ObjetoImp", "02")),
        new("CRP20123", "pago", root => Find(root, "Concepto").Add(new XElement(Cfdi + "Impuestos"))),
        new("CRP20123", "pago", root => Find(root, "Conceptos").AddAfterSelf(new XElement(Cfdi + "Impuestos"))),

        // Totales del complemento.
        new("CRP20201", "pago", Set("Totales", "TotalRetencionesIVA", "0.01")),
        new("CRP20202", "pago", Set("Totales", "TotalRetencionesISR", "0.01")),
        new("CRP20202", "pago", Drop("Totales", "TotalRetencionesISR")),
        new("CRP20203", "pago", Set("Totales", "TotalRetencionesIEPS", "0.01")),
        new("CRP20204", "pago-iva", Set("Totales", "TotalTrasladosBaseIVA16", "0.01")),
        new("CRP20205", "pago-iva", Set("Totales", "TotalTrasladosImpuestoIVA16", "0.01")),
        new("CRP20206", "pago-iva", Set("Totales", "TotalTrasladosBaseIVA8", "0.01")),
        new("CRP20207", "pago-iva", Set("Totales", "TotalTrasladosImpuestoIVA8", "0.01")),
        new("CRP20208", "pago-iva", Set("Totales", "TotalTrasladosBaseIVA0", "0.01")),
        new("CRP20209", "pago-iva", Set("Totales", "TotalTrasladosImpuestoIVA0", "0.01")),
        new("CRP20210", "pago", Set("Totales", "TotalTrasladosBaseIVAExento", "0.01")),
        new("CRP20210", "pago-iva", Set("Totales", "TotalTrasladosBaseExento", "0.16")),
        new("CRP20211", "pago", Set("Totales", "MontoTotalPagos", "800.01")),
        new("CRP20211", "pago-dolares", Set("Pago", "TipoCambioP", "17.6")),

        // Pago.
        new("CRP20212", "pago", Set("Pago", "FormaDePagoP", "99")),
        new("CRP20213", "pago", Set("Pago", "MonedaP", "XXX")),
        new("CRP20214", "pago-dolares", Drop("Pago", "TipoCambioP")),
        new("CRP20215", "pago", Set("Pago", "TipoCambioP", "1.01")),
        new("CRP20215", "pago", Drop("Pago", "TipoCambioP")),
        new("CRP20217", "pago", Set("Pago", "Monto", "799.99")),
        new("CRP20275", "pago-dolares", Set("Pago", "Monto", "5.50")),
        new("CRP20276", "pago-dolares", Repeat("DoctoRelacionado")),
        new("LIVA-1A", "iva-fisica", WithoutIvaWithheld, Severity.Warning),
        new("CRP20218", "pago", Set("Pago", "Monto", "0")),
        new("CRP20219", "pago", Set("Pago", "Monto", "800.000")),
        new("CRP20220", "pago-dolares", Set("Pago", "Monto", "999999999999999999.99")),
        new("CRP20221", "pago", Set("Pago", "FormaDePagoP", "01")),
        new("CRP20223", "pago", Set("Pago", "RfcEmisorCtaOrd", "XEXX010101000")),
        new("CRP20224", "pago", Set("Pago", "FormaDePagoP", "17")),
        new("CRP20225", "pago", Set("Pago", "CtaOrdenante", "01218001555555555")),
        new("CRP20226", "pago", Set("Pago", "CtaBeneficiario", "ABCDEFGHIJ")),
        new("CRP20227", "pago", Set("Pago", "FormaDePagoP", "06")),
        new("CRP20228", "pago", Set("Pago", "FormaDePagoP", "06")),
        new("CRP20229", "pago", Set("Pago", "FormaDePagoP", "02")),
        new("CRP20230", "pago", Drop("Pago", "CertPago")),
        new("CRP20231", "pago", Drop("Pago", "TipoCadPago")),
        new("CRP20232", "pago", Drop("Pago", "CadPago")),
        new("CRP20233", "pago", Drop("Pago", "TipoCadPago")),
        new("CRP20234", "pago", Drop("Pago", "SelloPago")),
        new("CRP20235", "pago", Drop("Pago", "TipoCadPago")),
        new("CRP20999", "pago", Set("Pago", "FormaDePagoP", "07")),
        new("CRP20999", "pago", Set("Pago", "MonedaP", "PES")),
        new("CRP20999", "pago-dolares", Set("Pago", "TipoCambioP", "0")),
        new("CRP20999", "pago", Set("DoctoRelacionado", "MonedaDR", "PES")),
        new("CRP20999", "pago", Set("DoctoRelacionado", "EquivalenciaDR", "0")),

        // DoctoRelacionado.
        new("CRP20236", "pago", Set("DoctoRelacionado", "MonedaDR", "XXX")),
        new("CRP20237", "pago-dolares", Drop("DoctoRelacionado", "EquivalenciaDR")),
        new("CRP20238", "pago", Set("DoctoRelacionado", "EquivalenciaDR", "1.5")),
        new("CRP20238", "pago", Drop("DoctoRelacionado", "EquivalenciaDR")),
        new("CRP20239", "pago", Set("DoctoRelacionado", "ImpSaldoAnt", "0.00")),
        new("CRP20240", "pago", Set("DoctoRelacionado", "ImpSaldoAnt", "1755.000")),
        new("CRP20241", "pago", Set("DoctoRelacionado", "ImpPagado", "0.00")),
        new("CRP20242", "pago", Set("DoctoRelacionado", "ImpPagado", "500.0000")),
        new("CRP20243", "pago", Set("DoctoRelacionado", "ImpSaldoInsoluto", "1255.0000")),
        new("CRP20244", "pago", Set("DoctoRelacionado", "ImpSaldoInsoluto", "1255.01")),
        new("CRP20244", "pago", Set("DoctoRelacionado", "ImpPagado", "1755.01")),
        new("CRP20245", "pago", Set("DoctoRelacionado", "ObjetoImpDR", "10")),
        new("CRP20246", "pago", root => Find(root, "DoctoRelacionado/ImpuestosDR").Remove()),
        new("CRP20247", "pago", Set("DoctoRelacionado", "ObjetoImpDR", "01")),
        new("CRP20278", "pago", Set("DoctoRelacionado", "ObjetoImpDR", "08")),
        new("CRP20279", "pago-iva", Set("DoctoRelacionado", "ObjetoImpDR", "07")),
        new("CRP20248", "pago", root => Find(root, "DoctoRelacionado/ImpuestosDR").RemoveNodes()),
        new("CRP20249", "pago", Set("RetencionDR", "BaseDR", "0")),
        new("CRP20250", "pago", Set("RetencionDR", "ImpuestoDR", "004")),
        new("CRP20251", "pago", Set("RetencionDR", "TipoFactorDR", "T")),
        new("CRP20252", "pago", Set("RetencionDR", "TipoFactorDR", "Exento")),
        new("CRP20253", "pago", Set("RetencionDR", "TasaOCuotaDR", "0.360000")),
        new("CRP20254", "pago", Set("RetencionDR", "ImporteDR", "55.60")),
        new("CRP20255", "pago-iva", Set("TrasladoDR", "BaseDR", "0")),
        new("CRP20256", "pago-iva", Set("TrasladoDR", "ImpuestoDR", "2")),
        new("CRP20257", "pago-iva", Set("TrasladoDR", "TipoFactorDR", "")),
        new("CRP20258", "pago", Set("TrasladoDR", "TasaOCuotaDR", "0.160000")),
        new("CRP20259", "pago-iva", Drop("TrasladoDR", "ImporteDR")),
        new("CRP20260", "pago-iva", Set("TrasladoDR", "TasaOCuotaDR", "0.170000")),
        new("CRP20261", "pago-iva", Set("TrasladoDR", "ImporteDR", "69.00")),

        // Impuestos del pago.
        new("CRP20262", "pago", Set("RetencionP", "ImpuestoP", "ISR")),
        new("CRP20263", "pago", Repeat("RetencionP")),
        new("CRP20263", "pago", Repeat("RetencionDR")),
        new("CRP20264", "pago", Drop("Totales", "TotalRetencionesISR")),
        new("CRP20265", "pago", Set("RetencionP", "ImporteP", "88.88")),
        new("CRP20266", "pago-iva", Drop("TrasladoP", "TipoFactorP")),
        new("CRP20266", "pago", Set("TrasladoP", "ImporteP", "0")),
        new("CRP20267", "pago", Drop("Totales", "TotalTrasladosBaseIVAExento")),
        new("CRP20268", "pago-iva", Set("TrasladoP", "BaseP", "690.00")),
        new("CRP20269", "pago", Set("TrasladoP", "BaseP", "890.00")),
        new("CRP20270", "pago-iva", Set("TrasladoP", "ImpuestoP", "001")),
        new("CRP20271", "pago-iva", Repeat("TrasladoP")),
        new("CRP20271", "pago-iva", Repeat("TrasladoDR")),
        new("CRP20272", "pago-iva", Set("TrasladoP", "TasaOCuotaP", "0.170000")),
        new("CRP20273", "pago-iva", Drop("Totales", "TotalTrasladosImpuestoIVA16")),
        new("CRP20274", "pago-iva", Set("TrasladoP", "ImporteP", "110.00")),
        new("CRP20274", "pago-iva", Drop("TrasladoP", "ImporteP")),

        // What only the SAT knows is asked of a document that must be corrected anyway.
        Asked("CFDI40106", "honorarios"),
        Asked("CFDI40118", "dolares"),
        Asked("CFDI40120", "honorarios"),
        Asked("CFDI40126", "honorarios"),
        Asked("CFDI40128", "dolares", Set("/", "Confirmacion", "AB12C")),
        Asked("CFDI40129", "dolares", Set("/", "Confirmacion", "AB12C")),
        Asked("CFDI40138", "honorarios"),
        Asked("CFDI40139", "honorarios"),
        Asked("CFDI40142", "honorarios", Set("Emisor", "FacAtrAdquirente", "0123456789")),
        Asked("CFDI40143", "honorarios"),
        Asked("CFDI40144", "honorarios"),
        Asked("CFDI40145", "honorarios"),
        Asked("CFDI40147", "honorarios"),
        Asked("CFDI40148", "honorarios"),
        Asked("CFDI40159", "honorarios"),
        Asked("CFDI40163", "honorarios"),
        Asked("CFDI40164", "honorarios"),
        Asked("CFDI40187", "terceros"),
        Asked("CFDI40189", "terceros"),
        Asked("CFDI40190", "terceros"),
        Asked("CFDI40192", "terceros"),
        Asked("CFDI40193", "terceros"),
        Asked("CFDI40194", "terceros"),
        Asked("CFDI40199", "terceros"),
        Asked("CRP20216", "pago-dolares"),
        Asked("CRP20220", "pago"),
        Asked("CRP20222", "pago"),
    ];

    /// <summary>Codes about the seal, whose documents are in SealRuleTests.</summary>
    private static readonly string[] OfTheSeal = ["CFDI40102", "CFDI40106"];

    public static TheoryData<int, string> Cases
    {
        get
        {
            var cases = new TheoryData<int, string>();
            for (var at = 0; at < All.Length; at++)
                cases.Add(at, $"{All[at].Code} {All[at].Shape}");
            return cases;
        }
    }

    public static TheoryData<string> Shapes => new(All.Select(spoilt => spoilt.Shape).Distinct());

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_valid_document_has_no_finding(string shape) => Preflight.Check(ValidDocuments.Make(shape), ValidDocuments.Now).Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_spoilt_document_gets_the_code(int at, string name)
    {
        var spoilt = All[at];
        var root = ValidDocuments.Make(spoilt.Shape);
        spoilt.Spoil(root);

        Preflight.Check(root, ValidDocuments.Now).Concat(Preflight.OnlySatKnows(root)).Should().Contain(
            finding => finding.Code == spoilt.Code && finding.Severity == spoilt.Severity, "of {0}", name);
    }

    [Theory]
    [InlineData("pago", "CRP20211", "Comprobante/Complemento/Pagos/Totales/@MontoTotalPagos")]
    [InlineData("honorarios", "CFDI40168", "Comprobante/Conceptos/Concepto[1]/@Descuento")]
    [InlineData("pago", "CRP20238", "Comprobante/Complemento/Pagos/Pago/DoctoRelacionado[1]/@EquivalenciaDR")]
    public void A_finding_points_at_the_field(string shape, string code, string path)
    {
        var root = ValidDocuments.Make(shape);
        All.First(spoilt => spoilt.Code == code).Spoil(root);

        Preflight.Check(root, ValidDocuments.Now).Where(finding => finding.Code == code).Select(finding => finding.Path).Should().Equal(path);
    }

    /// <summary>One wrong amount makes several rules speak: none of them sends anybody away from what is right.</summary>
    [Theory]
    [InlineData("Impuestos", "TotalImpuestosTrasladados")]
    [InlineData("Impuestos", "TotalImpuestosRetenidos")]
    [InlineData("Concepto/Traslado", "Importe")]
    [InlineData("Concepto/Retencion", "Importe")]
    public void Of_one_wrong_amount_no_hint_proposes_another_wrong_one(string element, string attribute)
    {
        var (right, root) = (ValidDocuments.Make("iva-fisica"), ValidDocuments.Make("iva-fisica"));
        Set(element, attribute, "1.00")(root);

        var findings = Preflight.Check(root, ValidDocuments.Now).Where(finding => finding.Severity == Severity.Error).ToList();

        findings.Should().HaveCountGreaterThan(1);
        static decimal Number(string text) => decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var values = right.DescendantsAndSelf().Attributes().Select(one => Number(one.Value)).ToHashSet();
        findings.Select(finding => System.Text.RegularExpressions.Regex.Match(finding.WhatToChange, @"Escribe ([\d.]+) en").Groups[1].Value)
            .Where(value => value.Length > 0).Select(Number).Should().BeSubsetOf(values);
    }

    [Fact]
    public void A_finding_says_what_the_field_should_say()
    {
        var root = ValidDocuments.Make("honorarios");
        Set("/", "Total", "1755.01")(root);

        var finding = Preflight.Check(root, ValidDocuments.Now).Single(finding => finding.Severity == Severity.Error);

        (finding.Message, finding.WhatToChange).Should().Be((
            "El total no es subtotal menos descuento más impuestos trasladados menos retenidos. Dice \"1755.01\".", "Escribe 1755.00 en Total."));
    }

    [Fact]
    public void Every_rule_has_a_document_that_breaks_it()
    {
        var codes = typeof(SatMatrix).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(SatMatrix).Namespace && type != typeof(SelloRules))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Select(field => field.GetValue(null))
            .OfType<Array>()
            .SelectMany(rules => rules.Cast<object>())
            .Where(rule => rule.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Rule<>))
            .Select(rule => (string)rule.GetType().GetProperty("Code")!.GetValue(rule)!)
            .Distinct()
            .ToList();

        codes.Should().HaveCountGreaterThan(180);
        codes.Except(All.Select(spoilt => spoilt.Code)).Should().Equal(["FRONTERA"], "that one is tried with an imported catalogue, by the command line");
    }

    [Fact]
    public void Every_code_whose_text_the_SAT_gives_has_a_document_that_breaks_it()
    {
        var codes = File.ReadLines(SharedFolder.Sat("messages.csv")).Skip(1).Select(line => line.Split(',')[0]).ToList();

        codes.Should().HaveCountGreaterThan(130);
        codes.Except(All.Select(spoilt => spoilt.Code)).Except(OfTheSeal).Should().BeEmpty();
    }

    /// <summary>A document of which something is asked that only the SAT knows.</summary>
    private static Spoilt Asked(string code, string shape, Action<XElement>? also = null) => new(
        code,
        shape,
        root => also?.Invoke(root),
        Severity.OnlySatKnows);

    private static void WithoutIvaWithheld(XElement root) => root.Descendants()
        .Where(element => element.Name.LocalName == "Retencion" && element.Attribute("Impuesto")?.Value == "002").Remove();

    private static Action<XElement> Set(string path, string attribute, string value) => root => Find(root, path).SetAttributeValue(attribute, value);

    private static Action<XElement> Drop(string path, string attribute) => root => Find(root, path).SetAttributeValue(attribute, null);

    private static Action<XElement> Repeat(string path) => root =>
    {
        var element = Find(root, path);
        element.AddAfterSelf(new XElement(element));
    };

    private static void ForeignTrade(XElement root)
    {
        if (root.Element(Cfdi + "Complemento") is null)
            root.Add(new XElement(Cfdi + "Complemento"));
        root.Element(Cfdi + "Complemento")!.Add(new XElement(XName.Get("ComercioExterior", "http://www.sat.gob.mx/ComercioExterior20")));
    }

    /// <summary>The first element along a path of local names; the root's own Impuestos, not a concept's.</summary>
    private static XElement Find(XElement root, string path)
    {
        if (path == "/")
            return root;
        var steps = path.Split('/');
        var element = steps[0] == "Impuestos" ? root.Element(Cfdi + "Impuestos")! : root.Descendants().First(one => one.Name.LocalName == steps[0]);
        return steps.Skip(1).Aggregate(element, (at, step) => at.Descendants().First(one => one.Name.LocalName == step));
    }

    private sealed record Spoilt(string Code, string Shape, Action<XElement> Spoil, Severity Severity = Severity.Error);
}
