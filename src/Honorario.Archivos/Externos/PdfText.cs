using System.Text;
using System.Text.RegularExpressions;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Paginas;

namespace Honorario.Archivos.Externos;

/// <summary>What a PDF's text and its QR say, without any of their spaces: a folio fiscal may be cut by the end of its cell.</summary>
internal static partial class PdfText
{
    private const int MostPages = 4;

    public static PdfFacts Of(byte[] content, IReadOnlyList<string> rfcs)
    {
        try
        {
            using var document = Pdf.Open(content);
            var pages = Enumerable.Range(1, Math.Min(document.NumberOfPages, MostPages)).Select(document.GetPage).ToList();
            var text = new StringBuilder();
            foreach (var page in pages)
            {
                Squeeze(page.Text, text).Append('\n');
                Squeeze(string.Join(' ', PageLines.Of([page]).Select(line => line.Text)), text).Append('\n');
            }

            var hasText = text.ToString().Trim().Length > 0;
            // The QR of a CFDI says whose it is: all that a scan has.
            if (!Uuid().IsMatch(text.ToString()))
                PageCodes.Of(pages).ForEach(code => Squeeze(code, text).Append('\n'));
            var said = text.ToString();
            return new PdfFacts(true, hasText, [.. Uuid().Matches(said).Select(found => found.Value).Distinct()],
                [.. rfcs.Where(rfc => said.Contains(rfc, StringComparison.Ordinal))]);
        }
        catch (UnreadableException)
        {
            return new PdfFacts(false, false, [], []);
        }
        catch (Exception damaged) when (Pdf.IsDamage(damaged))
        {
            return new PdfFacts(false, false, [], []);
        }
    }

    private static StringBuilder Squeeze(string text, StringBuilder into)
    {
        foreach (var letter in text)
        {
            if (!char.IsWhiteSpace(letter))
                into.Append(char.ToUpperInvariant(letter is '‐' or '‑' or '–' ? '-' : letter));
        }

        return into;
    }

    [GeneratedRegex("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")]
    private static partial Regex Uuid();
}
