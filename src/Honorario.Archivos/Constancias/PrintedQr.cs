using System.Text.RegularExpressions;
using Honorario.Archivos.Paginas;
using UglyToad.PdfPig.Actions;
using UglyToad.PdfPig.Content;

namespace Honorario.Archivos.Constancias;

/// <summary>What the QR of a Constancia opens: SAT's page about a taxpayer.</summary>
/// <param name="Address">As SAT printed it: …/validadorqr.jsf?D1=10&amp;D2=1&amp;D3=idCIF_RFC.</param>
/// <param name="IdCif">Eleven digits.</param>
/// <param name="Rfc">Whose.</param>
internal sealed partial record PrintedQr(string Address, string IdCif, string Rfc)
{
    /// <summary>The QR's, or its address where the PDF holds it beside the picture.</summary>
    /// <returns>Null where there is none that can be read.</returns>
    public static PrintedQr? Of(IReadOnlyList<Page> pages) =>
        pages.SelectMany(page => page.GetAnnotations()).Select(one => one.Action).OfType<UriAction>().Select(action => action.Uri)
            .Concat(PageCodes.Of(pages.Take(1))).Select(Read).FirstOrDefault(read => read is not null);

    private static PrintedQr? Read(string address) => Sat().Match(address) is { Success: true } sat
        ? new PrintedQr(address, sat.Groups[1].Value, sat.Groups[2].Value.ToUpperInvariant()) : null;

    [GeneratedRegex(@"sat\.gob\.mx/.*validadorqr\.jsf\?.*\bD3=(\d{9,13})_([A-ZÑ&a-zñ0-9]{12,13})$")]
    private static partial Regex Sat();
}
