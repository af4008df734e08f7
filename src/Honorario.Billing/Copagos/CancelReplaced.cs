using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>
/// Asks SAT to cancel what a patient's stamped invoice takes the place of: the factura global that held its ticket (motive 04: it
/// is then issued again without it), and, where SAT refused at first, the invoice that it corrects (motive 01).
/// </summary>
/// <remarks>Source: RMF 2.7.1.21 and SAT's table of motives (2022): an operation of a factura global that is invoiced to its client.</remarks>
public sealed class CancelReplaced(HonorarioStorage storage, RequestCancellation request)
{
    /// <param name="invoiceId">The stamped invoice.</param>
    /// <returns>How many cancellations are under way.</returns>
    public async Task<Result<int>> RunAsync(Guid invoiceId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Cancel);
        if (await db.CopagoInvoices().AsNoTracking().SingleOrDefaultAsync(row => row.Id == invoiceId && row.Uuid != null, ct) is not { } invoice)
            return new Problem("", "La factura no existe en esta cuenta o aún no está timbrada.");
        var forms = new List<CancellationForm>();
        if (await db.CopagoInvoices().AnyAsync(row => row.Id == invoice.CorrectsId && row.Status == TicketInvoiceStatus.Facturada, ct))
            forms.Add(new CancellationForm(invoice.CorrectsId!.Value, Motivos.ConRelacion, invoice.Uuid!.Value));
        var global = await db.Tickets().Where(row => row.Id == invoice.TicketId).Select(row => row.GlobalInvoiceId).SingleAsync(ct);
        if (await db.GlobalInvoices().AnyAsync(row => row.Id == global && row.Status == TicketInvoiceStatus.Facturada, ct))
            forms.Add(new CancellationForm(global!.Value, Motivos.EnFacturaGlobal));
        var problems = new List<Problem>();
        foreach (var form in forms)
            problems.AddRange((await request.RunAsync(form, ct)).Problems);
        return problems.Count > 0 ? problems : forms.Count;
    }
}

/// <summary>Carries out <see cref="CancelReplaced"/> once the invoice is stamped.</summary>
public sealed class CancelReplacedLater(CancelReplaced cancel) : IOutboxHandler
{
    public const string Kind = "copago-replaced";

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    public async Task<TimeSpan?> HandleAsync(Guid subjectId, int attempt, CancellationToken ct) =>
        (await cancel.RunAsync(subjectId, ct)).Ok ? null : Wait;
}
