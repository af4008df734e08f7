using System.Globalization;
using Honorario.Billing.Cuentas;

namespace Honorario.Billing.DatosFiscales;

/// <summary>
/// The emisor's signed consent that the PAC may stamp for it: the text as shown, the instant, and the CSD's signature over
/// both.
/// </summary>
public sealed class Manifiesto : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid EmisorId { get; init; }
    public int TextVersion { get; init; }
    public required string Text { get; init; }
    public DateTime AcceptedAt { get; init; }
    public required string AcceptedBy { get; init; }
    public required string NoCertificado { get; init; }

    /// <summary>RSA PKCS#1 v1.5 over SHA-256 of <see cref="SignedText"/>, in base64.</summary>
    public required string Signature { get; init; }

    /// <summary>What the signature covers: the text, a line break and the instant in UTC.</summary>
    public static string SignedText(string text, DateTime acceptedAt) =>
        $"{text}\n{acceptedAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}";
}

/// <summary>The text in force. Changing it takes a new version, which every emisor is asked to accept.</summary>
public static class ManifiestoText
{
    public const int Version = 1;

    private const string Authorises =
        "Autoriza al proveedor de certificación configurado en Honorario a recibir, validar y timbrar los comprobantes fiscales digitales por Internet "
        + "que emita, y a enviarlos al Servicio de Administración Tributaria, conforme al artículo 29 del Código Fiscal de la Federación y a la regla "
        + "2.7.2.7 de la Resolución Miscelánea Fiscal.";

    private const string Knows =
        "Conoce que la llave se guarda cifrada, que sólo se usa para sellar los documentos que él mismo o las personas de su cuenta ordenan, y que puede "
        + "retirarla cuando quiera.";

    public static string For(Emisor emisor) =>
        $"""
        MANIFIESTO

        {emisor.Nombre}, con Registro Federal de Contribuyentes {emisor.Rfc.Value}, manifiesta bajo protesta de decir verdad que:

        1. Los archivos de su certificado de sello digital (.cer y .key) y la contraseña que cargó en Honorario son suyos y los carga por voluntad propia.
        2. {Authorises}
        3. {Knows}
        4. Responde de los datos que captura en sus comprobantes.

        Versión {Version} de este texto.
        """;
}
