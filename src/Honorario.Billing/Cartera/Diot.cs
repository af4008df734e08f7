using System.Globalization;
using System.Text;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Cartera;

/// <summary>
/// What was charged as who paid it declares it in the DIOT: the emisor is its supplier. Which of the IVA it may credit is its own to say, so that
/// those fields are left to it.
/// </summary>
/// <remarks>
/// Source: LIVA art. 32-VIII; SAT, ayuda para la carga masiva de la DIOT 2025: a line a supplier, 54 fields between bars, whole pesos; 1 tipo de
/// tercero, 2 tipo de operación, 3 RFC, 8 to 17 what was paid by rate and region, 48 IVA retenido, 50 exempt, 51 at 0 %, 54 manifiesto.
/// </remarks>
internal static class Diot
{
    private const int Fields = 54;
    private const string Nacional = "04";
    private const string ServiciosProfesionales = "03";
    private const string Otros = "85";
    private const string SinManifiesto = "01";

    public static IReadOnlyList<SheetColumn<WithheldRow>> Columns { get; } =
    [
        new("Año", row => row.Year),
        new("Mes", row => row.Month),
        new("RFC de quien declara", row => row.InsurerRfc),
        new("Quien declara", row => row.Insurer),
        new("1 Tipo de tercero", _ => Nacional),
        new("2 Tipo de operación", Operation),
        new("3 RFC del tercero", row => row.EmisorRfc),
        new("Tercero", row => row.Emisor),
        new("8 Región fronteriza norte", row => row.IsSouth ? 0 : row.Base8),
        new("10 Región fronteriza sur", row => row.IsSouth ? row.Base8 : 0),
        new("12 Pagado a 16 %", row => row.Base16),
        new("IVA pagado", row => row.IvaCharged),
        new("48 IVA retenido", row => row.Iva),
        new("50 Exento", row => row.Exempt),
        new("51 A 0 %", row => row.Base0),
    ];

    /// <summary>The lines of one payer and month: UTF-8, no headings.</summary>
    public static byte[] Text(IEnumerable<WithheldRow> rows) => Encoding.UTF8.GetBytes(string.Concat(rows.Select(row => $"{Line(row)}\r\n")));

    private static string Line(WithheldRow row)
    {
        var fields = Enumerable.Repeat("", Fields).ToArray();
        (fields[0], fields[1], fields[2], fields[Fields - 1]) = (Nacional, Operation(row), row.EmisorRfc, SinManifiesto);
        foreach (var (field, pesos) in new[] { (row.IsSouth ? 10 : 8, row.Base8), (12, row.Base16), (48, row.Iva), (50, row.Exempt), (51, row.Base0) })
        {
            if (pesos != 0)
                fields[field - 1] = decimal.Round(pesos, 0, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
        }

        return string.Join('|', fields);
    }

    private static string Operation(WithheldRow row) => row.IsPerson ? ServiciosProfesionales : Otros;
}
