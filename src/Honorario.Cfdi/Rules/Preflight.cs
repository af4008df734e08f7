using System.Xml.Linq;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Rules;

/// <summary>Predicts, before anything is sent, what a PAC would reject, under SAT's own codes.</summary>
public static class Preflight
{
    /// <summary>Every finding about a document as it would be written.</summary>
    /// <param name="document">The document, sealed or not.</param>
    /// <param name="now">The instant of stamping.</param>
    public static IReadOnlyList<Finding> Check(Comprobante document, DateTimeOffset now) => Check(CfdiWriter.ToXml(document), now);

    /// <summary>Every finding about a document as it was read.</summary>
    /// <param name="root">The document's root element.</param>
    /// <param name="now">The instant of stamping.</param>
    public static IReadOnlyList<Finding> Check(XElement root, DateTimeOffset now) => Structure.Check(root);
}
