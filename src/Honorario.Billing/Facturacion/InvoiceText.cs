using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>
/// Invoices found by what is printed on them: series and folio in any form, control number, total, any part of the UUID, the insurer's RFC or
/// its name; and by a service's folio or a patient.
/// </summary>
internal static class InvoiceText
{
    /// <summary>Letters of a UUID below which a part of it says nothing.</summary>
    private const int LeastOfUuid = 4;

    /// <summary>Letters of a service's folio below which only the whole folio counts.</summary>
    private const int LeastOfFolio = 4;

    /// <summary>The keys of an invoice between spaces, letters and digits alone: its series and folio, its total in centavos, its UUID.</summary>
    public static string Keys(string? serie, int? folio, decimal total, Uuid? uuid) =>
        $" {(folio is null ? "" : Squeeze($"{serie}{folio}"))} {decimal.Truncate(total * 100):0} {Squeeze(uuid?.Value)} ";

    /// <summary>Those that say what was typed.</summary>
    /// <param name="invoices">Which.</param>
    /// <param name="db">Where services and patients are; null for who may not see them.</param>
    /// <param name="typed">What was typed; not empty.</param>
    /// <param name="services">Also by a service's folio or a patient, which goes through all services.</param>
    public static IQueryable<Invoice> Saying(this IQueryable<Invoice> invoices, HonorarioDb? db, string typed, bool services = true)
    {
        var (text, whole) = (SearchText.Of(Pasted.Name(typed)), Squeeze(typed));
        if (Uuid.TryParse(text, out var uuid))
            return invoices.Where(invoice => invoice.Uuid == uuid);
        var key = $" {whole} ";
        var money = TypedMoney.Read(typed) is { Ok: true, Value: var pesos } ? $" {decimal.Truncate(pesos * 100):0} " : key;
        var part = whole.Length >= LeastOfUuid && whole.All(char.IsAsciiHexDigit) ? whole : key;
        var rfc = Rfc.TryParse(TypedRfc.Bare(typed), out var read) ? read : null;
        var words = NameWords.Typed(typed);
        if (db is null)
            return invoices.Where(invoice => invoice.Search.Contains(text) || (whole != "" && (invoice.Keys.Contains(key) || invoice.Keys.Contains(money)
                || invoice.Keys.Contains(part))) || (rfc != null && (invoice.Emisor.Rfc == rfc || invoice.Insurer.Rfc == rfc)));
        var insurers = words.Length == 0 ? db.Insurers().Where(insurer => false) : db.Insurers().Saying(insurer => insurer.Search, typed);
        var named = db.AllServices().Naming(db, typed, whole: typed.Trim().Length < LeastOfFolio).Select(service => service.Id);
        return invoices.Where(invoice => invoice.Search.Contains(text) || (whole != "" && (invoice.Keys.Contains(key) || invoice.Keys.Contains(money)
                || invoice.Keys.Contains(part)))
            || (rfc != null && invoice.Insurer.Rfc == rfc)
            || insurers.Any(insurer => insurer.Id == invoice.InsurerId)
            || (services && db.InvoiceLines().Any(line => line.InvoiceId == invoice.Id && named.Contains(line.ServiceId))));
    }

    private static string Squeeze(string? text) => NameWords.Of(Pasted.Name(text)).Replace(" ", "", StringComparison.Ordinal);
}
