using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Reading;
using Honorario.Printing;
using Honorario.Printing.Content;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Timbrado;

/// <summary>The printed form of a stamped document of any kind: the one that came with it, or ours with its emisor's logo.</summary>
public static class PrintCfdi
{
    /// <param name="storage">Where the logo is.</param>
    /// <param name="document">With its stamped XML.</param>
    /// <param name="controlNumber">An invoice's No de Control Interno.</param>
    /// <param name="notes">What to say under a concept, by its NoIdentificacion.</param>
    public static async Task<byte[]> RunAsync(
        HonorarioStorage storage, SealedCfdi document, string? controlNumber, IReadOnlyDictionary<string, string> notes, CancellationToken ct)
    {
        if (document.Pdf is { } own)
            return own;
        await using var db = storage.Open(Right.Enter);
        var logo = await db.Logos().Where(row => row.EmisorId == document.EmisorId).Select(row => row.Picture).SingleOrDefaultAsync(ct);
        var options = new PrintOptions { SinValidezFiscal = document.SinValidezFiscal, InternalNumber = controlNumber, Logo = logo, Notes = notes };
        return PrintedInvoice.Render(CfdiReader.Read(document.StampedXml!).Document!, options);
    }
}
