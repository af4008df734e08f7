using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Rules;

/// <summary>Until when a stamped document may be cancelled, and whether its receptor has a say.</summary>
/// <param name="LastDay">The last day on which it may be cancelled.</param>
/// <param name="Why">The rule that sets it, in Spanish.</param>
/// <param name="Without">Why no acceptance is needed, in Spanish; null when the receptor must accept.</param>
/// <param name="FineFrom">What cancelling it late, or leaving it in force with errors, is fined with at least; pesos.</param>
/// <param name="FineTo">At most.</param>
/// <remarks>
/// Source: CFF art. 29-A párrafo 4 (DOF 07-11-2025: the month in which the annual return of the year of issue is due), LISR art. 76-V (March,
/// personas morales) and 150 (April, personas físicas), 113-G-V (a RESICO's factura global: only in its month), RMF 2026 2.7.1.34 and 2.7.1.35
/// (acceptance), CFF art. 81-XLVI and 82-XLII (5 to 10 % of the document). A person of the RESICO has no annual return (RMF 3.13.7): April is read
/// for it as for every other person.
/// </remarks>
public sealed record CancellationTerms(DateOnly LastDay, string Why, string? Without, decimal FineFrom, decimal FineTo)
{
    /// <summary>For how many working days a receptor may refuse; its silence is acceptance.</summary>
    public const int DaysToAnswer = 3;

    private const decimal WithoutAcceptanceUpTo = 1000m;
    private const string Resico = "626";

    /// <summary>Of a document as issued.</summary>
    /// <param name="document">The document.</param>
    /// <param name="today">On its emisor's calendar.</param>
    public static CancellationTerms Of(Comprobante document, DateOnly today)
    {
        var issued = DateOnly.FromDateTime(document.Fecha);
        var isPerson = !Rfc.TryParse(document.Emisor.Rfc, out var emisor) || emisor.IsPersonaFisica;
        var pesos = document.Total * (document.TipoCambio ?? 1);
        var isFined = document.TipoDeComprobante == "I";
        var (last, why) = IsMonthlyOnly(document)
            ? (EndOf(issued.Year, issued.Month), "la factura global de un RESICO se cancela sólo en su mes (LISR 113-G-V)")
            : (LastDayOf(issued.Year, isPerson), isPerson
                ? "el mes de la declaración anual de una persona física (CFF 29-A, LISR 150)"
                : "el mes de la declaración anual de una persona moral (CFF 29-A, LISR 76-V)");
        return new CancellationTerms(
            last, why, WithoutAcceptance(document, pesos, issued, today),
            isFined ? Amounts.Amount.Round(pesos * 0.05m, 2) : 0, isFined ? Amounts.Amount.Round(pesos * 0.10m, 2) : 0);
    }

    /// <summary>Until when documents of a year may be cancelled, by who issued them; a RESICO's factura global has less.</summary>
    public static DateOnly LastDayOf(int year, bool isPersonaFisica) => EndOf(year + 1, isPersonaFisica ? 4 : 3);

    /// <summary>Whether an emisor issues its factura global by the month and cancels it in that month alone: a person of the RESICO.</summary>
    public static bool IsMonthlyOnly(Rfc emisor, string regimen) => emisor.IsPersonaFisica && regimen == Resico;

    private static bool IsMonthlyOnly(Comprobante document) => document.InformacionGlobal is not null
        && Rfc.TryParse(document.Emisor.Rfc, out var emisor) && IsMonthlyOnly(emisor, document.Emisor.RegimenFiscal);

    /// <summary>RMF 2.7.1.35; since 2026 a payment complement of any amount wants acceptance, save by the next working day.</summary>
    private static string? WithoutAcceptance(Comprobante document, decimal pesos, DateOnly issued, DateOnly today)
    {
        if (document.TipoDeComprobante is "E" or "T" or "N")
            return "los egresos, traslados y nóminas no la necesitan";
        if (document.Receptor.Rfc == Rfc.PublicoEnGeneral.Value)
            return "se emitió al público en general";
        if (document.Receptor.Rfc == Rfc.Extranjero.Value)
            return "el receptor reside en el extranjero";
        if (document.TipoDeComprobante == "I" && pesos <= WithoutAcceptanceUpTo)
            return "es de 1,000 pesos o menos";
        return today <= WorkingDays.After(issued, 1) ? "aún es el día hábil siguiente a su expedición" : null;
    }

    private static DateOnly EndOf(int year, int month) => new(year, month, DateTime.DaysInMonth(year, month));
}
