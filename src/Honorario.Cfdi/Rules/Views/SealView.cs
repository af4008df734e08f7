using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>The seal of a document that has a seal or a certificate.</summary>
internal sealed class SealView(DocumentView document, SealState state, Certificado? certificado) : IView
{
    public DocumentView Document { get; } = document;
    public SatElement Element => Document.Element;
    public SealState State { get; } = state;
    public Certificado? Certificado { get; } = certificado;

    public string? this[string attribute] => Element.Text(attribute);

    /// <summary>Whether a certificate is in force at a local time of the place of issue.</summary>
    public bool Covers(Certificado certificado, DateTime fecha) =>
        fecha >= Document.ToLocal(certificado.ValidFrom) && fecha <= Document.ToLocal(certificado.ValidTo);
}
