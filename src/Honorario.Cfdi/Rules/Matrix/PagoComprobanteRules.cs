using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The fixed values of a document that carries the complemento de pagos.</summary>
/// <remarks>Source: SAT, matriz de validaciones del complemento de pagos 2.0, CRP20101–CRP20123.</remarks>
internal static class PagoComprobanteRules
{
    public static readonly Rule<DocumentView>[] Root =
    [
        new(
            "CRP20101", "TipoDeComprobante", document => document.Tipo != "P", "El complemento de pagos va en un comprobante de tipo P.",
            "Escribe P en TipoDeComprobante."),
        new(
            "CRP20102", "Exportacion", document => document["Exportacion"] != "01", "La exportación de un comprobante de pago es 01, no aplica.",
            "Escribe 01 en Exportacion."),
        new("CRP20103", "SubTotal", document => document.SubTotal.Value != 0, "El subtotal de un comprobante de pago es cero.", "Escribe 0 en SubTotal."),
        new(
            "CRP20104", "Moneda", document => document.Moneda != "XXX", "La moneda de un comprobante de pago es XXX.",
            "Escribe XXX en Moneda; la del pago va en MonedaP."),
        Absent("CRP20105", "FormaPago", "la forma de pago va en FormaDePagoP"),
        Absent("CRP20106", "MetodoPago", "el método de pago es el de la factura"),
        Absent("CRP20107", "CondicionesDePago", "las condiciones son las de la factura"),
        Absent("CRP20108", "Descuento", "no lleva descuento"),
        Absent("CRP20109", "TipoCambio", "el tipo de cambio va en TipoCambioP"),
        new("CRP20110", "Total", document => document.Total.Value != 0, "El total de un comprobante de pago es cero.", "Escribe 0 en Total."),
        new(
            "CRP20111", null, document => document.Conceptos.Length != 1, "Un comprobante de pago tiene un solo concepto.",
            "Deja un concepto con la clave 84111506."),
        new(
            "CRP20123", null, document => document.Impuestos is not null,
            "Un comprobante de pago no lleva impuestos en la raíz: van en el complemento.", "Quita Impuestos."),
    ];

    public static readonly Rule<ConceptView>[] Concepto =
    [
        new(
            "CRP20112", null, concepto => concepto.Element.Elements().Any(child => child.Name != Schema.Cfdi + "ACuentaTerceros"),
            "El concepto de un pago no lleva más apartado que ACuentaTerceros.", "Quita los apartados del concepto."),
        Fixed("CRP20113", "ClaveProdServ", "84111506"),
        AbsentInConcept("CRP20114", "NoIdentificacion"),
        new("CRP20115", "Cantidad", concepto => concepto.Cantidad.Value != 1, "La cantidad del concepto de un pago es 1.", "Escribe 1 en Cantidad."),
        Fixed("CRP20116", "ClaveUnidad", "ACT"),
        AbsentInConcept("CRP20117", "Unidad"),
        Fixed("CRP20118", "Descripcion", "Pago"),
        new(
            "CRP20119", "ValorUnitario", concepto => concepto.ValorUnitario.Value != 0, "El valor unitario del concepto de un pago es cero.",
            "Escribe 0 en ValorUnitario."),
        new("CRP20120", "Importe", concepto => concepto.Importe.Value != 0, "El importe del concepto de un pago es cero.", "Escribe 0 en Importe."),
        AbsentInConcept("CRP20121", "Descuento"),
        Fixed("CRP20122", "ObjetoImp", "01"),
        new(
            "CRP20123", null, concepto => concepto.Impuestos is not null, "El concepto de un pago no lleva impuestos: van en el complemento.",
            "Quita Impuestos."),
    ];

    private static Rule<DocumentView> Absent(string code, string attribute, string why) =>
        new(code, attribute, document => document[attribute] is not null, $"Un comprobante de pago no lleva {attribute}: {why}.", $"Quita {attribute}.");

    private static Rule<ConceptView> AbsentInConcept(string code, string attribute) =>
        new(code, attribute, concepto => concepto[attribute] is not null, $"El concepto de un pago no lleva {attribute}.", $"Quita {attribute}.");

    private static Rule<ConceptView> Fixed(string code, string attribute, string value) =>
        new(
            code, attribute, concepto => concepto[attribute] != value, $"El concepto de un pago lleva {value} en {attribute}.",
            $"Escribe {value} en {attribute}.");
}
