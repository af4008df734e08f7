using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.RegistroDeServicios;

/// <summary>"Autorización…": writes the insurer's authorisation or siniestro on services that are not billed yet, also on charged ones, as no ticket shows
/// it.</summary>
public sealed class AuthorizeServices(HonorarioStorage storage, TimeProvider clock)
{
    /// <param name="services">Which.</param>
    /// <param name="authorization">The number; null leaves each as it is.</param>
    /// <param name="siniestro">The number; null leaves each as it is.</param>
    /// <param name="ct">Stops it.</param>
    public Task<Result<int>> RunAsync(IReadOnlyCollection<Guid> services, string? authorization, string? siniestro, CancellationToken ct) =>
        Races.RetryAsync(() => WriteAsync(services, authorization?.Trim(), siniestro?.Trim(), ct));

    private async Task<Result<int>> WriteAsync(IReadOnlyCollection<Guid> services, string? authorization, string? siniestro, CancellationToken ct)
    {
        var problems = ServiceChecks.Texts("", "", "", authorization ?? "", siniestro ?? "");
        if (services.Count is 0 or > RemoveServices.Most)
            problems.Add(new Problem("", $"Selecciona al menos un servicio, y {RemoveServices.Most:N0} a lo más."));
        if (problems.Count > 0)
            return problems;
        await using var db = storage.Open(Right.EditPatients);
        var holds = (await ServiceHolds.OfAsync(db, services, ct))
            .Where(hold => hold.DraftId is null && hold.Link.Contains("/facturas/", StringComparison.Ordinal));
        if (holds.Firm() is { Count: > 0 } billed)
            return billed;
        var now = clock.GetUtcNow().UtcDateTime;
        var rows = await db.Services().Where(row => EF.Parameter(services).Contains(row.Id)).ToListAsync(ct);
        foreach (var row in rows)
        {
            var before = (row.Authorization, row.Siniestro);
            (row.Authorization, row.Siniestro) = (authorization ?? row.Authorization, siniestro ?? row.Siniestro);
            if (before != (row.Authorization, row.Siniestro))
                db.Record(row.Id, now, "Servicio corregido", $"{row.Folio}: {Words(before, row)}");
        }

        await db.SaveChangesAsync(ct);
        return rows.Count;
    }

    private static string Words((string Authorization, string Siniestro) before, MedicalService row)
    {
        var changes = new List<string>();
        if (before.Authorization != row.Authorization)
            changes.Add($"Autorización {Shown(before.Authorization)} → {Shown(row.Authorization)}");
        if (before.Siniestro != row.Siniestro)
            changes.Add($"Siniestro {Shown(before.Siniestro)} → {Shown(row.Siniestro)}");
        return string.Join("; ", changes);
    }

    private static string Shown(string value) => value.Length == 0 ? "(vacío)" : value;
}
