using System.Globalization;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>Writes to the practice's people 60, 30, 7 and 1 days before an emisor's last certificate ends; once for each.</summary>
public sealed class WarnLlave(HonorarioStorage storage, QueueMail mail, PublicAddress address, Actor actor, OutboxSignal signal, TimeProvider clock)
    : IDailyWork
{
    /// <summary>Days before the end, the last one first.</summary>
    private static readonly int[] Marks = [1, 7, 30, 60];

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var now = clock.GetUtcNow().UtcDateTime;
        var recipients = await Notice.RecipientsAsync(db, actor, ct);
        foreach (var emisor in await db.Emisores().Include(row => row.Llaves).ToListAsync(ct))
        {
            if (emisor.Llaves.MaxBy(llave => llave.ValidTo) is not { } last || Mark(last, now) is not { } mark)
                continue;
            var queued = await mail.AddAsync(db, Notice.About, emisor.Id, Words(emisor, last, now), ct);
            if (queued.Ok)
                last.WarnedDays = mark;
        }

        await db.SaveChangesAsync(ct);
        signal.Raise();
        return false;

        MailForm Words(Emisor emisor, Llave last, DateTime at)
        {
            var days = (int)Math.Floor((last.ValidTo - at).TotalDays);
            var when = days == 0 ? "hoy" : days == 1 ? "en un día" : $"en {days} días";
            var end = last.ValidTo.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
            return new MailForm(
                recipients,
                $"El certificado de sello digital de {emisor.Rfc.Value} caduca {when}",
                $"""
                 El certificado {last.NoCertificado} de {emisor.Nombre} ({emisor.Rfc.Value}) caduca el {end}.
                 Después de ese día ya no se puede facturar con él.

                 Tramita el siguiente en el SAT (Certifica) y cárgalo aquí; entra en uso en su fecha, sin esperar a que venza el anterior:
                 {new Uri(address.Root, $"configuracion/datos-fiscales/{emisor.Id}?tab=llave")}
                 """);
        }
    }

    /// <summary>The mark that was passed and not yet told.</summary>
    private static int? Mark(Llave last, DateTime now)
    {
        var left = (last.ValidTo - now).TotalDays;
        return left > 0 && Marks.FirstOrDefault(mark => left <= mark) is var mark and > 0 && !(last.WarnedDays <= mark) ? mark : null;
    }
}
