using System.Collections.Frozen;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Printing.Forms;

/// <summary>
/// SAT's codes with their names, such as <c>612 – Personas Físicas con Actividades Empresariales…</c>; a code unknown to the catalogue stays alone.
/// </summary>
internal static class CodeNames
{
    public static string RegimenFiscal(string code) => Named(SatCatalogs.RegimenFiscal, code);

    public static string UsoCfdi(string code) => Named(SatCatalogs.UsoCfdi, code);

    public static string FormaPago(string code) => Named(SatCatalogs.FormaPago, code);

    public static string MetodoPago(string code) => Named(SatCatalogs.MetodoPago, code);

    public static string Moneda(string code) => Named(SatCatalogs.Moneda, code);

    public static string TipoDeComprobante(string code) => Named(SatCatalogs.TipoDeComprobante, code);

    public static string Exportacion(string code) => Named(SatCatalogs.Exportacion, code);

    public static string ObjetoImp(string code) => Named(SatCatalogs.ObjetoImp, code);

    public static string TipoRelacion(string code) => Named(SatCatalogs.TipoRelacion, code);

    public static string Periodicidad(string code) => Named(SatCatalogs.Periodicidad, code);

    public static string Meses(string code) => Named(SatCatalogs.Meses, code);

    public static string Pais(string code) => Named(SatCatalogs.Pais, code);

    /// <summary>The unit's name alone, or null when it is not in the catalogue.</summary>
    public static string? ClaveUnidad(string code) => SatCatalogs.ClaveUnidad.GetValueOrDefault(code)?.Text;

    /// <summary>The tax's name alone: ISR, IVA or IEPS.</summary>
    public static string Impuesto(string code) => SatCatalogs.Impuesto.GetValueOrDefault(code)?.Text ?? code;

    /// <summary>The form of payment's name alone.</summary>
    public static string FormaPagoName(string code) => SatCatalogs.FormaPago.GetValueOrDefault(code)?.Text ?? code;

    private static string Named<T>(FrozenDictionary<string, T> catalogue, string code)
        where T : CatalogEntry => catalogue.TryGetValue(code, out var entry) ? $"{code} – {entry.Text.TrimEnd('.')}" : code;
}
