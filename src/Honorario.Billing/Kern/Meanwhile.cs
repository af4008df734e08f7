using System.Globalization;
using System.Reflection;

namespace Honorario.Billing.Kern;

/// <summary>What others changed while a form was open: told at each field, never reverted in silence.</summary>
public static class Meanwhile
{
    /// <summary>The <see cref="Problem.Code"/> of these problems: whoever shows them takes what is stored now as what the person has seen.</summary>
    public const string Code = "MIENTRAS";

    /// <summary>The fields that say something else than the form showed when it was opened, and something else than it asks for.</summary>
    /// <typeparam name="T">The form, a record; only what it shows counts, so what it saw is not among its properties.</typeparam>
    /// <param name="seen">What was stored when the form was opened; null when nobody looked.</param>
    /// <param name="now">What is stored.</param>
    /// <param name="asked">What the form asks for.</param>
    public static List<Problem> Changes<T>(T? seen, T now, T asked)
        where T : class
    {
        var changed = new List<Problem>();
        foreach (var field in seen is null ? [] : typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            var (was, stands) = (field.GetValue(seen), field.GetValue(now));
            if (!Equals(was, stands) && !Equals(stands, field.GetValue(asked)))
                changed.Add(new Problem(field.Name,
                    $"Cambió mientras lo editabas: decía {Say(was)} y ahora dice {Say(stands)}. Guarda otra vez si quieres dejar lo que ves aquí.", Code));
        }

        return changed;
    }

    private static string Say(object? value) => value switch
    {
        null or "" => "nada",
        bool yes => yes ? "«sí»" : "«no»",
        decimal number => $"«{number.ToString("0.######", CultureInfo.InvariantCulture)}»",
        _ => $"«{Convert.ToString(value, CultureInfo.InvariantCulture)}»",
    };
}
