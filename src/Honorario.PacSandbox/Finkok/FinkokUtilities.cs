using System.Globalization;
using System.Text;
using System.Xml.Linq;
using static Honorario.PacSandbox.FinkokAnswers;

namespace Honorario.PacSandbox;

/// <summary>Finkok's service utilities: its clock, a stamped document again, and what was stamped.</summary>
internal static class FinkokUtilities
{
    private static readonly TimeZoneInfo CentralMexico = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");

    /// <returns>The answer's content; null when there is no such operation.</returns>
    public static IEnumerable<XElement>? Carry(XElement operation, HttpContext context)
    {
        var ledger = context.RequestServices.GetRequiredService<Ledger>();
        var rfc = operation.Text("taxpayer_id");
        return operation.Name.LocalName switch
        {
            "datetime" => [Element("datetime", Now(context))],
            "get_xml" => ledger.FindByUuid(operation.Text("uuid")) is { } stamp && stamp.Emisor == rfc
                ? [Element("xml", Encoding.UTF8.GetString(stamp.Xml))]
                : [Element("error", "UUID Does not Exists")],
            "report_credit" => Report("ReportTotalCredit", [[("taxpayer_id", rfc), ("credit", Credit(context, rfc))]]),
            "report_total" => Report("ReportTotal", [[("taxpayer_id", rfc), ("total", ledger.OfEmisor(rfc).Count.ToString(CultureInfo.InvariantCulture))]]),
            "report_uuid" => Report("ReportUUID", ledger.OfEmisor(rfc).Select(stamp => new[] { ("uuid", stamp.Uuid) })),
            _ => null,
        };
    }

    private static XElement[] Report(string name, IEnumerable<(string Name, string Value)[]> rows) =>
        [new XElement(Views + "result", rows.Select(row => new XElement(Views + name, row.Select(cell => Element(cell.Name, cell.Value)))))];

    private static string Credit(HttpContext context, string rfc) =>
        (context.RequestServices.GetRequiredService<FinkokClients>().Find(rfc)?.Credit ?? -1).ToString(CultureInfo.InvariantCulture);

    private static string Now(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return TimeZoneInfo.ConvertTime(now, CentralMexico).ToString("s", CultureInfo.InvariantCulture);
    }
}
