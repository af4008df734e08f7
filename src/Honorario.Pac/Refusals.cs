using System.Text.RegularExpressions;

namespace Honorario.Pac;

/// <summary>The codes under which SAT, or a PAC for it, says no.</summary>
/// <remarks>Source: Anexo 20, matriz de validación del timbrado; SAT, códigos de respuesta del servicio de cancelación (2022).</remarks>
internal static partial class Refusals
{
    /// <summary>The document has a stamp already.</summary>
    public const string AlreadyStamped = "307";

    /// <summary>SAT has the request to cancel.</summary>
    public const string CancelRequested = "201";

    /// <summary>SAT had it before.</summary>
    public const string CancelRequestedBefore = "202";

    private static readonly Dictionary<string, string> OfCancelling = new()
    {
        ["203"] = "El RFC de quien cancela no es el emisor del comprobante: revisa el emisor y su certificado.",
        ["204"] = "El comprobante no se puede cancelar porque otro vigente se relaciona con él: cancela primero el relacionado.",
        ["205"] = "El SAT aún no tiene este comprobante; si se timbró hace poco, intenta de nuevo más tarde.",
        ["206"] = "El comprobante no es del sector primario: cancélalo por el servicio que le corresponde.",
        ["207"] = "El motivo de cancelación no es válido: elige 01, 02, 03 o 04.",
        ["208"] = "El folio fiscal que sustituye no es válido: elige un comprobante vigente del mismo emisor.",
        ["209"] = "Este motivo no lleva folio fiscal de sustitución: quítalo o elige el motivo 01.",
        ["210"] = "La fecha de la solicitud es posterior a la de la declaración: revisa con tu contador si aún se puede cancelar.",
        ["211"] = "Venció el plazo para cancelar esta factura global: revisa con tu contador cómo corregirla.",
        ["212"] = "El comprobante que sustituye no está relacionado con éste: emítelo con la relación 04.",
        ["304"] = "El certificado está revocado o caduco: carga uno vigente.",
        ["305"] = "El certificado no es válido: carga el certificado de sello digital del emisor.",
        ["309"] = "El folio fiscal no tiene la forma que debe: revísalo.",
        ["310"] = "El certificado de sello digital no es válido: carga de nuevo el .cer, el .key y la contraseña.",
    };

    /// <summary>The code with which a PAC's message begins, when it means that the document must change; null otherwise.</summary>
    public static string? OfStamping(string? message) => CodeOf(message) is { } code && Stamping().IsMatch(code) ? code : null;

    /// <summary>The code with which a message begins, before a stop, a dash or a colon.</summary>
    public static string? CodeOf(string? message) =>
        message is not null && Leading().Match(message) is { Success: true } match ? match.Groups["code"].Value : null;

    /// <summary>A message without the code in front, and with its detail behind.</summary>
    public static string Words(string message, string? detail)
    {
        var words = Leading().Replace(message, "", 1).Trim();
        return string.IsNullOrWhiteSpace(detail) || detail.Trim() == words ? words : $"{words.TrimEnd('.')}. {detail.Trim()}";
    }

    /// <summary>What SAT's answer to a cancellation means when it is a no; null when it is not one.</summary>
    public static CancelAnswer.Rejected? Cancelling(string? code) =>
        code is not null && OfCancelling.TryGetValue(code, out var words) ? new CancelAnswer.Rejected(code, words) : null;

    [GeneratedRegex(@"^\s*(?<code>[A-Z]{0,6}[0-9]{3,6})\b\s*[.:-]?")]
    private static partial Regex Leading();

    [GeneratedRegex("^(CFDI4[0-9]{4}|CRP[0-9]{5}|30[1-8]|40[1-3]|705)$")]
    private static partial Regex Stamping();
}
