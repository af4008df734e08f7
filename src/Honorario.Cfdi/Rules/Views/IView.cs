using Honorario.Cfdi.Anexo20;

namespace Honorario.Cfdi.Rules.Views;

/// <summary>A part of a document as its rules look at it: an element, read leniently, so that what is badly written still gets its code.</summary>
internal interface IView
{
    SatElement Element { get; }
}
