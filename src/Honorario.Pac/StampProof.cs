using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.Pac;

/// <summary>Verifies what a PAC returns before it is believed.</summary>
public static class StampProof
{
    private static readonly XName Timbre = XName.Get("TimbreFiscalDigital", "http://www.sat.gob.mx/TimbreFiscalDigital");
    private static readonly XName Complemento = XName.Get("Complemento", "http://www.sat.gob.mx/cfd/4");
    private static readonly XNamespace Xsi = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Stamped, when it is our sealed document, unchanged, with a stamp of its seal; otherwise unavailable.</summary>
    /// <param name="stampedXml">What the PAC returned.</param>
    /// <param name="sealedXml">What it was sent.</param>
    public static StampAnswer Of(string stampedXml, ReadOnlyMemory<byte> sealedXml)
    {
        var xml = Encoding.UTF8.GetBytes(stampedXml);
        var ours = SafeXml.Load(sealedXml).Root ?? throw new ArgumentException("The sealed document is not XML.", nameof(sealedXml));
        if (SafeXml.Load(xml).Root is not { } theirs || CfdiReader.Read(theirs).Document is not { } document)
            return new StampAnswer.Unavailable("El PAC devolvió un documento que no se puede leer.");
        if (!Same(WithoutStamp(ours), WithoutStamp(theirs)))
            return new StampAnswer.Unavailable("El PAC devolvió un documento que no es el que se le envió.");
        return document.Timbre is { } timbre && SealVerifier.Stamp(theirs, null) != StampState.Invalid
            ? new StampAnswer.Stamped(xml, timbre)
            : new StampAnswer.Unavailable("El PAC devolvió el documento sin un timbre de su sello.");
    }

    /// <summary>The same for a timbre that came alone: it is put into the sealed document and proved there.</summary>
    /// <param name="timbreXml">What the PAC returned, with or without an XML declaration.</param>
    /// <param name="sealedXml">What it was sent.</param>
    public static StampAnswer OfTimbre(string timbreXml, ReadOnlyMemory<byte> sealedXml)
    {
        if (SafeXml.Load(Encoding.UTF8.GetBytes(timbreXml)).Root is not { } timbre || timbre.Name != Timbre)
            return new StampAnswer.Unavailable("El PAC devolvió un timbre que no se puede leer.");
        var ours = SafeXml.Load(sealedXml).Root ?? throw new ArgumentException("The sealed document is not XML.", nameof(sealedXml));
        return Of(Encoding.UTF8.GetString(CfdiWriter.Write(ours.WithTimbre(timbre))), sealedXml);
    }

    private static XElement WithoutStamp(XElement root)
    {
        var copy = new XElement(root);
        copy.Descendants(Timbre).Remove();
        copy.Elements(Complemento).Where(complemento => !complemento.HasElements).Remove();
        return copy;
    }

    /// <summary>Equal in names, attributes, children and text; prefixes and schema locations say nothing.</summary>
    private static bool Same(XElement one, XElement other) =>
        one.Name == other.Name
        && Attributes(one).SequenceEqual(Attributes(other))
        && TextOf(one) == TextOf(other)
        && one.Elements().Count() == other.Elements().Count()
        && one.Elements().Zip(other.Elements()).All(pair => Same(pair.First, pair.Second));

    private static IEnumerable<(string Name, string Value)> Attributes(XElement element) => element.Attributes()
        .Where(attribute => !attribute.IsNamespaceDeclaration && attribute.Name.Namespace != Xsi)
        .Select(attribute => (Name: attribute.Name.ToString(), attribute.Value))
        .OrderBy(attribute => attribute.Name, StringComparer.Ordinal);

    private static string TextOf(XElement element) => string.Concat(element.Nodes().OfType<XText>().Select(text => text.Value)).Trim();
}
