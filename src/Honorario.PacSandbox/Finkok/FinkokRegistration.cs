using System.Globalization;
using System.Xml.Linq;
using Honorario.Cfdi;
using static Honorario.PacSandbox.FinkokAnswers;

namespace Honorario.PacSandbox;

/// <summary>Finkok's service registration: the emisores of the account, their certificates and the stamps assigned to each.</summary>
internal static class FinkokRegistration
{
    private const string OnDemand = "O";

    /// <returns>The answer's content; null when there is no such operation.</returns>
    public static IEnumerable<XElement>? Carry(XElement operation, HttpContext context)
    {
        var desk = context.RequestServices.GetRequiredService<FinkokClients>();
        var rfc = operation.Text("taxpayer_id");
        var known = desk.Find(rfc);
        return operation.Name.LocalName switch
        {
            "get" when rfc.Length == 0 => Users(desk.All()),
            "get" or "assign" or "edit" or "switch" when known is null => Said(false, "RFC no encontrado"),
            "get" => Users([known!]),
            "add" when !Rfc.TryParse(rfc, out _) => Said(false, "RFC Invalido"),
            "add" => Add(operation, desk, known),
            "edit" => Edit(operation, desk, known!),
            "assign" => Assign(operation, desk, known!),
            "switch" => Switch(operation, desk, known!),
            "customers" => Users(desk.All()),
            _ => null,
        };
    }

    private static XElement[] Add(XElement operation, FinkokClients desk, FinkokClient? known)
    {
        if (known is not null)
            return Said(true, "Account Already exists");
        var kind = operation.Text("type_user") is { Length: > 0 } given ? given : OnDemand;
        return desk.Keep(new FinkokClient(operation.Text("taxpayer_id"), "A", kind == OnDemand ? -1 : 0), operation) is { } why
            ? Said(false, why)
            : Said(true, "Account Created successfully");
    }

    private static XElement[] Edit(XElement operation, FinkokClients desk, FinkokClient known)
    {
        var status = operation.Text("status") is "S" ? "S" : "A";
        return desk.Keep(known with { Status = status }, operation) is { } why
            ? Said(false, why)
            : Said(true, $"Account was {(status == "S" ? "Suspended" : "Activated")} successfully");
    }

    private static XElement[] Assign(XElement operation, FinkokClients desk, FinkokClient known)
    {
        if (known.Credit < 0)
            return Said(false, "The user is on demand type");
        if (!long.TryParse(operation.Text("credit"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var credit) || known.Credit + credit < 0)
            return Said(false, "Credito Invalido");
        var changed = known with { Credit = known.Credit + credit };
        desk.Keep(changed);
        return [.. Said(true, $"Success, added {credit} of credit to {known.Rfc}"), Element("credit", changed.Credit.ToString(CultureInfo.InvariantCulture))];
    }

    private static XElement[] Switch(XElement operation, FinkokClients desk, FinkokClient known)
    {
        desk.Keep(known with { Credit = operation.Text("type_user") == OnDemand ? -1 : Math.Max(0, known.Credit) });
        return Said(true, "Account type was changed successfully");
    }

    private static XElement[] Users(IReadOnlyList<FinkokClient> clients) =>
    [
        Element("message", $"Showing {clients.Count} customers"),
        new XElement(Views + "users", clients.Select(client => new XElement(
            Views + "ResellerUser",
            Element("status", client.Status),
            Element("counter", "0"),
            Element("taxpayer_id", client.Rfc),
            Element("credit", client.Credit.ToString(CultureInfo.InvariantCulture))))),
    ];

    private static XElement[] Said(bool success, string words) => [Element("success", success ? "true" : "false"), Element("message", words)];
}
