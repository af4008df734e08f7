using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Printing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>The printed form of a document of this account, with its emisor's logo.</summary>
public static class PrintCfdi
{
    public static async Task<byte[]> RunAsync(HonorarioStorage storage, Comprobante document, PrintOptions options, CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var rfc = Rfc.Parse(document.Emisor.Rfc);
        var logo = await (
            from emisor in db.Emisores
            where emisor.Rfc == rfc
            join row in db.Logos on emisor.Id equals row.EmisorId
            select row.Picture).FirstOrDefaultAsync(cancellation);
        return PrintedInvoice.Render(document, options with { Logo = logo });
    }
}
