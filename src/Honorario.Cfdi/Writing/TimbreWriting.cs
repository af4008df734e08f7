using System.Xml.Linq;

namespace Honorario.Cfdi.Writing;

/// <summary>Puts a timbre where it belongs.</summary>
public static class TimbreWriting
{
    /// <summary>
    /// A copy of the sealed document with the timbre as the last node of its Complemento, which is made, before an Addenda, where it
    /// lacks. Nothing that the seal covers changes.
    /// </summary>
    /// <remarks>Source: Anexo 20, cfdv40.xsd (Comprobante: …, Impuestos, Complemento, Addenda).</remarks>
    public static XElement WithTimbre(this XElement sealedDocument, XElement timbre)
    {
        var stamped = new XElement(sealedDocument);
        var name = stamped.Name.Namespace + "Complemento";
        if (stamped.Element(name) is not { } complemento)
        {
            complemento = new XElement(name);
            if (stamped.Element(stamped.Name.Namespace + "Addenda") is { } addenda)
                addenda.AddBeforeSelf(complemento);
            else
                stamped.Add(complemento);
        }

        complemento.Add(timbre);
        return stamped;
    }
}
