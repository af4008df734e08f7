using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Corrects the No de Control Interno or the Fecha de factura of a draft.</summary>
public sealed class ChangeRegistration(HonorarioStorage storage, Turns turns, PlaceClock places)
{
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, string controlNumber, DateOnly? issueDate, CancellationToken ct)
    {
        Guid emisorId;
        await using (var db = storage.Open(Right.Bill))
            emisorId = await db.Invoices().Where(row => row.Id == invoiceId).Select(row => row.EmisorId).SingleOrDefaultAsync(ct);
        return await turns.TakeAsync(
            storage, Right.Bill, NumberLine.ControlNumbers(emisorId), turn => ChangeAsync(turn.Db, invoiceId, controlNumber, issueDate, ct), ct);
    }

    private async Task<Result<Guid>> ChangeAsync(HonorarioDb db, Guid invoiceId, string controlNumber, DateOnly? issueDate, CancellationToken ct)
    {
        var draft = await Draft.OpenAsync(db, invoiceId, ct);
        if (draft.Value is not { } invoice)
            return draft.Problems.ToList();

        var number = controlNumber.Trim();
        Problem?[] problems =
        [
            RegisterInvoice.ControlNumberProblem(number),
            RegisterInvoice.IssueDateProblem(issueDate, places.TodayAt(invoice.Emisor.CodigoPostal)),
            await RegisterInvoice.RepeatedAsync(db, invoice.EmisorId, number, ct, except: invoice.Id),
        ];
        if (problems.Any(problem => problem is not null))
            return problems.OfType<Problem>().ToList();

        invoice.ControlNumber = number;
        invoice.IssueDate = issueDate!.Value;
        invoice.Search = SearchText.Of(number, invoice.Insurer.Name);
        return await Draft.SaveAsync(db, invoice, ct);
    }
}
