using Honorario.Billing.Auditoria;
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

    /// <summary>With the month's last day as the limit: days that a patient has all the same, so that who paid on its last night can invoice.</summary>
    public int GraceDays { get; set; } = 1;

    /// <summary>c_Periodicidad of the factura global: 01 daily, 02 weekly, 03 fortnightly, 04 monthly.</summary>
    public string Periodicidad { get; set; } = "04";

    /// <summary>The factura global of a closed period is issued without asking.</summary>
    public bool AutomaticGlobal { get; set; }

    /// <summary>What tickets are printed on unless told: 58, 80 or carta.</summary>
    public string Paper { get; set; } = "80";

    public int Version { get; set; }

    /// <summary>The last day on which a ticket of this day can be invoiced by the patient.</summary>
    public DateOnly LastDay(DateOnly paid)
    {
        if (InvoiceDays is { } days)
            return paid.AddDays(days);
        var (ofMonth, withGrace) = (new DateOnly(paid.Year, paid.Month, DateTime.DaysInMonth(paid.Year, paid.Month)), paid.AddDays(GraceDays));
        return ofMonth > withGrace ? ofMonth : withGrace;
    }

    internal static async Task<CopagoSettings> OfAsync(HonorarioDb db, CancellationToken ct) =>
        await db.CopagoSettings().SingleOrDefaultAsync(ct) ?? new CopagoSettings();
}

/// <summary>How copays are invoiced, as set: see <see cref="CopagoSettings"/>.</summary>
public sealed record CopagoSettingsForm(int? InvoiceDays, string Periodicidad, bool AutomaticGlobal, string Paper = "80", int GraceDays = 1)
{
    public static CopagoSettingsForm Of(CopagoSettings settings) =>
        new(settings.InvoiceDays, settings.Periodicidad, settings.AutomaticGlobal, settings.Paper, settings.GraceDays);
}

/// <summary>Reads and changes how copays are invoiced.</summary>
public sealed class EditCopagoSettings(HonorarioStorage storage, TimeProvider clock)
{
    private const int MostDays = 60;
    private const int MostGrace = 15;
    private static readonly string[] Papers = ["58", "80", "carta"];

    /// <summary>c_Periodicidad that a factura global may have here.</summary>
    public static IReadOnlyList<string> Periodicidades { get; } = ["01", "02", "03", "04"];

    public async Task<CopagoSettings> ReadAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.Enter);
        return await CopagoSettings.OfAsync(db, ct);
    }

    /// <param name="form">How they are to be.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seen">What stood when the form was opened; what another changed since is told, not overwritten.</param>
    public async Task<Result<Guid>> RunAsync(CopagoSettingsForm form, CancellationToken ct, CopagoSettingsForm? seen = null)
    {
        if (form.InvoiceDays is < 0 or > MostDays)
            return new Problem(
                nameof(form.InvoiceDays), $"Los días para facturar van de 0 a {MostDays}; déjalos vacíos para que sea hasta el último día del mes.");
        if (form.GraceDays is < 0 or > MostGrace)
            return new Problem(nameof(form.GraceDays), $"Los días de gracia van de 0 a {MostGrace}.");
        if (!Periodicidades.Contains(form.Periodicidad))
            return new Problem(nameof(form.Periodicidad), "La factura global puede ser diaria, semanal, quincenal o mensual.", "CFDI40131");
        if (!Papers.Contains(form.Paper))
            return new Problem(nameof(form.Paper), "El ticket se imprime en 58 mm, 80 mm o carta.");
        await using var db = storage.Open(Right.AgreePrices);
        var settings = await CopagoSettings.OfAsync(db, ct);
        if (Meanwhile.Changes(seen, CopagoSettingsForm.Of(settings), form) is { Count: > 0 } changed)
            return changed;
        (settings.InvoiceDays, settings.Periodicidad, settings.AutomaticGlobal, settings.Paper) = (form.InvoiceDays, form.Periodicidad, form.AutomaticGlobal,
            form.Paper);
        settings.GraceDays = form.GraceDays;
        if (db.Entry(settings).State == EntityState.Detached)
            db.CopagoSettings().Add(settings);
        db.Record(settings.Id, clock.GetUtcNow().UtcDateTime, "Cobros configurados", $"{form}");
        try
        {
            await db.SaveChangesAsync(ct);
            return settings.Id;
        }
        catch (DbUpdateException lost) when (lost is DbUpdateConcurrencyException || lost.IsUniqueViolation())
        {
            return new Problem("", "La configuración cambió en otra ventana. Vuelve a abrirla para ver cómo quedó.");
        }
    }
}
