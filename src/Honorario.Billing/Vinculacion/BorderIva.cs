using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi.Amounts;

namespace Honorario.Billing.Vinculacion;

/// <summary>Who may charge the border's 8 % (RMF 11.9.2): whoever gave SAT its notice. A code may be linked with it, whoever bills it.</summary>
internal static class BorderIva
{
    /// <returns>Null where nothing is in the way.</returns>
    public static Problem? Refuses(Emisor emisor, IEnumerable<CptLink> links)
    {
        var codes = emisor.Frontera ? [] : links.Where(link => link.Iva == IvaTreatment.Tasa8).Select(link => link.Cpt).Distinct().Order().ToList();
        return codes.Count == 0 ? null : new Problem(FieldNames.Services,
            $"{string.Join(", ", codes.Select(Cpt4.Describe))}: la clave está vinculada con IVA al 8 % y {emisor.Rfc} no ha dicho que dio aviso al SAT del "
            + "estímulo de la región fronteriza. Dilo en sus datos fiscales, o cambia el IVA de la vinculación.",
            Link: $"/configuracion/datos-fiscales/{emisor.Id}");
    }
}
