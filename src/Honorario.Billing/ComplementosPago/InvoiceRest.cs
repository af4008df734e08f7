using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Reading;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ComplementosPago;

/// <summary>
/// What credit notes left of invoices before an instalment: its taxes are shared out among what is still owed. A note of a service at 16 % takes
/// IVA off, one of an exempt service none.
/// </summary>
internal sealed class InvoiceRest
{
    private readonly Dictionary<Guid, byte[]> _notes;
    private readonly ILookup<Guid, InvoiceCredit> _credits;
    private readonly ILookup<Guid, PaymentApplication> _instalments;

    private InvoiceRest(ILookup<Guid, InvoiceCredit> credits, ILookup<Guid, PaymentApplication> instalments, Dictionary<Guid, byte[]> notes) =>
        (_credits, _instalments, _notes) = (credits, instalments, notes);

    /// <param name="db">The caller's context.</param>
    /// <param name="sources">What takes amounts off.</param>
    /// <param name="invoiceIds">Of which invoices: three queries at most, one where no note counts.</param>
    public static async Task<InvoiceRest> LoadAsync(
        HonorarioDb db, IEnumerable<ICreditsOfInvoices> sources, IReadOnlyCollection<Guid> invoiceIds, CancellationToken ct)
    {
        var credits = await sources.OfAsync(db, invoiceIds, except: null, ct);
        var (ids, notes) = (credits.Select(invoice => invoice.Key).ToHashSet(), credits.SelectMany(invoice => invoice).Select(one => one.Id).ToList());
        var instalments = ids.Count == 0 ? [] : await db.PaymentApplications().AsNoTracking()
            .Where(row => ids.Contains(row.InvoiceId) && row.UndoneAt == null).OrderBy(row => row.Parcialidad).ToListAsync(ct);
        var documents = ids.Count == 0 ? [] : await db.SealedCfdis().AsNoTracking()
            .Where(row => notes.Contains(row.SubjectId) && row.State != PacState.Rejected)
            .ToDictionaryAsync(row => row.SubjectId, row => row.StampedXml ?? row.SealedXml, ct);
        return new InvoiceRest(credits, instalments.ToLookup(row => row.InvoiceId), documents);
    }

    /// <summary>The invoice as it was before an instalment; as issued where the notes don't explain the balance that SAT was told.</summary>
    /// <param name="invoiceId">Which.</param>
    /// <param name="document">As issued.</param>
    /// <param name="saldoAnterior">Pesos owed before the instalment.</param>
    /// <param name="parcialidad">Its number.</param>
    public Comprobante Before(Guid invoiceId, Comprobante document, decimal saldoAnterior, int parcialidad)
    {
        var (rest, paid, paidPesos, credited) = (document, 0m, 0m, 0m);
        var notes = new Queue<InvoiceCredit>(_credits[invoiceId]);
        void CreditUntil(decimal due)
        {
            while (credited < due && notes.TryDequeue(out var note) && _notes.TryGetValue(note.Id, out var xml))
            {
                (rest, paid) = (Installments.After(rest, paid, CfdiReader.Read(xml).Document!), 0);
                credited += note.Total;
            }
        }

        var total = document.InPesos(document.Total);
        foreach (var earlier in _instalments[invoiceId].Where(row => row.Parcialidad < parcialidad))
        {
            CreditUntil(total - earlier.SaldoAnterior - paidPesos);
            paid += document.FromPesos(earlier.SaldoAnterior) - document.FromPesos(earlier.SaldoInsoluto);
            paidPesos += earlier.Pagado;
        }

        CreditUntil(total - saldoAnterior - paidPesos);
        return rest.Total - paid == document.FromPesos(saldoAnterior) ? rest : document;
    }
}
