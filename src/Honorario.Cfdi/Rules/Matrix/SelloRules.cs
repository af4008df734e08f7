using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;
using Honorario.Cfdi.Sealing;
using static System.FormattableString;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>The seal, its certificate and the date, of a document that carries them.</summary>
/// <remarks>Source: SAT, matriz de validaciones del CFDI 4.0, CFDI40102 and CFDI40106; the PAC's codes 303, 305 and 401.</remarks>
internal static class SelloRules
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);

    public static readonly Rule<SealView>[] All =
    [
        new(
            "CFDI40102", "Sello", seal => seal.State == SealState.Invalid,
            "El sello no corresponde al comprobante: cambió después de sellarse, o se selló con otra llave (302 del PAC).", "Vuelve a sellar el comprobante."),
        new(
            "CFDI40106", "Certificado", seal => seal.Certificado is null, "El certificado no es un certificado del SAT.",
            "Vuelve a sellar el comprobante con tu CSD."),
        new(
            "CFDI40106", "NoCertificado", seal => seal.Certificado is { } certificado && certificado.NoCertificado != seal["NoCertificado"],
            "El número de certificado no es el del certificado.", "Vuelve a sellar el comprobante con tu CSD."),
        new(
            "CFDI40106", "Certificado", seal => seal.Certificado is { IsFiel: true },
            "El certificado es una e.firma (FIEL), no un certificado de sello digital.", "Sella con tu CSD; la e.firma no sirve para facturar."),
        new(
            "303", "Certificado", seal => seal.Certificado is { } certificado && certificado.Rfc != seal.Document.Emisor?.Rfc,
            seal => Invariant($"El certificado es de {seal.Certificado?.Rfc}, no del emisor {seal.Document.Emisor?.Rfc}."),
            _ => "Sella con el CSD del emisor."),
        new(
            "305", "Fecha", seal => seal is { Certificado: { } certificado, Document.Fecha: { } fecha } && !seal.Covers(certificado, fecha),
            "La fecha de expedición está fuera de la vigencia del certificado.", "Sella con un certificado vigente en la fecha de expedición."),
        new(
            "CFDI40139", null, seal => seal.Certificado is { } certificado && !IsNameOf(certificado, seal),
            seal => $"El certificado está a nombre de {seal.Certificado?.Nombre}, y el emisor dice {seal.Document.Emisor?.Nombre}.",
            seal => $"Escribe en el nombre del emisor \"{RegimenDeCapital.Remove(seal.Certificado?.Nombre ?? "")}\", letra por letra, "
                + "o el de la Constancia de Situación Fiscal si cambió.",
            Severity.Warning),
    ];

    public static readonly Rule<DocumentView>[] Fecha =
    [
        new(
            "401", "Fecha", document => !document.IsStamped && document.Fecha > document.Now,
            document => Invariant(
                $"La fecha de expedición es futura: en el lugar de expedición son las {document.Now:HH:mm} del {document.Now:dd/MM/yyyy}."),
            _ => "Escribe la fecha y hora local del lugar de expedición."),
        new(
            "401", "Fecha", document => !document.IsStamped && document.Fecha < document.Now - Window,
            "Pasaron más de 72 horas desde la fecha de expedición.", "Vuelve a expedir el comprobante con fecha de hoy."),
    ];

    /// <summary>
    /// Whether the emisor is named as its certificate is, but for the régimen de capital, which a CFDI leaves out. Of another RFC's
    /// certificate rule 303 says more.
    /// </summary>
    private static bool IsNameOf(Certificado certificado, SealView seal) =>
        certificado.Nombre.Length == 0
        || certificado.Rfc != seal.Document.Emisor?.Rfc
        || seal.Document.Emisor.Nombre == RegimenDeCapital.Remove(certificado.Nombre);
}
