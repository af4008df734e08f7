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

    /// <summary>SW: the idempotency key is another document's.</summary>
    public const string KeyTaken = "CFDI3307";

    /// <summary>The PAC's own codes that say nothing of the document: what a person must do, or null where waiting does it.</summary>
    private static readonly Dictionary<string, (string Words, PacWait Wait)> OfAccount = new()
    {
        ["300"] = ("El PAC no aceptó el usuario y la contraseña: revísalos en la configuración.", PacWait.Person),
        ["AU2000"] = ("El PAC no aceptó el usuario y la contraseña: revísalos en la configuración.", PacWait.Person),
        ["701"] = ("La cuenta con el PAC está suspendida: acláralo con él.", PacWait.Person),
        ["702"] = ("El emisor no está dado de alta en la cuenta del PAC: regístralo con él.", PacWait.Person),
        ["703"] = ("La cuenta con el PAC está suspendida: acláralo con él.", PacWait.Person),
        ["704"] = ("El PAC no pudo abrir la llave del emisor: carga de nuevo su certificado en el panel del PAC.", PacWait.Person),
        ["706"] = ("El PAC no reconoce la cuenta de socio: revísala con él.", PacWait.Person),
        ["708"] = ("El PAC no pudo conectarse con el SAT; se intenta de nuevo más tarde.", PacWait.Hours),
        ["711"] = ("El PAC encontró un error en el certificado del emisor: cárgalo de nuevo en su panel.", PacWait.Person),
        ["713"] = ("El RFC del emisor no es de la cuenta del PAC: regístralo con él.", PacWait.Person),
        ["714"] = ("Se alcanzó el límite mensual de timbres de la cuenta: amplíalo con el PAC.", PacWait.Person),
        ["718"] = ("Se acabaron los timbres de la cuenta: compra más con el PAC.", PacWait.Person),
        ["720"] = ("El emisor no tiene un certificado activo en la cuenta del PAC: cárgalo en su panel.", PacWait.Person),
        ["735"] = ("El PAC contestó con una falla propia; se intenta de nuevo más tarde.", PacWait.Hours),
        ["740"] = ("Falta firmar el manifiesto del PAC: fírmalo en su panel.", PacWait.Person),
        ["799"] = ("El PAC ya no admite más solicitudes para cancelarlo: pídeselo a su soporte o cancélalo en el portal del SAT.", PacWait.Person),
    };

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

    /// <summary>What a code that speaks of the account, not of the document, means; null when it is not one.</summary>
    public static (string Words, PacWait Wait)? Account(string? code) => code is not null && OfAccount.TryGetValue(code, out var known) ? known : null;

    /// <summary>SAT's code of a cancellation, without the letters a PAC puts before it (CA305, CR1310): "305"; motive codes of SW become 207.</summary>
    public static string? OfSat(string? code) => code switch
    {
        null => null,
        "CR1308" => "304",
        "CR1310" or "311" => "207",
        "312" => "212",
        _ => Prefixed().Replace(code, ""),
    };

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

    [GeneratedRegex("^CA(?=[0-9]{3}$)")]
    private static partial Regex Prefixed();

    /// <summary>705 to 740: Finkok's, of what is in the document (structure, amounts, certificate against its number, schema locations).</summary>
    [GeneratedRegex("^(CFDI4[0-9]{4}|CRP[0-9]{5}|CO1[0-9]{3}|CC[0-9]{4}|30[1-8]|40[1-3]|705|710|712|719|738)$")]
    private static partial Regex Stamping();
}
