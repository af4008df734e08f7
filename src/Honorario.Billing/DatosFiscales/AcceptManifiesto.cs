using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>"Acepta el Manifiesto": signs the text in force, with its date, with the emisor's CSD.</summary>
public sealed class AcceptManifiesto(HonorarioStorage storage, SigningKeys keys, Actor actor, TimeProvider clock)
{
    public async Task<Result<Manifiesto>> RunAsync(Guid emisorId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.KeepKeys);
        var emisor = await db.Emisores().Include(row => row.Llaves).SingleOrDefaultAsync(row => row.Id == emisorId, ct);
        if (emisor is null)
            return new Problem("", "El emisor no existe en esta cuenta.");
        var key = keys.Open(emisor);
        if (key.Value is not { } csd)
            return key.Problems.ToList();

        var now = clock.GetUtcNow().UtcDateTime;
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        var text = ManifiestoText.For(emisor);
        using (csd)
        {
            var manifiesto = new Manifiesto
            {
                EmisorId = emisor.Id,
                TextVersion = ManifiestoText.Version,
                Text = text,
                AcceptedAt = now,
                AcceptedBy = actor.Name,
                NoCertificado = csd.Certificado.NoCertificado,
                Signature = csd.Sign(Manifiesto.SignedText(text, now)),
            };
            db.Manifiestos().Add(manifiesto);
            db.Record(emisor.Id, now, "Manifiesto aceptado", $"versión {manifiesto.TextVersion}, certificado {manifiesto.NoCertificado}");
            await db.SaveChangesAsync(ct);
            return manifiesto;
        }
    }
}
