using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Auditoria;

/// <summary>What another person did to a thing since a form of it was opened, as the log says it.</summary>
internal static class ChangedMeanwhile
{
    /// <param name="db">Where.</param>
    /// <param name="subjectId">Of which thing.</param>
    /// <param name="thing">With its article, e.g. "el paciente".</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<Problem> OfAsync(HonorarioDb db, Guid subjectId, string thing, CancellationToken ct)
    {
        var last = await db.Audit().AsNoTracking().Where(row => row.SubjectId == subjectId).OrderByDescending(row => row.At).ThenByDescending(row => row.Id)
            .FirstOrDefaultAsync(ct);
        return new Problem("", last is null
            ? $"Cambió {thing} mientras lo editabas. Vuelve a abrirlo para ver cómo quedó."
            : $"{last.Who} cambió {thing} mientras lo editabas ({last.Detail ?? last.What}). Vuelve a abrirlo para ver cómo quedó.", Meanwhile.Code);
    }
}
