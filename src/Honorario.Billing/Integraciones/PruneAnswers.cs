using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Integraciones;

/// <summary>Lets go of what the API answered a day ago, and of events and their deliveries after <see cref="PracticeEvent.Kept"/>, a page at a time.</summary>
public sealed class PruneAnswers(HonorarioStorage storage, TimeProvider clock) : IDailyWork
{
    private const int PageSize = 1_000;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.RunJobs);
        var now = clock.GetUtcNow().UtcDateTime;
        var (answered, happened) = (now - ApiAnswer.Kept, now - PracticeEvent.Kept);
        var keys = db.ApiKeys().Select(key => key.Id);
        var answers = await db.ApiAnswers().Where(row => row.At < answered && keys.Contains(row.ApiKeyId)).OrderBy(row => row.At).Select(row => row.Id)
            .Take(PageSize).ToListAsync(ct);
        await db.ApiAnswers().Where(row => EF.Parameter(answers).Contains(row.Id)).ExecuteDeleteAsync(ct);
        var events = await db.PracticeEvents().Where(row => row.At < happened).OrderBy(row => row.At).Select(row => row.Id).Take(PageSize).ToListAsync(ct);
        await db.HookDeliveries().Where(row => EF.Parameter(events).Contains(row.EventId)).ExecuteDeleteAsync(ct);
        await db.PracticeEvents().Where(row => EF.Parameter(events).Contains(row.Id)).ExecuteDeleteAsync(ct);
        return answers.Count == PageSize || events.Count == PageSize;
    }
}
