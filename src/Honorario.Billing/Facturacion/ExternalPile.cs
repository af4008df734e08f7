using Honorario.Archivos;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Lectura;

namespace Honorario.Billing.Facturacion;

/// <summary>An invoice made elsewhere, out of many.</summary>
/// <param name="Name">What its XML is called, with the ZIP that it came in.</param>
/// <param name="Files">The XML, and the PDF that is its own.</param>
public sealed record NamedExternal(string Name, ExternalFiles Files);

/// <summary>Invoices made elsewhere that come together.</summary>
/// <param name="Documents">One an XML.</param>
/// <param name="LeftOut">Names of what is no CFDI nor a PDF of one, each with why.</param>
public sealed record ExternalPile(IReadOnlyList<NamedExternal> Documents, IReadOnlyList<string> LeftOut)
{
    public const int Most = 200;

    /// <summary>Each CFDI with the PDF that says its folio fiscal, or that is called like it.</summary>
    public static async Task<Result<ExternalPile>> FromAsync(IArchivos archivos, IReadOnlyList<Download> files, CancellationToken ct)
    {
        var read = await archivos.UnpackAsync([.. files.Select(file => new BroughtFile(file.Name, file.Content))], ct);
        if (!read.Ok)
            return new Problem(FieldNames.Xml, read.Refusal);
        var sorted = Pairing.Sort(read.Value);
        if (sorted.Documents.Count is 0 or > Most)
        {
            return new Problem(FieldNames.Xml, sorted.Documents.Count == 0
                ? ExternalFiles.Missing(sorted)
                : $"Hay {sorted.Documents.Count} XML y se cargan hasta {Most} a la vez: suéltalos en partes.");
        }

        return new ExternalPile(
            [.. sorted.Documents.Select(document => new NamedExternal(document.Xml.Name, ExternalFiles.Of(document)))],
            [.. sorted.LeftOut.Select(one => $"{one.Piece.Name} ({one.Why})")]);
    }
}
