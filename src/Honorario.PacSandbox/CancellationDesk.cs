using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Honorario.Cfdi;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;

namespace Honorario.PacSandbox;

/// <summary>What SAT says of a document, in its own words.</summary>
internal sealed record SatWords(string Codigo, string EsCancelable, string Estado, string EstatusCancelacion)
{
    public static readonly SatWords InvalidExpression = new("N - 601: La expresión impresa proporcionada no es válida.", "", "No Encontrado", "");
    public static readonly SatWords NotFound = new("N - 602: Comprobante no encontrado.", "", "No Encontrado", "");
}

/// <summary>Cancels as SAT does: motives, relations, and the receptor's acceptance, whose silence for three working days is a yes.</summary>
/// <remarks>Source: SAT, códigos de respuesta del servicio de cancelación (2022); RMF 2.7.1.34.</remarks>
internal sealed class CancellationDesk(Ledger ledger, SandboxOptions options, TimeProvider clock)
{
    private const string Replaces = "04";
    private static readonly TimeZoneInfo CentralMexico = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");

    /// <summary>Asks to cancel.</summary>
    /// <returns>SAT's code and, with 201 and 202, the acuse.</returns>
    public (string Code, byte[]? Acuse) Request(string rfc, string uuid, string motivo, string? replacement)
    {
        if (ledger.FindByUuid(uuid) is not { } stamp)
            return ("205", null);
        if (stamp.Emisor != rfc)
            return ("203", null);
        if (ledger.CancellationOf(stamp.Uuid) is { } before && before.Accepted != false)
            return ("202", before.Acuse);
        if (WhyNot(stamp, motivo, replacement) is { } code)
            return (code, null);

        var acuse = Acuse(stamp);
        ledger.Add(new Cancellation(stamp.Uuid, clock.GetUtcNow(), NeedsAcceptance(stamp), null, acuse));
        return ("201", acuse);
    }

    /// <summary>The receptor's word.</summary>
    /// <returns>False when no request waits for it.</returns>
    public bool Answer(string uuid, bool accept)
    {
        if (ledger.FindByUuid(uuid) is not { } stamp || WordsOf(stamp).EstatusCancelacion != "En proceso")
            return false;
        ledger.Answer(stamp.Uuid, accept);
        return true;
    }

    /// <summary>The word of a receptor that signs as itself: 1000 taken, 1001 nothing waits, 1002 answered before, 1005 no such form.</summary>
    public string AnswerAs(string rfc, string uuid, bool accept)
    {
        if (!Guid.TryParse(uuid, out _))
            return "1005";
        if (ledger.FindByUuid(uuid) is not { } stamp || stamp.Receptor != rfc || ledger.CancellationOf(stamp.Uuid) is not { NeedsAcceptance: true } request)
            return "1001";
        if (request.Accepted is not null)
            return "1002";
        return Answer(uuid, accept) ? "1000" : "1001";
    }

    /// <summary>SAT's acknowledgement of a receptor's word, without its signature.</summary>
    public byte[] AcuseOfAnswer(string rfc) => Write(new XElement(
        "AcuseAceptacionRechazo",
        new XAttribute("RfcReceptor", rfc),
        new XAttribute("CodEstatus", "1000"),
        new XAttribute("Fecha", Local()),
        new XComment("SIN VALIDEZ FISCAL")));

    /// <summary>Folios fiscales whose cancellation waits for a receptor.</summary>
    public IEnumerable<string> WaitingFor(string rfc) =>
        ledger.OfReceptor(rfc).Where(stamp => WordsOf(stamp).EstatusCancelacion == "En proceso").Select(stamp => stamp.Uuid);

    public byte[]? AcuseOf(string uuid) => ledger.CancellationOf(uuid.ToUpperInvariant())?.Acuse;

    public SatWords WordsOf(Stamp stamp)
    {
        const string found = "S - Comprobante obtenido satisfactoriamente.";
        var cancelable = Blockers(stamp).Any() ? "No cancelable" : NeedsAcceptance(stamp) ? "Cancelable con aceptación" : "Cancelable sin aceptación";
        return ledger.CancellationOf(stamp.Uuid) switch
        {
            null => new(found, cancelable, "Vigente", ""),
            { NeedsAcceptance: false } => new(found, "", "Cancelado", "Cancelado sin aceptación"),
            { Accepted: true } => new(found, "", "Cancelado", "Cancelado con aceptación"),
            { Accepted: false } => new(found, cancelable, "Vigente", "Solicitud rechazada"),
            { Requested: var requested } when IsSilent(requested) => new(found, "", "Cancelado", "Plazo vencido"),
            _ => new(found, cancelable, "Vigente", "En proceso"),
        };
    }

    private string? WhyNot(Stamp stamp, string motivo, string? replacement)
    {
        if (motivo is not ("01" or "02" or "03" or "04"))
            return "207";
        if (motivo != "01" && !string.IsNullOrEmpty(replacement))
            return "209";
        if (motivo == "01")
        {
            if (ledger.FindByUuid(replacement ?? "") is not { } other || other.Emisor != stamp.Emisor || IsCancelled(other.Uuid))
                return "208";
            if (!ledger.RelationsOf(other.Uuid).Any(relation => relation.Related == stamp.Uuid && relation.Kind == Replaces))
                return "212";
        }

        return Blockers(stamp).Any() ? "204" : null;
    }

    /// <summary>Documents in force that relate to it other than by replacing it.</summary>
    private IEnumerable<Relation> Blockers(Stamp stamp) =>
        ledger.RelationsTo(stamp.Uuid).Where(relation => relation.Kind != Replaces && !IsCancelled(relation.Uuid));

    private bool IsCancelled(string uuid) => ledger.CancellationOf(uuid) switch
    {
        null or { Accepted: false } => false,
        { NeedsAcceptance: false } or { Accepted: true } => true,
        { Requested: var requested } => IsSilent(requested),
    };

    /// <summary>The receptor let its days pass.</summary>
    private bool IsSilent(DateTimeOffset requested) => Today(clock.GetUtcNow()) > WorkingDays.After(Today(requested), CancellationTerms.DaysToAnswer);

    private bool NeedsAcceptance(Stamp stamp) => stamp.Total > options.AcceptanceOver || options.AcceptanceOf.Contains(stamp.Receptor)
        || (options.AcceptanceByRule && CfdiReader.Read(stamp.Xml).Document is { } document
            && CancellationTerms.Of(document, Today(clock.GetUtcNow())).Without is null);

    private static DateOnly Today(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, CentralMexico).DateTime);

    /// <summary>SAT's acknowledgement, without its signature.</summary>
    private byte[] Acuse(Stamp stamp)
    {
        XNamespace cancel = "http://cancelacfd.sat.gob.mx";
        var acuse = new XElement(
            "Acuse",
            new XAttribute("Fecha", Local()),
            new XAttribute("RfcEmisor", stamp.Emisor),
            new XComment("SIN VALIDEZ FISCAL"),
            new XElement(cancel + "Folios", new XElement(cancel + "UUID", stamp.Uuid), new XElement(cancel + "EstatusUUID", "201")));
        return Write(acuse);
    }

    private string Local() => TimeZoneInfo.ConvertTime(clock.GetUtcNow(), CentralMexico).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private static byte[] Write(XElement acuse) =>
        Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?>{acuse.ToString(SaveOptions.DisableFormatting)}");
}
