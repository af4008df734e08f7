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
    public static IQueryable<Invoice> Saying(this IQueryable<Invoice> invoices, HonorarioDb? db, string typed)
    {
        var text = SearchText.Of(Pasted.Name(typed));
        if (Uuid.TryParse(text, out var uuid))
            return invoices.Where(invoice => invoice.Uuid == uuid);
        var (whole, key, money, part) = KeysOf(typed);
        var rfc = Rfc.TryParse(TypedRfc.Bare(typed), out var read) ? read : null;
        if (db is null)
            return invoices.Where(invoice => invoice.Search.Contains(text) || (whole != "" && (invoice.Keys.Contains(key) || invoice.Keys.Contains(money)
                || invoice.Keys.Contains(part))) || (rfc != null && (invoice.Emisor.Rfc == rfc || invoice.Insurer.Rfc == rfc)));
        var insurers = Named(db, typed);
        var named = db.AllServices().Naming(db, typed, whole: typed.Trim().Length < LeastOfFolio).Select(service => service.Id);
        return invoices.Where(invoice => invoice.Search.Contains(text) || (whole != "" && (invoice.Keys.Contains(key) || invoice.Keys.Contains(money)
                || invoice.Keys.Contains(part)))
            || (rfc != null && invoice.Insurer.Rfc == rfc)
            || insurers.Any(insurer => insurer.Id == invoice.InsurerId)
            || db.InvoiceLines().Any(line => line.InvoiceId == invoice.Id && named.Contains(line.ServiceId)));
    }

    /// <summary>The ways to those that say what was typed, but for services; of two letters, those of which a word begins so.</summary>
    public static async Task<List<Way<Invoice>>> WaysAsync(this IQueryable<Invoice> invoices, HonorarioDb db, string typed, CancellationToken ct)
    {
        Way<Invoice> Of(Func<IQueryable<Invoice>, IQueryable<Invoice>> asked) => new(invoices, asked, asked(invoices));
        var text = SearchText.Of(Pasted.Name(typed));
        if (Uuid.TryParse(text, out var uuid))
            return [Of(some => some.Where(invoice => invoice.Uuid == uuid))];
        var ways = new List<Way<Invoice>> { invoices.Way(db, invoice => invoice.Search, text) };
        var (whole, key, money, part) = KeysOf(typed);
        if (whole.Length > 0)
            ways.AddRange(new[] { key, money, part }.Distinct().Select(one => invoices.Way(db, invoice => invoice.Keys, one)));
        var insurers = await Named(db, typed).Select(insurer => insurer.Id).ToListAsync(ct);
        if (Rfc.TryParse(TypedRfc.Bare(typed), out var rfc))
            insurers.AddRange(await db.Insurers().Where(insurer => insurer.Rfc == rfc).Select(insurer => insurer.Id).ToListAsync(ct));
        if (insurers.Count > 0)
            ways.Add(Of(some => some.Where(invoice => EF.Parameter(insurers).Contains(invoice.InsurerId))));
        return ways;
    }

    private static IQueryable<Insurer> Named(HonorarioDb db, string typed) =>
        NameWords.Typed(typed).Length == 0 ? db.Insurers().Where(insurer => false) : db.Insurers().Saying(insurer => insurer.Search, typed);

    /// <summary>What was typed, as it stands among an invoice's keys: as series and folio, as a total and as a part of a UUID.</summary>
    private static (string Whole, string Key, string Money, string Part) KeysOf(string typed)
    {
        var whole = Squeeze(typed);
        var key = $" {whole} ";
        return (
            whole,
            key,
            TypedMoney.Read(typed) is { Ok: true, Value: var pesos } ? $" {decimal.Truncate(pesos * 100):0} " : key,
            whole.Length >= LeastOfUuid && whole.All(char.IsAsciiHexDigit) ? whole : key);
    }

    private static string Squeeze(string? text) => NameWords.Of(Pasted.Name(text)).Replace(" ", "", StringComparison.Ordinal);
}
