namespace Honorario.Cfdi.Documents;

/// <summary>Taxes of a state or a municipality, such as the cedular on fees: the complement "otros derechos e impuestos" 1.0.</summary>
/// <param name="Retenciones">What the receiver withholds.</param>
/// <param name="Traslados">What is charged.</param>
/// <param name="TotaldeRetenciones">Sum of the amounts withheld, two decimals.</param>
/// <param name="TotaldeTraslados">Sum of the amounts charged, two decimals.</param>
/// <remarks>Source: <c>implocal.xsd</c>.</remarks>
public sealed record ImpuestosLocales(
    ValueList<ImpuestoLocal> Retenciones, ValueList<ImpuestoLocal> Traslados, decimal TotaldeRetenciones, decimal TotaldeTraslados);

/// <summary>One tax of a state or a municipality.</summary>
/// <param name="Nombre">Its name, such as <c>Impuesto cedular</c>.</param>
/// <param name="Tasa">Its rate in percent, two decimals: 2.00 is two of a hundred.</param>
/// <param name="Importe">Its amount in the document's currency, two decimals.</param>
public sealed record ImpuestoLocal(string Nombre, decimal Tasa, decimal Importe);
