using System.Globalization;
using Honorario.Archivos.Constancias;
using Honorario.Cfdi.Catalogs;

namespace Honorario.Billing.DatosFiscales;

/// <summary>What a person should know of a Constancia before using what it says.</summary>
public static class ConstanciaNotes
{
    private const int MonthsFresh = 3;
    private static readonly CultureInfo Mexico = CultureInfo.GetCultureInfo("es-MX");

    /// <param name="data">The Constancia.</param>
    /// <param name="today">Where it is read.</param>
    public static IReadOnlyList<string> Of(ConstanciaData data, DateOnly today)
    {
        var notes = data.Findings.ToList();
        if (data.Codes.Count > 1)
        {
            var names = data.Codes.Select(code => SatCatalogs.RegimenFiscal.TryGetValue(code, out var regimen) ? $"{code} {regimen.Text}" : code);
            notes.Add($"La Constancia tiene {data.Codes.Count} regímenes: {string.Join("; ", names)}. Revisa que el elegido sea el que corresponde.");
        }

        if (data.Regimes.Where(regime => !regime.GoesOn(data.IssuedOn ?? today)).ToList() is { Count: > 0 } ended && data.Codes.Count > 0)
            notes.Add($"Ya terminó: {string.Join("; ", ended.Select(regime => $"{regime.Name}, el {regime.To:dd/MM/yyyy}"))}.");
        if (data.IssuedOn is { } issued && issued.AddMonths(MonthsFresh) < today)
            notes.Add(
                $"La Constancia es del {issued.ToString("d 'de' MMMM 'de' yyyy", Mexico)}, hace más de tres meses: si algo cambió, descarga una reciente.");
        return notes;
    }
}
