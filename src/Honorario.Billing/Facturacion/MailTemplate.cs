using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Facturacion;

/// <summary>The practice's own words for the mail that carries an invoice; one a practice, none until it writes its own.</summary>
public sealed class MailTemplate : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public required string Title { get; set; }
    public required string Text { get; set; }
}

/// <summary>A title and a text with places for facts of an invoice, such as {total}.</summary>
public sealed partial record Template(string Title, string Text)
{
    /// <summary>The words where the practice has none of its own.</summary>
    public static readonly Template Default = new(
        "Factura {control} de {emisor}",
        """
        Buen día:

        Adjunto la factura {control} por {total}, en XML y PDF.
        Folio fiscal: {uuid}{autorizaciones}

        Saludos,
        {emisor}
        """);

    private static readonly CultureInfo Mexico = CultureInfo.GetCultureInfo("es-MX");

    private static readonly FrozenDictionary<string, (string Meaning, Func<InvoiceFacts, string> Value)> Facts = new Dictionary<string,
        (string, Func<InvoiceFacts, string>)>
    {
        ["control"] = ("No de Control Interno", facts => facts.Invoice.ControlNumber),
        ["folio"] = ("serie y folio", facts => facts.Invoice.Folio is { } folio ? $"{facts.Invoice.Serie}{folio}" : facts.Invoice.ControlNumber),
        ["uuid"] = ("folio fiscal", facts => facts.Invoice.Uuid?.Value ?? ""),
        ["subtotal"] = ("subtotal", facts => facts.Invoice.SubTotal.ToString("C2", Mexico)),
        ["total"] = ("total", facts => facts.Invoice.Total.ToString("C2", Mexico)),
        ["fecha"] = ("fecha de factura", facts => Date(facts.Invoice.IssueDate)),
        ["periodo"] = ("primer y último día de los servicios",
            facts => facts.Period is var (from, to) ? from == to ? $"del {Date(from)}" : $"del {Date(from)} al {Date(to)}" : ""),
        ["servicios"] = ("cuántos servicios lleva", facts => facts.Services.ToString(Mexico)),
        ["autorizaciones"] = (
            "autorizaciones y siniestros de sus servicios, en renglones aparte si los hay", facts => string.Concat(facts.Notes.Select(note => $"\n{note}"))),
        ["emisor"] = ("nombre del emisor", facts => facts.Invoice.Emisor.Nombre),
        ["aseguradora"] = ("nombre de la aseguradora", facts => facts.Invoice.Insurer.Name),
    }.ToFrozenDictionary();

    /// <summary>The names of the places and what goes there.</summary>
    public static IEnumerable<(string Name, string Meaning)> Places =>
        Facts.OrderBy(fact => fact.Key, StringComparer.Ordinal).Select(fact => ($"{{{fact.Key}}}", fact.Value.Meaning));

    /// <summary>The message for one invoice.</summary>
    public Template Fill(InvoiceFacts facts) => new(Fill(Title, facts), Fill(Text, facts));

    /// <summary>The places of a text that name no fact, as written.</summary>
    public static IEnumerable<string> Unknown(string text) =>
        Place().Matches(text).Where(place => !Facts.ContainsKey(Name(place))).Select(place => place.Value).Distinct();

    private static string Fill(string text, InvoiceFacts facts) =>
        Place().Replace(text, place => Facts.TryGetValue(Name(place), out var fact) ? fact.Value(facts) : place.Value);

    private static string Name(Match place) => place.Groups[1].Value.Trim().ToLowerInvariant();

    private static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{([^{}\r\n]*)\}")]
    private static partial Regex Place();
}

/// <summary>What a template may tell of an invoice.</summary>
/// <param name="Invoice">With emisor and insurer.</param>
/// <param name="Services">How many it has.</param>
/// <param name="Period">First and last day of its services; null without any.</param>
/// <param name="Notes">Authorisation and siniestro of each service that has one, after its folio.</param>
public sealed record InvoiceFacts(Invoice Invoice, int Services, (DateOnly From, DateOnly To)? Period, IReadOnlyList<string> Notes);
