using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>What a change of an emisor's fiscal data touches.</summary>
/// <param name="Open">Invoices that are still owed: their notes and complements will say the new data.</param>
/// <param name="Owed">What they owe, in pesos.</param>
/// <param name="Drafts">Drafts, which are composed anew.</param>
public sealed record EmisorTouch(int Open, decimal Owed, int Drafts);

/// <summary>Tells what a change of an emisor's fiscal data touches.</summary>
public sealed class LookAtEmisor(HonorarioStorage storage)
{
    public async Task<EmisorTouch> RunAsync(Guid emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        var (open, owed) = await db.InForce(emisorId).OwedAsync(ct);
        var drafts = await db.Invoices().CountAsync(row => row.EmisorId == emisorId && row.Status == InvoiceStatus.Borrador, ct);
        return new EmisorTouch(open, owed, drafts);
    }
}
