using Honorario.Cfdi.Documents;

namespace Honorario.PacSandbox;

/// <summary>What only SAT's list of taxpayers can say: are the parties named as they are registered?</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0: CFDI40139, CFDI40144, CFDI40145, CFDI40147, CFDI40159.</remarks>
internal static class Registered
{
    /// <summary>Why the document is not stamped; null when nothing is wrong or nobody in it is on the list.</summary>
    public static Stamping.Refused? Check(Comprobante document, Taxpayers list) =>
        OfEmisor(document.Emisor, list.Find(document.Emisor.Rfc)) ?? OfReceptor(document.Receptor, list.Find(document.Receptor.Rfc));

    private static Stamping.Refused? OfEmisor(ComprobanteEmisor emisor, Taxpayer? known) => known is not null && known.Nombre != emisor.Nombre
        ? new("CFDI40139", "El campo Nombre del emisor, debe pertenecer al nombre asociado al RFC registrado en el campo Rfc del Emisor.", emisor.Nombre)
        : null;

    private static Stamping.Refused? OfReceptor(Receptor receptor, Taxpayer? known)
    {
        if (known is null)
            return null;
        if (known.Nombre is null)
            return new("CFDI40144", "El campo Nombre del receptor, debe encontrarse en la lista de RFC inscritos no cancelados en el SAT.", receptor.Nombre);
        if (known.Nombre != receptor.Nombre)
            return new(
                "CFDI40145",
                "El campo Nombre del receptor, debe pertenecer al nombre asociado al RFC registrado en el campo Rfc del Receptor.",
                receptor.Nombre);
        if (known.CodigoPostal != receptor.DomicilioFiscalReceptor)
            return new("CFDI40147", "El campo DomicilioFiscalReceptor, debe ser el registrado para el RFC del receptor.", receptor.DomicilioFiscalReceptor);
        return known.Regimenes.Contains(receptor.RegimenFiscalReceptor)
            ? null
            : new("CFDI40159", "El campo RegimenFiscalReceptor, debe ser uno de los registrados para el RFC del receptor.", receptor.RegimenFiscalReceptor);
    }
}
