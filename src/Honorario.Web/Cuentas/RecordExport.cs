using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;

namespace Honorario.Web.Cuentas;

/// <summary>Writes into the practice's audit log which file of many rows left, and with whom.</summary>
internal sealed class RecordExport(HonorarioStorage storage, TimeProvider clock)
{
    /// <param name="file">Its name.</param>
    /// <param name="about">The row that it is about; null of a list.</param>
    public async Task RunAsync(string file, Guid? about)
    {
        if (!storage.May(Right.Export) || storage.Actor is not { PersonId: { } person })
            return;
        await using var db = storage.Open(Right.Export);
        db.Record(about ?? person, clock.GetUtcNow().UtcDateTime, "Exportación", file);
        await db.SaveChangesAsync();
    }
}
