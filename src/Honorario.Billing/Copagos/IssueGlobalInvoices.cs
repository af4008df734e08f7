using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;

namespace Honorario.Billing.Copagos;

/// <summary>Each day, where the practice has it so: issues every factura global that is due. Elsewhere they wait for a person.</summary>
public sealed class IssueGlobalInvoices(HonorarioStorage storage, ProposeGlobalInvoices propose, StampGlobalInvoice stamp, TimeProvider clock) : IDailyWork
{
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        if (!(await CopagoSettings.OfAsync(db, ct)).AutomaticGlobal)
            return false;
        foreach (var due in await propose.RunAsync(ct))
        {
            if ((await stamp.RunAsync(due, seen: null, ct)).Problems is { Count: > 0 } problems)
                db.Record(due.EmisorId, clock.GetUtcNow().UtcDateTime, "Factura global no expedida",
                    $"{due.From:dd/MM/yyyy}–{due.To:dd/MM/yyyy}: {problems[0].Message}");
        }

        await db.SaveChangesAsync(ct);
        return false;
    }
}
