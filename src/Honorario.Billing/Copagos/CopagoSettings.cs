using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>How a practice lets copays be invoiced.</summary>
public sealed class CopagoSettings : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>Days after the payment in which the patient may invoice; null for until the last day of its month.</summary>
    public int? InvoiceDays { get; set; }

    /// <summary>c_Periodicidad of the factura global: 01 daily, 02 weekly, 03 fortnightly, 04 monthly.</summary>
    public string Periodicidad { get; set; } = "04";

    /// <summary>The factura global of a closed period is issued without asking.</summary>
    public bool AutomaticGlobal { get; set; }

    public int Version { get; set; }

    /// <summary>The last day on which a ticket of this day can be invoiced by the patient.</summary>
    public DateOnly LastDay(DateOnly paid) =>
        InvoiceDays is { } days ? paid.AddDays(days) : new DateOnly(paid.Year, paid.Month, DateTime.DaysInMonth(paid.Year, paid.Month));

    internal static async Task<CopagoSettings> OfAsync(HonorarioDb db, CancellationToken cancellation) =>
        await db.CopagoSettings.SingleOrDefaultAsync(cancellation) ?? new CopagoSettings();
}

/// <summary>Reads and changes how copays are invoiced.</summary>
public sealed class EditCopagoSettings(HonorarioStorage storage, TimeProvider clock)
{
    private const int MostDays = 60;
    private static readonly string[] Periodicidades = ["01", "02", "03", "04"];

    public async Task<CopagoSettings> ReadAsync(CancellationToken cancellation)
    {
        await using var db = storage.Open();
        return await CopagoSettings.OfAsync(db, cancellation);
    }

    public async Task<Result<Guid>> RunAsync(int? invoiceDays, string periodicidad, bool automaticGlobal, CancellationToken cancellation)
    {
        if (invoiceDays is < 0 or > MostDays)
            return new Problem(nameof(invoiceDays), $"Los días para facturar van de 0 a {MostDays}; déjalos vacíos para que sea hasta el último día del mes.");
        if (!Periodicidades.Contains(periodicidad))
            return new Problem(nameof(periodicidad), "La factura global puede ser diaria, semanal, quincenal o mensual.", "CFDI40131");
        await using var db = storage.Open();
        var settings = await CopagoSettings.OfAsync(db, cancellation);
        (settings.InvoiceDays, settings.Periodicidad, settings.AutomaticGlobal) = (invoiceDays, periodicidad, automaticGlobal);
        if (db.Entry(settings).State == EntityState.Detached)
            db.CopagoSettings.Add(settings);
        db.Record(settings.Id, clock.GetUtcNow().UtcDateTime, "Cobros configurados", $"{invoiceDays}, {periodicidad}, {automaticGlobal}");
        try
        {
            await db.SaveChangesAsync(cancellation);
            return settings.Id;
        }
        catch (DbUpdateException lost) when (lost is DbUpdateConcurrencyException || lost.IsUniqueViolation())
        {
            return new Problem("", "La configuración cambió en otra ventana. Vuelve a abrirla para ver cómo quedó.");
        }
    }
}
