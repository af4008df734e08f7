using System.Text;
using Honorario.Billing.DatosFiscales;
using Honorario.Escritura;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>An appointment of a day, which may have been a service.</summary>
/// <param name="Time">Its hour in central Mexico; null for one of the whole day.</param>
/// <param name="Title">What the agenda calls it, usually the patient.</param>
/// <param name="Patient">The patient whose name it has; null when none or several have.</param>
public sealed record Appointment(TimeOnly? Time, string Title, PatientChoice? Patient);

/// <summary>"Agenda (.ics)": the appointments of a day propose the services to enter. The agenda itself is not kept.</summary>
public sealed class AgendaServices(ProposeService propose)
{
    public const int MostBytes = 5 * 1024 * 1024;
    private const int Most = 200;

    /// <param name="content">An iCalendar file.</param>
    /// <param name="day">Which day.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<IReadOnlyList<Appointment>>> RunAsync(byte[] content, DateOnly day, CancellationToken ct)
    {
        if (Load(content) is not { } calendar)
            return new Problem(FieldNames.File, "El archivo no es una agenda con citas: expórtala de tu calendario como iCalendar (.ics).");
        var appointments = new List<Appointment>();
        foreach (var (time, title) in Of(calendar, day).OrderBy(one => one.Time).Take(Most))
        {
            var found = await propose.PatientsAsync(title, ct);
            appointments.Add(new Appointment(time, title, found.Count == 1 ? found[0] : null));
        }

        return appointments;
    }

    /// <summary>The day to begin with: this one or the next that has appointments, else the last one that had.</summary>
    public static DateOnly Nearest(byte[] content, DateOnly day)
    {
        if (Load(content) is not { } calendar)
            return day;
        var days = calendar.GetOccurrences<CalendarEvent>(new CalDateTime(day.AddDays(-1))).Take(Most).Select(one => Place(one.Period.StartTime).Day);
        var next = days.Where(one => one >= day).Order().Select(one => (DateOnly?)one).FirstOrDefault();
        return next ?? calendar.Events.Where(one => one.Start is not null).Select(one => Place(one.Start!).Day).Where(one => one < day)
            .DefaultIfEmpty(day).Max();
    }

    /// <returns>Null when it is no agenda with appointments.</returns>
    private static Calendar? Load(byte[] content)
    {
        try
        {
            return Calendar.Load(Encoding.UTF8.GetString(content)) is { Events.Count: > 0 } calendar ? calendar : null;
        }
        catch (Exception unreadable) when (
            unreadable is System.Runtime.Serialization.SerializationException or FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static IEnumerable<(TimeOnly? Time, string Title)> Of(Calendar calendar, DateOnly day)
    {
        var from = new CalDateTime(day.AddDays(-1));
        var until = day.AddDays(2);
        foreach (var occurrence in calendar.GetOccurrences<CalendarEvent>(from).TakeWhile(one => one.Period.StartTime.Date < until))
        {
            var (date, time) = Place(occurrence.Period.StartTime);
            if (date == day && occurrence.Source is CalendarEvent { Summary: { Length: > 0 } title, Status: not "CANCELLED" })
                yield return (time, Pasted.Name(title));
        }
    }

    private static (DateOnly Day, TimeOnly? Time) Place(CalDateTime start)
    {
        if (!start.HasTime)
            return (start.Date, null);
        var local = start.IsFloating ? start.Value : PlaceClock.At(DateTime.SpecifyKind(start.AsUtc, DateTimeKind.Utc), PlaceClock.Centre);
        return (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }
}
