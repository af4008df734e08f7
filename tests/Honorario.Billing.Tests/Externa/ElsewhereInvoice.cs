using Honorario.Billing.Facturacion;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Externa;

/// <summary>Invoices sealed with the emisor's key and stamped by a PAC that this installation knows nothing of.</summary>
internal static class ElsewhereInvoice
{
    private static readonly Lazy<Csd> Emisor = new(() => Open("CACX7605101P8", "30001000000500009077"));
    private static readonly Lazy<Csd> Pac = new(() => Open("SPR190613I52", "30001000000500009078"));

    /// <summary>The document that another system would make of a draft's services.</summary>
    public static async Task<Comprobante> OfAsync(BillingWorld world, Guid draft)
    {
        await using var db = world.Storage.Open();
        var invoice = await db.Invoices().AsNoTracking().Include(row => row.Emisor).Include(row => row.Insurer).SingleAsync(row => row.Id == draft);
        var services = await db.InvoiceLines().Where(line => line.InvoiceId == draft).Select(line => line.Service).AsNoTracking().ToListAsync();
        return (await world.Compose.RunAsync(db, invoice, services, CancellationToken.None)).Value! with { Serie = "EXT", Folio = "F-77" };
    }

    public static byte[] Stamp(this Comprobante document, string? uuid = null)
    {
        var signed = Sealer.Seal(document, Emisor.Value).Comprobante;
        var timbre = new TimbreFiscalDigital(
            uuid ?? Guid.NewGuid().ToString("D").ToUpperInvariant(),
            document.Fecha,
            "SPR190613I52",
            null,
            signed.Sello!,
            Pac.Value.Certificado.NoCertificado,
            "");
        timbre = timbre with { SelloSat = Pac.Value.Sign(CadenaOriginal.Of(timbre)) };
        return CfdiWriter.Write(signed with { Timbre = timbre });
    }

    /// <summary>A stamped invoice of all services of the world.</summary>
    public static async Task<(Guid Id, string Uuid)> StampedAsync(this BillingWorld world, string controlNumber)
    {
        var draft = await world.DraftWithAllAsync(controlNumber);
        var uuid = Guid.NewGuid().ToString("D").ToUpperInvariant();
        var xml = (await OfAsync(world, draft)).Stamp(uuid);
        var loaded = await world.External.RunAsync(draft, new ExternalFiles(xml, null), "El PAC la confirmó", CancellationToken.None);
        loaded.Problems.Should().BeEmpty();
        return (draft, uuid);
    }

    private static Csd Open(string rfc, string number)
    {
        var (from, to) = (BillingWorld.Now.AddYears(-1), BillingWorld.Now.AddYears(3));
        var files = SelfIssued.Create(Rfc.Parse(rfc), "XOCHILT CASAS CHAVEZ", number, from, to, "12345678a");
        return Csd.Open(files.Cer, files.Key, "12345678a", null, BillingWorld.Now).Csd!;
    }
}
