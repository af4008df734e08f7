using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Facturacion;

/// <summary>Corrects the No de Control Interno or the Fecha de factura of a draft.</summary>
public sealed class ChangeRegistration(HonorarioStorage storage, PlaceClock places)
{
    public async Task<Result<Guid>> RunAsync(Guid invoiceId, string controlNumber, DateOnly? issueDate, CancellationToken ct)
    {
        await using var db = storage.Open(Right.Bill);
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
        try
        {
            return await Draft.SaveAsync(db, invoice, ct);
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return await RegisterInvoice.RepeatedAsync(db, invoice.EmisorId, number, ct, except: invoice.Id) ?? Draft.ChangedElsewhere;
        }
    }
}
