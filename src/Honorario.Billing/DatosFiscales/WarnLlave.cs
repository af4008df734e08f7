using System.Globalization;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>Writes to the practice's people 60, 30, 7 and 1 days before an emisor's last certificate ends; once for each.</summary>
public sealed class WarnLlave(HonorarioStorage storage, QueueMail mail, PublicAddress address, Actor actor, OutboxSignal signal, TimeProvider clock) : IDailyWork
{
    /// <summary>Days before the end, the last one first.</summary>
    private static readonly int[] Marks = [1, 7, 30, 60];

    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        await using var db = storage.Open();
        var now = clock.GetUtcNow().UtcDateTime;
        var recipients = await Notice.RecipientsAsync(db, actor, cancellation);
        foreach (var emisor in await db.Emisores.Include(row => row.Llaves).ToListAsync(cancellation))
        {
            if (emisor.Llaves.MaxBy(llave => llave.ValidTo) is not { } last || Mark(last, now) is not { } mark)
                continue;
            var queued = await mail.AddAsync(db, Notice.About, emisor.Id, Words(emisor, last, now), cancellation);
            if (queued.Ok)
                last.WarnedDays = mark;
        }

        await db.SaveChangesAsync(cancellation);
        signal.Raise();
        return false;

        MailForm Words(Emisor emisor, Llave last, DateTime at)
        {
            var days = (int)Math.Floor((last.ValidTo - at).TotalDays);
            var when = days == 0 ? "hoy" : days == 1 ? "en un día" : $"en {days} días";
            return new MailForm(
                recipients,
                $"El certificado de sello digital de {emisor.Rfc.Value} caduca {when}",
                $"""
                 El certificado {last.NoCertificado} de {emisor.Nombre} ({emisor.Rfc.Value}) caduca el {last.ValidTo.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}.
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
