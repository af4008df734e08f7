using Honorario.Billing.Storage;

namespace Honorario.Billing.ComplementosPago;

/// <summary>An amount in pesos that an invoice owes less by a document, and since when (UTC).</summary>
public sealed record InvoiceCredit(Guid Id, Guid InvoiceId, DateTime CreatedAt, decimal Total);

/// <summary>What takes amounts off what invoices owe, besides payments.</summary>
public interface ICreditsOfInvoices
{
    /// <param name="db">The caller's context.</param>
    /// <param name="invoiceIds">Of which invoices.</param>
    /// <param name="except">One that no longer counts and is not saved as such yet; null for none.</param>
    Task<IReadOnlyList<InvoiceCredit>> OfAsync(HonorarioDb db, IReadOnlyCollection<Guid> invoiceIds, Guid? except, CancellationToken ct);
}

internal static class CreditsOfInvoices
{
    /// <summary>What all of them take off, the oldest first, by invoice.</summary>
    public static async Task<ILookup<Guid, InvoiceCredit>> OfAsync(
        this IEnumerable<ICreditsOfInvoices> sources, HonorarioDb db, IReadOnlyCollection<Guid> invoiceIds, Guid? except, CancellationToken ct)
    {
        var all = new List<InvoiceCredit>();
        foreach (var source in sources)
            all.AddRange(await source.OfAsync(db, invoiceIds, except, ct));
        return all.OrderBy(credit => credit.CreatedAt).ToLookup(credit => credit.InvoiceId);
    }
}
