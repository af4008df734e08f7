using Honorario.Cfdi.Catalogs;
using Honorario.Cfdi.Rules.Views;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>What a factura global covers.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40130–CFDI40136.</remarks>
internal static class InformacionGlobalRules
{
    private const string Bimestral = "05";

    public static readonly Rule<PartView>[] All =
    [
        new(
            "CFDI40130", null, global => global.Document.Receptor is not { IsPublic: true, Nombre: "PUBLICO EN GENERAL" },
            "Una factura global es para el público en general.",
            "Escribe XAXX010101000 y PUBLICO EN GENERAL en el receptor, o quita InformacionGlobal."),
        new(
            "CFDI40131", "Periodicidad", global => !InCatalog.Lists(SatCatalogs.Periodicidad, global["Periodicidad"], global.Document.Day),
            "La periodicidad no está en el catálogo c_Periodicidad.",
            "Escribe 01 (diario), 02 (semanal), 03 (quincenal), 04 (mensual) o 05 (bimestral)."),
        new(
            "CFDI40132", "Periodicidad", global => global["Periodicidad"] == Bimestral && global.Document.Emisor?["RegimenFiscal"] != "621",
            "La periodicidad bimestral es sólo del régimen 621.", "Escribe otra periodicidad, por ejemplo 04 (mensual)."),
        new(
            "CFDI40133", "Meses", global => !InCatalog.Lists(SatCatalogs.Meses, global["Meses"], global.Document.Day),
            "El mes no está en el catálogo c_Meses.", "Escribe 01 a 12 para un mes o 13 a 18 para un bimestre."),
        new(
            "CFDI40134", "Meses", global => global["Periodicidad"] != Bimestral && !IsBetween(global["Meses"], 1, 12),
            "El mes no es de enero (01) a diciembre (12), y la periodicidad no es bimestral.", "Escribe el mes, de 01 a 12."),
        new(
            "CFDI40135", "Meses", global => global["Periodicidad"] == Bimestral && !IsBetween(global["Meses"], 13, 18),
            "El bimestre no es de 13 (enero-febrero) a 18 (noviembre-diciembre).", "Escribe el bimestre, de 13 a 18."),
        new(
            "CFDI40136", "Año", global => !IsBetween(global["Año"], Year(global) - 1, Year(global)), "El año no es el actual ni el anterior.",
            global => Invariant($"Escribe {Year(global)} o {Year(global) - 1}.")),
    ];

    private static int Year(PartView global) => (global.Document.IsStamped ? global.Document.Day.Year : global.Document.Now.Year);

    private static bool IsBetween(string? number, int least, int most) => int.TryParse(number, out var value) && least <= value && value <= most;
}
