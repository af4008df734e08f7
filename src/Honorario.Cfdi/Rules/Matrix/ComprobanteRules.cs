using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The root's attributes, and the relations to other CFDIs.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40101–CFDI40137 and CFDI40222.</remarks>
internal static class ComprobanteRules
{
    /// <summary>The largest Total of c_TipoDeComprobante.</summary>
    private const decimal MostTotal = 999999999999999999.999999m;

    public static readonly Rule<DocumentView>[] All =
    [
        new(
            "CFDI40101", "Fecha", document => document.Fecha is null, "La fecha no tiene la forma AAAA-MM-DDThh:mm:ss.",
            "Escribe la fecha y hora local de expedición, sin zona horaria."),
        new(
            "CFDI40101", "Fecha", document => document.Fecha is { } fecha && DateOnly.FromDateTime(fecha) < DocumentView.FirstDay,
            "El CFDI 4.0 existe desde el 1 de enero de 2022.", "Escribe la fecha de expedición, o usa la versión que estaba en vigor ese día."),
        new(
            "CFDI40103", "FormaPago", document => document.Tipo is "T" or "N" or "P" && document["FormaPago"] is not null,
            "Un comprobante de traslado, nómina o pago no lleva forma de pago.", "Quita FormaPago."),
        new(
            "CFDI40104", "FormaPago", document => document["FormaPago"] is { } forma && !InCatalog.Lists(SatCatalogs.FormaPago, forma, document.Day),
            "La forma de pago no está en el catálogo c_FormaPago.", "Elige una forma de pago del catálogo, por ejemplo 03."),
        new(
            "CFDI40104", "FormaPago", document => document.Tipo is "I" or "E" && document["FormaPago"] is null,
            "Falta la forma de pago de un ingreso o egreso.", "Elige una forma de pago del catálogo: 99 si el método de pago es PPD."),
        new(
            "CFDI40105", "FormaPago", document => document["MetodoPago"] == "PPD" && document["FormaPago"] != "99",
            "Con método de pago PPD la forma de pago es 99, por definir.", "Escribe 99 en FormaPago, o cambia el método de pago a PUE."),
        new(
            "CFDI40105", "FormaPago", document => document["MetodoPago"] == "PUE" && document["FormaPago"] == "99",
            "Con método de pago PUE la forma de pago ya se conoce: 99, por definir, es de PPD.",
            "Escribe la forma en que se pagó, o cambia el método de pago a PPD.", Severity.Warning),
        new(
            "CFDI40107", "SubTotal", document => document.SubTotal.Exceeds(document.Decimals), "El subtotal tiene más decimales que su moneda.",
            document => Invariant($"Escribe el subtotal con {document.Decimals} decimales.")),
        new(
            "CFDI40108", "SubTotal", document => document.IsSale && document.SubTotal.Value != SumOfConcepts(document),
            "El subtotal no es la suma de los importes de los conceptos.", document => Invariant($"Escribe {SumOfConcepts(document)} en SubTotal.")),
        new(
            "CFDI40109", "SubTotal", document => document.Tipo is "T" or "P" && document.SubTotal.Value != 0,
            "El subtotal de un comprobante de traslado o de pago es cero.", "Escribe 0 en SubTotal."),
        new(
            "CFDI40110", "Descuento", document => document.Descuento.Value > document.SubTotal.OrZero, "El descuento es mayor que el subtotal.",
            "Baja el descuento hasta el subtotal o menos."),
        new(
            "CFDI40111", "Descuento", document => document.IsSale ? !DiscountIsSum(document) : Discounted(document) || document.Descuento.IsPresent,
            "El descuento no es la suma de los descuentos de los conceptos, o el comprobante es de traslado o pago y no lleva.",
            document => document.IsSale && Discounted(document) ? Invariant($"Escribe {SumOfDiscounts(document)} en Descuento.") : "Quita los descuentos."),
        new(
            "CFDI40112", "Descuento", document => document.Descuento.Exceeds(document.Decimals), "El descuento tiene más decimales que su moneda.",
            document => Invariant($"Escribe el descuento con {document.Decimals} decimales.")),
        new(
            "CFDI40113", "Moneda", document => !InCatalog.Lists(SatCatalogs.Moneda, document.Moneda, document.Day),
            "La moneda no está en el catálogo c_Moneda.", "Elige una moneda del catálogo, por ejemplo MXN."),
        new(
            "CFDI40114", "TipoCambio", document => document.Moneda == "MXN" && document.TipoCambio is { IsPresent: true, Value: not 1 },
            "El tipo de cambio del peso es 1.", "Escribe 1 en TipoCambio, o quítalo."),
        new(
            "CFDI40115", "TipoCambio", document => document.Moneda is not ("MXN" or "XXX" or "") && !document.TipoCambio.IsPresent,
            "Falta el tipo de cambio de una moneda extranjera.", "Escribe en TipoCambio los pesos por unidad de esa moneda."),
        new(
            "CFDI40116", "TipoCambio", document => document.Moneda == "XXX" && document.TipoCambio.IsPresent,
            "La moneda XXX no tiene tipo de cambio.", "Quita TipoCambio."),
        new(
            "CFDI40117", "TipoCambio",
            document => document.TipoCambio.IsPresent && (document.TipoCambio.Value is not > 0 || document.TipoCambio.Decimals > 6),
            "El tipo de cambio no es un número mayor que cero de hasta 6 decimales.", "Escribe el tipo de cambio con hasta 6 decimales."),
        new(
            "CFDI40119", "Total", document => document.Total.Value != document.ExpectedTotal(),
            "El total no es subtotal menos descuento más impuestos trasladados menos retenidos.",
            document => document.Total.Value == document.RightTotal()
                ? "Corrige los impuestos: con ellos el total ya es el que debe ser." : Invariant($"Escribe {document.RightTotal()} en Total.")),
        new(
            "CFDI40120", "Total", document => document.Total.Value > (document.Tipo == "T" ? 0 : MostTotal) && document["Confirmacion"] is null,
            "El total pasa del máximo de su tipo de comprobante y no hay clave de confirmación.",
            "Corrige el total, o pide al PAC una clave de confirmación."),
        new(
            "CFDI40121", "TipoDeComprobante", document => !InCatalog.Lists(SatCatalogs.TipoDeComprobante, document.Tipo, document.Day),
            "El tipo no está en el catálogo c_TipoDeComprobante.", "Escribe I (ingreso), E (egreso), P (pago), T (traslado) o N (nómina)."),
        new(
            "CFDI40122", "Exportacion", document => document["Exportacion"] == "02" && !document.HasForeignTrade,
            "Una exportación definitiva (02) lleva el complemento de comercio exterior.",
            "Escribe 01 en Exportacion si no es una exportación, o agrega el complemento."),
        new(
            "CFDI40222", "Exportacion", document => document.HasForeignTrade && document["Exportacion"] != "02",
            "El complemento de comercio exterior es de una exportación definitiva (02).", "Escribe 02 en Exportacion, o quita el complemento."),
        new(
            "CFDI40123", "Exportacion", document => !InCatalog.Lists(SatCatalogs.Exportacion, document["Exportacion"], document.Day),
            "La exportación no está en el catálogo c_Exportacion.", "Escribe 01 (no aplica) en Exportacion."),
        new(
            "CFDI40124", "MetodoPago",
            document => document["MetodoPago"] is { } metodo && !InCatalog.Lists(SatCatalogs.MetodoPago, metodo, document.Day),
            "El método de pago no está en el catálogo c_MetodoPago.", "Escribe PUE (una sola exhibición) o PPD (parcialidades o diferido)."),
        new(
            "CFDI40125", "MetodoPago", document => document.Tipo is "T" or "P" && document["MetodoPago"] is not null,
            "Un comprobante de traslado o de pago no lleva método de pago.", "Quita MetodoPago."),
        new(
            "CFDI40126", "LugarExpedicion", document => !SatCatalogs.MayBePostalCode(document["LugarExpedicion"], document.Day),
            "El lugar de expedición no es un código postal del catálogo c_CodigoPostal.",
            "Escribe los 5 dígitos del código postal donde se expide."),
        new(
            "CFDI40130", null,
            document => document is { Tipo: "I", Receptor: { IsPublic: true, Nombre: "PUBLICO EN GENERAL" } }
                && document.Element.Element(Anexo20.Schema.Cfdi + "InformacionGlobal") is null,
            "Una factura al público en general es global y le falta el periodo que abarca.",
            "Agrega InformacionGlobal, o escribe el nombre del receptor."),
        new(
            "CFDI40127", "Confirmacion", document => document["Confirmacion"] is not null && NeedsNoConfirmation(document),
            "La clave de confirmación sobra: el total y el tipo de cambio son ordinarios.", "Quita Confirmacion."),
    ];

    public static readonly Rule<PartView>[] Relacionados =
    [
        new(
            "CFDI40137", "TipoRelacion", related => !InCatalog.Lists(SatCatalogs.TipoRelacion, related["TipoRelacion"], related.Document.Day),
            "El tipo de relación no está en el catálogo c_TipoRelacion.",
            "Elige un tipo de relación del catálogo, por ejemplo 01 para una nota de crédito."),
    ];

    private static decimal SumOfConcepts(DocumentView document) => document.Round(document.Conceptos.Sum(concepto => concepto.Importe.OrZero));

    private static bool Discounted(DocumentView document) => document.Conceptos.Any(concepto => concepto.Descuento.IsPresent);

    private static decimal SumOfDiscounts(DocumentView document) => document.Round(document.Conceptos.Sum(concepto => concepto.Descuento.OrZero));

    private static bool DiscountIsSum(DocumentView document) =>
        document.Descuento.OrZero == SumOfDiscounts(document) && (document.Descuento.IsPresent || !Discounted(document) || SumOfDiscounts(document) == 0);

    private static bool NeedsNoConfirmation(DocumentView document) =>
        (document.Moneda is "MXN" or "XXX" || !document.TipoCambio.IsPresent)
        && document.Total.Value <= MostTotal
        && !document.Pagos.Any(pagos => pagos.Payments.Any(payment => payment.Moneda != "MXN" || payment.Monto.OrZero * payment.Rate > MostTotal));
}
