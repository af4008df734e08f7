using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>One step from nothing to "ready to bill".</summary>
/// <param name="Title">What to do.</param>
/// <param name="Detail">What is missing, or what is there.</param>
/// <param name="Link">The screen for it.</param>
/// <param name="Done">Whether it is done.</param>
public sealed record SetupStep(string Title, string Detail, string Link, bool Done);

/// <summary>A certificate that ends soon, or has ended with none to follow.</summary>
public sealed record LlaveWarning(Guid EmisorId, string Rfc, string NoCertificado, DateTime ValidTo, int DaysLeft);

/// <summary>What the home page shows: what is missing before the first invoice, in order, and certificates about to end.</summary>
public sealed class SetupChecklist(HonorarioStorage storage, TimeProvider clock)
{
    public const int WarningDays = 60;
    private const string DatosFiscales = "/configuracion/datos-fiscales";

    public async Task<IReadOnlyList<SetupStep>> RunAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var now = clock.GetUtcNow().UtcDateTime;
        var emisores = await db.Emisores().AsNoTracking().Include(row => row.Llaves).ToListAsync(ct);
        var accepted = await db.Manifiestos().Where(row => row.TextVersion == ManifiestoText.Version).Select(row => row.EmisorId).Distinct().ToListAsync(ct);
        var first = emisores.FirstOrDefault();
        var page = first is null ? $"{DatosFiscales}/nuevo" : $"{DatosFiscales}/{first.Id}";
        var unkeyed = emisores.Where(emisor => emisor.LlaveAt(now) is null).Select(emisor => emisor.Rfc.Value).ToList();
        var unsigned = emisores.Where(emisor => !accepted.Contains(emisor.Id)).Select(emisor => emisor.Rfc.Value).ToList();
        var links = await db.CptLinks().CountAsync(ct);
        var unlinked = await db.Services().Where(service => !db.CptLinks().Any(link => link.Cpt == service.Cpt)).Select(service => service.Cpt).Distinct()
            .ToListAsync(ct);
        var insurers = await db.Insurers().CountAsync(ct);
        var services = await db.Services().AnyAsync(ct);
        return
        [
            new("Datos fiscales", first is null
                ? "Captura tu RFC o suelta tu Constancia de Situación Fiscal." : $"{emisores.Count} RFC", page, first is not null),
            new("Llave", unkeyed.Count > 0 || first is null
                ? $"Carga el .cer y el .key{Of(unkeyed)}." : "Certificado vigente", $"{page}?tab=llave", first is not null && unkeyed.Count == 0),
            new("Manifiesto", unsigned.Count > 0 || first is null
                ? $"Acepta el Manifiesto{Of(unsigned)}." : "Aceptado", $"{page}?tab=llave", first is not null && unsigned.Count == 0),
            new("Vinculación de servicios", unlinked.Count > 0
                ? $"Faltan por vincular: {string.Join(", ", unlinked.Select(Cpt4.Describe))}."
                : links == 0
                ? "Vincula tus códigos CPT4 con claves SAT." : Counted.Text(links, "código vinculado", "códigos vinculados"),
                "/configuracion/vinculacion", links > 0 && unlinked.Count == 0),
            new("Aseguradoras", insurers == 0 ? "Da de alta a quien le facturas." : $"{insurers} en tu lista", "/configuracion/aseguradoras", insurers > 0),
            new("Servicios realizados", services
                ? "Listos para facturar" : "Captura o importa los servicios del periodo.", "/finanzas/servicios/nuevo", services),
        ];
    }

    /// <summary>Certificates that end within sixty days and have no later one loaded.</summary>
    public async Task<IReadOnlyList<LlaveWarning>> EndingAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        var now = clock.GetUtcNow().UtcDateTime;
        var emisores = await db.Emisores().AsNoTracking().Include(row => row.Llaves).ToListAsync(ct);
        return
        [
            .. from emisor in emisores
            let last = emisor.Llaves.MaxBy(llave => llave.ValidTo)
            where last is not null && last.ValidTo < now.AddDays(WarningDays)
            select new LlaveWarning(emisor.Id, emisor.Rfc.Value, last.NoCertificado, last.ValidTo, (int)Math.Floor((last.ValidTo - now).TotalDays)),
        ];
    }

    private static string Of(List<string> rfcs) => rfcs.Count == 0 ? "" : $" de {string.Join(", ", rfcs)}";
}
