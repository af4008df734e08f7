using System.Xml.Linq;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Matrix;
using Honorario.Cfdi.Rules.Views;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Rules;

/// <summary>
/// Predicts, before anything is sent, what a PAC would reject, under SAT's own codes: the schema, SAT's matrices for the CFDI 4.0
/// and the complemento de pagos 2.0, and the PAC's own rules on dates and certificates.
/// </summary>
/// <remarks>
/// A document that nothing can be held against has no finding at all. What only SAT's lists can tell (is this the name registered for
/// that RFC?) is no finding either: <see cref="OnlySatKnows"/> lists it.
/// Source: SAT, matrices de validaciones of the Anexo 20 (CFDI401xx, CFDI402xx) and of Pagos 2.0 (CRP201xx, CRP202xx).
/// </remarks>
public static class Preflight
{
    /// <summary>Every finding about a document as it would be written.</summary>
    /// <param name="document">The document, sealed or not.</param>
    /// <param name="now">The instant of stamping.</param>
    public static IReadOnlyList<Finding> Check(Comprobante document, DateTimeOffset now) => Check(CfdiWriter.ToXml(document), now);

    /// <summary>Every finding about a document as it was read.</summary>
    /// <param name="root">The document's root element.</param>
    /// <param name="now">The instant of stamping; a document that is stamped already is not held to it.</param>
    public static IReadOnlyList<Finding> Check(XElement root, DateTimeOffset now) => Check(root, now, null);

    /// <summary>Every finding about a document whose seal has been verified already.</summary>
    /// <param name="root">The document's root element.</param>
    /// <param name="now">The instant of stamping.</param>
    /// <param name="seal">What <see cref="SealVerifier.Seal(XElement)"/> said of it; null to ask it here.</param>
    public static IReadOnlyList<Finding> Check(XElement root, DateTimeOffset now, SealState? seal) => Check(SatElement.Of(root), now, seal, null);

    internal static IReadOnlyList<Finding> Check(SatElement root, DateTimeOffset now, SealState? seal, Cadena? cadena)
    {
        var structure = Structure.Check(root);
        if (root.Name != Schema.Comprobante.Name)
            return structure;
        var report = new Report();
        var document = new DocumentView(root, now);
        CheckSealed(document, seal, report);
        return [.. structure, .. report.Findings, .. NotVerifiable(root, cadena)];
    }

    /// <summary>What only SAT's lists can tell of a document, «sólo el SAT lo sabe»: nothing is claimed of it.</summary>
    /// <param name="root">The document's root element.</param>
    public static IReadOnlyList<Finding> OnlySatKnows(XElement root) =>
        root.Name == Schema.Comprobante.Name ? Ask(new DocumentView(SatElement.Of(root), DateTimeOffset.UnixEpoch)) : [];

    private static List<Finding> Ask(DocumentView document)
    {
        var report = new Report();
        SatMatrix.Ask(document, report);
        return report.Findings;
    }

    /// <summary>Complements that a seal may cover in an order that is not known here.</summary>
    private static IEnumerable<Finding> NotVerifiable(SatElement root, Cadena? cadena) => Uncovered(root, cadena).Select(complement => new Finding(
        "COMPLEMENTO",
        Severity.Warning,
        XmlPath.Of(complement),
        $"No sé comprobar el complemento {complement.Name.LocalName} ({complement.Name.NamespaceName}): no conozco su orden en la cadena original.",
        "Verifica el sello en el portal del SAT, o quita el complemento antes de sellar."));

    private static IReadOnlyList<SatElement> Uncovered(SatElement root, Cadena? cadena) =>
        cadena is not null ? cadena.Unknown
        : root.Elements().Any(child => child.Name == Schema.Complemento)
            || root.Elements(Schema.Cfdi + "Conceptos").Elements().Elements(Schema.ComplementoConcepto).Any()
            ? Cadena.OfDocument(root)?.Unknown ?? []
            : [];

    private static void CheckSealed(DocumentView document, SealState? seal, Report report)
    {
        var root = document.Element;
        var certificado = SealVerifier.ReadCertificate(root.Attribute("Certificado")?.Value);
        var isCertified = !string.IsNullOrWhiteSpace(root.Attribute("Certificado")?.Value) || !string.IsNullOrWhiteSpace(root.Attribute("Sello")?.Value);
        var view = isCertified ? new SealView(document, seal ?? SealVerifier.Seal(root), certificado) : null;
        SatMatrix.Check(document, view, report);
    }
}
