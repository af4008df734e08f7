using Honorario.Billing.Auditoria;

namespace Honorario.Web.Components.Shared;

/// <summary>A line of a timeline.</summary>
/// <param name="At">UTC.</param>
/// <param name="What">What was done, or said.</param>
/// <param name="Detail">Of what was done; null for nothing more.</param>
/// <param name="Said">Somebody's words, rather than something that was done.</param>
public sealed record Hito(DateTime At, string What, string? Detail, string Who, bool Said = false)
{
    public static Hito Of(AuditEntry entry) => new(entry.At, entry.What, entry.Detail, entry.Who);

    /// <summary>Which sign stands beside it.</summary>
    public string Sign => What switch
    {
        _ when Said => "dicho",
        _ when What.StartsWith("Correo no", StringComparison.Ordinal) || What.Contains("echaz", StringComparison.Ordinal)
            || What.Contains("ancel", StringComparison.Ordinal) || What.Contains("deshe", StringComparison.Ordinal)
            || What.Contains("eliminado", StringComparison.Ordinal) => "mal",
        _ when What.StartsWith("Correo", StringComparison.Ordinal) => "correo",
        _ when What.Contains("Pago", StringComparison.OrdinalIgnoreCase) || What.Contains("Complemento", StringComparison.Ordinal) => "dinero",
        _ => "hecho",
    };
}
