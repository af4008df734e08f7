using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Constancias;

/// <summary>Regimes as a Constancia names them, by words that only one of them has.</summary>
internal static class RegimeNames
{
    private static readonly (string Words, string Code)[] Known =
    [
        ("SIMPLIFICADODECONFIANZA", "626"), ("PLATAFORMASTECNOLOGICAS", "625"), ("ACTIVIDADESEMPRESARIALESYPROFESIONALES", "612"), ("SUELDOSYSALARIOS", "605"),
        ("GENERALDELEYPERSONASMORALES", "601"), ("GENERALDELEYDEPERSONASMORALES", "601"), ("FINESNOLUCRATIVOS", "603"), ("ARRENDAMIENTO", "606"),
            ("ENAJENACIONDEACCIONES", "630"),
        ("ENAJENACIONOADQUISICIONDEBIENES", "607"), ("ADQUISICIONDEBIENES", "607"), ("DEMASINGRESOS", "608"), ("RESIDENTESENELEXTRANJERO", "610"),
            ("DIVIDENDOS", "611"),
        ("INGRESOSPORINTERESES", "614"), ("OBTENCIONDEPREMIOS", "615"), ("SINOBLIGACIONESFISCALES", "616"), ("COOPERATIVASDEPRODUCCION", "620"),
            ("INCORPORACIONFISCAL", "621"),
        ("AGRICOLAS", "622"), ("GRUPOSDESOCIEDADES", "623"), ("COORDINADOS", "624"), ("HIDROCARBUROS", "628"), ("REGIMENESFISCALESPREFERENTES", "629"),
            ("CONSOLIDACION", "609"),
    ];

    /// <returns>c_RegimenFiscal; "" for an unknown one.</returns>
    public static string CodeOf(string name)
    {
        var squeezed = Words.Squeezed(name);
        return Known.FirstOrDefault(regime => squeezed.Contains(regime.Words, StringComparison.Ordinal)).Code ?? "";
    }
}
