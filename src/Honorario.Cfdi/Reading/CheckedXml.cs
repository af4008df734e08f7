using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.Cfdi.Reading;

/// <summary>What came of checking a file.</summary>
/// <param name="Findings">What is wrong with it; of a file that can't be read, why.</param>
/// <param name="Seal">What its seal is worth.</param>
public sealed record CheckedXml(IReadOnlyList<Finding> Findings, SealState Seal)
{
    /// <summary>Reads a document, verifies its seal and checks it, without making a tree of it: for a program that checks many.</summary>
    /// <param name="xml">The file.</param>
    /// <param name="now">The instant of stamping; a document that is stamped already is not held to it.</param>
    public static CheckedXml Of(ReadOnlyMemory<byte> xml, DateTimeOffset now)
    {
        var loaded = SafeXml.LoadElement(xml);
        if (loaded.Root is not { } root)
            return new CheckedXml([loaded.Fault!], SealState.Absent);
        var cadena = Cadena.OfDocument(root);
        var seal = SealVerifier.Seal(root, cadena);
        return new CheckedXml(Preflight.Check(root, now, seal, cadena), seal);
    }
}
