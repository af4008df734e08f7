using UglyToad.PdfPig.Content;

namespace Honorario.Archivos.Constancias;

/// <summary>What the QR of a Constancia says, where the PDF holds its address beside the picture.</summary>
internal static class PrintedQr
{
    private const string Page = "validadorqr.jsf";

    /// <returns>The address that SAT printed; "" where there is none that can be read.</returns>
    public static string Of(IReadOnlyList<Page> pages, string rfc)
    {
        foreach (var page in pages)
        {
            var addresses = page.GetAnnotations().Select(one => one.Action).OfType<UglyToad.PdfPig.Actions.UriAction>().Select(action => action.Uri);
            if (addresses.FirstOrDefault(address => address.Contains(Page, StringComparison.Ordinal)
                && address.Contains(rfc, StringComparison.Ordinal)) is { } found)
                return found;
        }

        return "";
    }
}
